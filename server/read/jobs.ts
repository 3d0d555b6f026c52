import { type Selectable, sql } from "kysely";
import * as z from "zod/mini";
import type { Job, JobItem } from "../../sdk/contract/bulk/answers.js";
import { findDeclaration, type OwnAction } from "../domain/own-action.js";
import { DECIDES, refusedToDecide } from "../domain/approval.js";
import {
  assertItemsKept,
  asksForCount,
  type Found,
  isReversible,
  maySee,
  SEES_JOBS,
  type Starter,
  wordsOf,
} from "../domain/job.js";
import { isGranted, type Operator } from "../domain/operator.js";
import type { Database } from "../postgres/database.js";
import type { JobItemTable, JobTable } from "../postgres/schema.js";
import { deliveriesOf } from "./deliveries.js";
import { cursorOf, DEFAULT_LIMIT, pageOf } from "./page.js";
import type { Query, Question, Sources } from "./query.js";
import { refuseUnknown } from "./require-member.js";
import { ifGiven, instant, instantOrNull } from "./sql.js";
import { InstantInput } from "../../sdk/contract/schemas/inputs.js";

type Row = Selectable<JobTable>;

const exclusionsOf = (counts: Readonly<Record<string, number>>): Job["exclusions"] =>
  Object.entries(counts)
    .map(([code, members]) => ({ code, detail: wordsOf(code), members }))
    .sort((a, b) => b.members - a.members || (a.code < b.code ? -1 : 1));

/** How many items of each job failed or were skipped, by why. */
const failuresOf = async (
  database: Database,
  tenant: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> => {
  const { rows } = await sql<{ job_id: string; code: string; members: number }>`
    select job_id, code, count(*) as members from job_item
    where tenant = ${tenant} and job_id = any(${ids}::text[]) and status in ('failed', 'skipped')
    group by job_id, code`.execute(database);
  const all = new Map<string, Record<string, number>>();
  for (const { job_id, code, members } of rows) all.set(job_id, { ...all.get(job_id), [code]: members });
  return all;
};

const totalsOf = ({ amounts, cost, tiers }: Found): Job["totals"] => ({
  amounts: Object.entries(amounts).map(([currency, amount]) => ({ currency, amount })),
  cost,
  tiers: [...tiers],
});

const progressOf = ({ status, total, looked_at, to_do, succeeded, failed, skipped }: Row): Job["progress"] =>
  status === "checking"
    ? { total, done: looked_at, succeeded, failed, skipped }
    : { total: to_do, done: succeeded + failed + skipped, succeeded, failed, skipped };

const isDecidable = (row: Row, operator: Operator, now: Date): boolean =>
  row.status === "awaiting_approval" && refusedToDecide(approvalOf(row), operator, now) === null;

/** A job that waits for a second person, as anything else that does. */
export const approvalOf = ({ id, operator_id: operatorId, status, expires_at }: Row) =>
  ({
    ...{ id, operatorId },
    status: status === "awaiting_approval" ? "waiting" : status === "expired" ? "expired" : "approved",
    expiresAt: instant(expires_at ?? new Date(0)),
  }) as const;

/** What is done to each, with what was typed, as long as that is kept. */
const shownTitle = ({ title, input }: Row): string => {
  const { tag } = (input === null ? {} : JSON.parse(input)) as { tag?: unknown };
  return typeof tag === "string" ? `${title}: ${tag}` : title;
};

interface Showing {
  readonly database: Database;
  readonly ownActions: readonly OwnAction[];
  readonly now: Date;
}

/** A job as this operator sees it now. */
export const showJob = async (showing: Showing, operator: Operator, row: Row): Promise<Job> => {
  const [shown] = await showJobs(showing, operator, [row]);
  if (!shown) throw new Error("A job is shown by itself");
  return shown;
};

/** The same of several, in their order. */
const showJobs = async (
  { database, ownActions, now }: Showing,
  operator: Operator,
  rows: readonly Row[],
): Promise<Job[]> => {
  const failures = await failuresOf(
    database,
    operator.tenant,
    rows.map(({ id }) => id),
  );
  return rows.map((row): Job => {
    const declaration = findDeclaration(row.action, ownActions);
    const found = JSON.parse(row.found) as Found;
    const { id, name } = JSON.parse(row.operator) as Starter;
    return {
      ...{ id: row.id, kind: row.kind, action: row.action, title: shownTitle(row), status: row.status },
      operator: { id, name },
      createdAt: instant(row.created_at),
      startedAt: instantOrNull(row.started_at),
      finishedAt: instantOrNull(row.finished_at),
      progress: progressOf(row),
      exclusions: exclusionsOf(found.excluded),
      failures: exclusionsOf(found.failures ?? failures.get(row.id) ?? {}),
      totals: totalsOf(found),
      warnings: [...found.warnings],
      confirmCount: row.kind !== "reversal" && declaration !== undefined && asksForCount(declaration),
      decidable: isDecidable(row, operator, now),
      reversible: isReversible(row, declaration),
      reversedBy: row.reversed_by,
      itemsKept: row.items === "kept",
    };
  });
};

const position = cursorOf(z.strictObject({ at: InstantInput, id: z.string() }));

/** What was started, newest first: one's own jobs, and those of others for who may see them. */
export const jobs: Query<"jobs"> = async ({ operator, query }, { database, ownActions, clock }) => {
  const { limit = DEFAULT_LIMIT, cursor } = query;
  const { rows } = await sql<Row>`
    select * from job where tenant = ${operator.tenant} and started_at is not null
      and ${isGranted(operator, SEES_JOBS, DECIDES) ? sql`true` : sql`operator_id = ${operator.id}`}
      and ${ifGiven(position.read(cursor), ({ at, id }) => sql`(started_at, id) < (${at}::timestamptz, ${id})`)}
    order by started_at desc, id desc limit ${limit + 1}`.execute(database);
  const shown = await showJobs({ database, ownActions, now: clock.now() }, operator, rows);
  const byId = new Map(shown.map((each) => [each.id, each]));
  const { data, page } = pageOf(
    rows,
    limit,
    ({ id }) => byId.get(id),
    ({ started_at, id }) => position.write({ at: instant(started_at ?? new Date(0)), id }),
  );
  return { value: { data: data.flatMap((each) => each ?? []), page } };
};

/** A job that this operator may see; undefined: it is not there for them. */
export const findSeenJob = async (database: Database, operator: Operator, id: string): Promise<Row | undefined> => {
  const row = await database
    .selectFrom("job")
    .selectAll()
    .where("tenant", "=", operator.tenant)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && maySee(operator, row) ? row : undefined;
};

type Asked = Pick<Question, "operator" | "requestId">;

const requireJob = async (asked: Asked, sources: Sources, jobId: string): Promise<Row> => {
  const row = await findSeenJob(sources.database, asked.operator, jobId);
  return row ?? refuseUnknown(asked, sources, { jobId });
};

/** Refuses a look at the items of a job that this operator may not see, or of which they are no longer kept. */
export const assertItemsSeen = async (asked: Asked, sources: Sources, jobId: string): Promise<void> =>
  assertItemsKept(await requireJob(asked, sources, jobId));

/** One job, as of now. */
export const job: Query<"job"> = async (asked, sources) => {
  const row = await requireJob(asked, sources, asked.params.jobId);
  const [shown, deliveries] = await Promise.all([
    showJob({ ...sources, now: sources.clock.now() }, asked.operator, row),
    deliveriesOf(sources.database, row, findDeclaration(row.action, sources.ownActions)),
  ]);
  return { value: { ...shown, ...(deliveries && { deliveries }) } };
};

const place = cursorOf(z.strictObject({ position: z.int() }));

type ItemRow = Selectable<JobItemTable> & { readonly name: string | null };

const itemOf = ({ member_id, name, operation_id, ...row }: ItemRow): JobItem => ({
  position: row.position,
  member: member_id === null ? null : { id: member_id, name },
  status: row.status,
  code: row.code,
  detail: row.detail,
  column: row.column,
  operationId: operation_id,
});

/** The members of a job, in order: all, or those of whom one thing became. */
export const jobItems: Query<"jobItems"> = async (asked, sources) => {
  const { operator, query, params } = asked;
  const { limit = DEFAULT_LIMIT, cursor, status, code } = query;
  await assertItemsSeen(asked, sources, params.jobId);
  const { rows } = await sql<ItemRow>`
    select item.*, profile.name from job_item as item
      left join profile on profile.tenant = item.tenant and profile.member_id = item.member_id
    where item.tenant = ${operator.tenant} and item.job_id = ${params.jobId}
      and ${ifGiven(status, (wanted) => sql`item.status = ${wanted}`)} and ${ifGiven(code, (why) => sql`item.code = ${why}`)}
      and ${ifGiven(place.read(cursor), (after) => sql`item.position > ${after.position}`)}
    order by item.position limit ${limit + 1}`.execute(sources.database);
  return { value: pageOf(rows, limit, itemOf, ({ position }) => place.write({ position })) };
};
