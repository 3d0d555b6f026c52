import { type RawBuilder, sql } from "kysely";
import type { Target } from "../../sdk/contract/bulk/requests.js";
import { foldTag } from "../../sdk/contract/tag.js";
import type { Starter } from "../domain/job.js";
import { type Program, tagCaseOf } from "../domain/program.js";
import type { OpenTransaction } from "../postgres/database.js";
import { plannedAnew } from "../postgres/planned-anew.js";
import { inTransaction } from "../postgres/transaction.js";
import { cutIntoChunks } from "./chunks.js";
import { jobMoved, type JobRow } from "./job-rows.js";
import { membersOf, type Seeking, seekingIn } from "./target.js";

/** Whom a job is for, until that is written down. */
interface Sought {
  readonly target: Target;
  readonly onlyTagged?: string | undefined;
}

const tagged = (tenant: string, tag: string, program: Program): RawBuilder<unknown> => {
  const spelt = tag.normalize("NFC");
  const same = tagCaseOf(program) === "folded" ? sql`folded = ${foldTag(spelt)}` : sql`tag = ${spelt}`;
  return sql`exists (
    select from member_tag where member_tag.tenant = ${tenant} and member_id = found.id
      and member_tag.tag in (select tag from tag where tenant = ${tenant} and ${same}))`;
};

/** Those who are found now, by what the job says, or whom another job has done something to: `id`, `place`, `reverses`. */
const itemsOf = async (
  seeking: Seeking,
  tenant: string,
  { target, settings, reverses, operator }: Held,
): Promise<RawBuilder<unknown>> => {
  if (reverses !== null)
    return sql`
      select member_id as id, position as place, operation_id as reverses from job_item
      where tenant = ${tenant} and job_id = ${reverses} and status = 'succeeded'`;
  const program = JSON.parse(settings) as Program;
  const { target: sought, onlyTagged } = JSON.parse(target) as Sought;
  const condition = onlyTagged === undefined ? sql`true` : tagged(tenant, onlyTagged, program);
  const members = await membersOf(
    seeking,
    { tenant, permissions: (JSON.parse(operator) as Starter).permissions },
    sought,
  );
  return sql`select id, place, null as reverses from (${members}) as found where ${condition}`;
};

interface Held extends Pick<JobRow, "reverses" | "operator"> {
  readonly target: string;
  readonly settings: string;
}

type JobKey = Pick<JobRow, "tenant" | "id">;

const fill = async (
  trx: OpenTransaction,
  { tenant, id }: JobKey,
  items: RawBuilder<unknown>,
  now: Date,
): Promise<void> => {
  const { numAffectedRows } = await sql`${plannedAnew}
    insert into job_item (tenant, job_id, position, member_id, status, reverses)
    select ${tenant}, ${id}, row_number() over (order by place), id, 'waiting', reverses from (${items}) as item`.execute(
    trx,
  );
  await sql`
    update job set target = null, total = ${Number(numAffectedRows)},
      program = (select md5(settings) from program where tenant = ${tenant})
    where tenant = ${tenant} and id = ${id}`.execute(trx);
  await jobMoved(trx, { tenant, id }, now);
  await cutIntoChunks(trx, { tenant, id });
};

/**
 * Writes down whom a job is for, in one statement, so that whoever joins the audience later, or leaves it, changes
 * nothing (C02). What the target said of persons goes with it. Nothing is done where another process is at it.
 */
export const freeze = ({ database, clock }: Seeking, job: JobKey): Promise<void> =>
  inTransaction(database, async (trx) => {
    const { tenant, id } = job;
    const { rows } = await sql<Held>`
      select target, settings, reverses, operator from job join program using (tenant)
      where tenant = ${tenant} and id = ${id} and target is not null for no key update of job skip locked`.execute(trx);
    if (rows[0]) await fill(trx, job, await itemsOf(seekingIn(trx, clock), tenant, rows[0]), clock.now());
  });

/** Whether a job is for at most so many, whether or not that is written down already. */
export const isForAtMost = async (seeking: Seeking, { tenant, id }: JobKey, most: number): Promise<boolean> => {
  const { database } = seeking;
  const { rows } = await sql<Omit<Held, "target"> & { target: string | null; total: number }>`
    select target, settings, reverses, operator, total from job join program using (tenant)
    where tenant = ${tenant} and id = ${id}`.execute(database);
  const [job] = rows;
  if (!job) return false;
  const { target, total } = job;
  if (target === null) return total <= most;
  const items = await itemsOf(seeking, tenant, { ...job, target });
  const counted = await sql<{ members: number }>`${plannedAnew}
    select count(*) as members from (${items} limit ${most + 1}) as few`.execute(database);
  return (counted.rows[0]?.members ?? 0) <= most;
};
