import { type Selectable, sql } from "kysely";
import type { ActionDeclaration } from "../../sdk/contract/index.js";
import type { Found, LeavingOut, Starter } from "../domain/job.js";
import type { Operator } from "../domain/operator.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { insertOf } from "../postgres/rows.js";
import type { JobItemTable, JobTable } from "../postgres/schema.js";
import type { RowRequest } from "../write/request.js";
import type { Keyed } from "../write/write-path.js";

export type JobRow = Selectable<JobTable>;

/** An item as far as it is needed to do it. */
export type ItemRow = Pick<Selectable<JobItemTable>, "position" | "member_id" | "reverses" | "tries" | "input">;

/** A job by its id; undefined where there is none in this tenant. */
export const findJob = (
  database: Database | OpenTransaction,
  tenant: string,
  id: string,
): Promise<JobRow | undefined> =>
  database.selectFrom("job").selectAll().where("tenant", "=", tenant).where("id", "=", id).executeTakeFirst();

/** The same, held until the transaction ends. */
export const lockJob = async (trx: OpenTransaction, tenant: string, id: string): Promise<JobRow | undefined> => {
  const { rows } = await sql<JobRow>`
    select * from job where tenant = ${tenant} and id = ${id} for no key update`.execute(trx);
  return rows[0];
};

/** Tells whoever follows a job that it has moved: in the transaction that moves it. */
export const jobMoved = async (
  trx: Database | OpenTransaction,
  { tenant, id }: Pick<JobRow, "tenant" | "id">,
  now: Date,
): Promise<void> => {
  const row = { tenant, job_id: id, at: now };
  await insertOf("job_change", [row], { keys: ["tenant", "xid", "job_id"], update: "keep" }).execute(trx);
};

export const foundOf = ({ found }: Pick<JobRow, "found">): Found => JSON.parse(found) as Found;
export const leavingOutOf = ({ leaving_out }: JobRow): LeavingOut => JSON.parse(leaving_out) as LeavingOut;

export type Input = Readonly<Record<string, unknown>>;

/** What is asked for; nothing once it is forgotten. */
export const inputOf = ({ input }: Pick<JobRow, "input">): Input =>
  input === null ? {} : (JSON.parse(input) as Input);

/** What is asked for one item: of an import, what its row says; else the same for all. */
export const inputOfItem = (job: Pick<JobRow, "input">, { input }: Pick<ItemRow, "input">): Input =>
  input === null ? inputOf(job) : (JSON.parse(input) as Input);

const personOf = (tenant: string, json: string): Operator => ({
  ...(JSON.parse(json) as Starter),
  tenant,
  limits: [],
});

/** Who made it, with what they were allowed to do then. */
export const makerOf = ({ tenant, operator }: JobRow): Operator => personOf(tenant, operator);

/** Nobody's name is typed for a row: the number of members was. */
const inputForOne = (input: Input, declaration: ActionDeclaration | undefined, memberId: string): Input => {
  const confirmed = Object.entries(declaration?.fields ?? {}).filter(([, { kind }]) => kind === "confirmation");
  return { ...input, ...Object.fromEntries(confirmed.map(([name]) => [name, memberId])) };
};

/** The key of a row: it is done once, whoever does it, and however often. One that is tried again is another. */
export const keyOf = ({ id }: Pick<JobRow, "id">, { position, tries }: Pick<ItemRow, "position" | "tries">): string =>
  tries === 0 ? `${id}.${position}` : `${id}.${position}.${tries}`;

/** What is done for one item of a job, in the name of its maker. */
export const requestOf = (
  job: JobRow,
  declaration: ActionDeclaration | undefined,
): ((item: ItemRow) => Keyed<RowRequest>) => {
  const { id, tenant, action: actionId, title: name, approver } = job;
  const input = inputOf(job);
  const approvedBy = approver === null ? null : personOf(tenant, approver);
  const origin = { tenant, operator: makerOf(job), source: "manual", cause: { id, name }, bulk: { approvedBy } };
  return (item) => {
    const key = keyOf(job, item);
    const row = { ...origin, requestId: key, key };
    if (item.reverses !== null) return { ...row, operationId: item.reverses, input };
    const memberId = item.member_id ?? "";
    const own = item.input === null ? input : inputOfItem(job, item);
    return { ...row, actionId, memberId, input: inputForOne(own, declaration, memberId) };
  };
};
