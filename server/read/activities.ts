import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Database } from "../postgres/database.js";
import { appliedOperations, before, type ChosenOperation, operationPage } from "./operations.js";
import { DEFAULT_LIMIT } from "./page.js";
import { type Query, type Question } from "./query.js";
import { requireMember } from "./require-member.js";
import { ifGiven } from "./sql.js";

type Asked = Question<"activities">;

const between = ({ from, to }: Asked["query"]): RawBuilder<SqlBool> =>
  sql`${ifGiven(from, (instant) => sql`operation.at >= ${instant}::timestamptz`)}
    and ${ifGiven(to, (instant) => sql`operation.at <= ${instant}::timestamptz`)}`;

/** The timeline, or what one operator did in it. */
const readAll = (
  database: Database,
  { operator: { tenant }, params, query }: Asked,
): Promise<readonly ChosenOperation[]> =>
  appliedOperations(database, tenant, query)
    .where("operation.member_id", "=", params.memberId)
    .where(ifGiven(query.operator, (id) => sql`operation.operator_id = ${id}`))
    .where(ifGiven(query.type, (action) => sql`operation.action = ${action}`))
    .where(ifGiven(query.source, (source) => sql`operation.source = ${source}`))
    .where(between(query))
    .execute();

/**
 * The timeline narrowed by what was done, or by whose doing it was. The member's kinds of operations are few, and found
 * by as many looks into an index; of each that is asked for the newest are read. Rare ones are so found among many
 * without reading those.
 */
const readKinds = async (
  database: Database,
  { operator: { tenant }, params, query }: Asked,
): Promise<readonly ChosenOperation[]> => {
  const { type, source, limit = DEFAULT_LIMIT, cursor } = query;
  const own = sql`tenant = ${tenant} and member_id = ${params.memberId} and status = 'applied'`;
  const { rows } = await sql<ChosenOperation>`
    with recursive kind as (
      (select source, action from operation where ${own} order by source, action limit 1)
      union all
      select next.source, next.action from kind cross join lateral (
        select source, action from operation where ${own} and (source, action) > (kind.source, kind.action)
        order by source, action limit 1) as next),
    chosen as (
      select newest.id, newest.at from kind cross join lateral (
        select id, at from operation
        where ${own} and source = kind.source and action = kind.action and ${between(query)} and ${before(cursor)}
        order by at desc, id desc limit ${limit + 1}) as newest
      where ${ifGiven(type, (action) => sql`kind.action = ${action}`)}
        and ${ifGiven(source, (by) => sql`kind.source = ${by}`)})
    select chosen.id, chosen.at, member.status as member_status from chosen
      join member on member.tenant = ${tenant} and member.id = ${params.memberId}
    order by chosen.at desc, chosen.id desc limit ${limit + 1}`.execute(database);
  return rows;
};

/** A member's timeline, newest first: what operators did beside what rules, tills and the program did (S0-26). */
export const activities: Query<"activities"> = async (question, sources) => {
  const { operator, params, query } = question;
  const isByKind = query.operator === undefined && (query.type !== undefined || query.source !== undefined);
  const chosen = await (isByKind ? readKinds : readAll)(sources.database, question);
  await requireMember(question, sources, params.memberId, chosen[0]?.member_status);
  return { value: await operationPage(sources.database, operator.tenant, chosen, query.limit) };
};
