import { type RawBuilder, sql } from "kysely";
import type { NotDone } from "../../sdk/contract/index.js";
import type { Database } from "../postgres/database.js";
import { ifGiven } from "./sql.js";

/** Which items of which job. */
export interface NotDoneIn extends NotDone {
  readonly jobId: string;
}

/** The condition on `item`, a `job_item`, that it was not done: all of them, or those for one reason. */
export const isNotDone = (tenant: string, { jobId, status, code }: NotDoneIn): RawBuilder<unknown> => sql`
  item.tenant = ${tenant} and item.job_id = ${jobId} and item.status in ('failed', 'skipped', 'excluded')
    and ${ifGiven(status, (wanted) => sql`item.status = ${wanted}`)} and ${ifGiven(code, (why) => sql`item.code = ${why}`)}`;

/** The members of these items, once each: `id`, and `place` by which they are in order. Rows that name nobody have none. */
export const membersNotDone = (tenant: string, asked: NotDoneIn): RawBuilder<unknown> => sql`
  select member_id as id, min(position) as place from job_item as item
  where ${isNotDone(tenant, asked)} and member_id is not null group by member_id`;

/** The ids of so many of them, in order. */
export const readMembersNotDone = async (
  database: Database,
  tenant: string,
  asked: NotDoneIn,
  limit: number,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from (${membersNotDone(tenant, asked)}) as found order by place limit ${limit}`.execute(database);
  return rows.map(({ id }) => id);
};
