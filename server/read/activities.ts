import { type RawBuilder, sql, type SqlBool } from "kysely";
import { answerEach, newestOf, ofOne, type Asked, type QueryOfMany } from "./of-members.js";
import { before, type ChosenOperation, idsOf, operationPage } from "./operations.js";
import { DEFAULT_LIMIT } from "./page.js";
import { readOperations } from "./receipts.js";
import { ifGiven } from "./sql.js";

type Narrowed = Asked<"activities">["query"];

// As the index says it: a parameter would keep a plan that holds for any value from using it.
const own = sql`tenant = member.tenant and member_id = member.id and status = 'applied'`;

const between = ({ from, to }: Narrowed): RawBuilder<SqlBool> =>
  sql`${ifGiven(from, (instant) => sql`operation.at >= ${instant}::timestamptz`)}
    and ${ifGiven(to, (instant) => sql`operation.at <= ${instant}::timestamptz`)}`;

/** The timeline, or what one operator did in it. */
const newest = (query: Narrowed): RawBuilder<ChosenOperation> => sql<ChosenOperation>`
  select id, at from operation
  where ${own} and ${before(query.cursor)} and ${between(query)}
    and ${ifGiven(query.operator, (id) => sql`operation.operator_id = ${id}`)}
    and ${ifGiven(query.type, (action) => sql`operation.action = ${action}`)}
    and ${ifGiven(query.source, (source) => sql`operation.source = ${source}`)}
  order by at desc, id desc limit ${(query.limit ?? DEFAULT_LIMIT) + 1}`;

/**
 * The timeline narrowed by what was done, or by whose doing it was. The member's kinds of operations are few, and found
 * by as many looks into an index; of each that is asked for the newest are read. Rare ones are so found among many
 * without reading those.
 */
const newestOfKinds = (query: Narrowed): RawBuilder<ChosenOperation> => {
  const { type, source, limit = DEFAULT_LIMIT, cursor } = query;
  return sql<ChosenOperation>`
    with recursive kind as (
      (select source, action from operation where ${own} order by source, action limit 1)
      union all
      select next.source, next.action from kind cross join lateral (
        select source, action from operation where ${own} and (source, action) > (kind.source, kind.action)
        order by source, action limit 1) as next)
    select newest.id, newest.at from kind cross join lateral (
      select id, at from operation
      where ${own} and source = kind.source and action = kind.action and ${between(query)} and ${before(cursor)}
      order by at desc, id desc limit ${limit + 1}) as newest
    where ${ifGiven(type, (action) => sql`kind.action = ${action}`)}
      and ${ifGiven(source, (by) => sql`kind.source = ${by}`)}
    order by newest.at desc, newest.id desc limit ${limit + 1}`;
};

/** Members' timelines, newest first: what operators did beside what rules, tills and the program did (S0-26). */
export const activitiesOf: QueryOfMany<"activities"> = async (asked, sources, memberIds) => {
  const { query } = asked;
  const { tenant } = asked.operator;
  const isByKind = query.operator === undefined && (query.type !== undefined || query.source !== undefined);
  const chosen = (isByKind ? newestOfKinds : newest)(query);
  const rows = await newestOf(sources.database, tenant, memberIds, chosen);
  return answerEach(asked, sources, memberIds, rows, async (lists) => {
    const operations = await readOperations(sources.database, asked.operator, idsOf(lists.flat()));
    return lists.map((list) => ({ value: operationPage(list, operations, query.limit) }));
  });
};

export const activities = ofOne(activitiesOf);
