import { type RawBuilder, sql, type SqlBool } from "kysely";
import { type Bound, holdsForNone, type PlannedEvent } from "../../domain/filter/plan.js";
import { beginning } from "./compare.js";
import type { Joins } from "./joins.js";

/**
 * How events are counted: `probe` looks at those of one member after another, and stops where it knows enough; `window`
 * counts those of everybody at once. Which of them takes less depends on how many members are left to look at.
 */
export type EventShape = "probe" | "window";

type Test = RawBuilder<SqlBool>;

const comparisons = { "=": sql`=`, "<": sql`<`, ">": sql`>`, "<=": sql`<=`, ">=": sql`>=` } as const;

const bound = (value: RawBuilder<unknown>, { operator, value: than }: Bound): Test =>
  sql`${value} ${comparisons[operator]} ${than}::bigint`;

/** More of them change nothing. */
const enough = ({ operator, value }: Bound): number => (operator === ">=" || operator === "<" ? value : value + 1);

/** Those that count, of anybody: a purchase that came back whole never was. */
const counting = ({ rows }: PlannedEvent, { tenant }: Joins): RawBuilder<unknown> =>
  rows.of === "purchases"
    ? sql`from purchase as e where e.tenant = ${tenant} and e.member_id is not null and e.returned < e.amount`
    : sql`from member_event as e where e.tenant = ${tenant} and e.type = ${rows.type}`;

const rows = (event: PlannedEvent, where: Test | null, joins: Joins): RawBuilder<unknown> => {
  const { days } = event;
  const { calendar } = joins;
  const begins = (day: RawBuilder<unknown>) => beginning(day, calendar.timeZone);
  const between = days
    ? sql`and e.at >= ${begins(sql`${days[0]}::date`)} and e.at < ${begins(sql`(${days[1]}::date + 1)`)}`
    : sql``;
  const each = where ? sql`and (${where})` : sql``;
  return sql`${counting(event, joins)} ${between} ${each}`;
};

const paid = sql`coalesce(sum(e.amount - e.returned), 0)`;

const probe = (event: PlannedEvent, where: Test | null, joins: Joins): Test => {
  const { count, total } = event;
  const own = sql`${rows(event, where, joins)} and e.member_id = m.id`;
  if (total) return sql`(select ${bound(sql`count(*)`, count)} and ${bound(paid, total)} ${own})`;
  if (count.operator === ">=" && count.value === 1) return sql`exists (select ${own})`;
  return bound(sql`(select count(*) from (select ${own} limit ${enough(count)}) as counted)`, count);
};

const window = (event: PlannedEvent, where: Test | null, joins: Joins): Test => {
  const { count, total } = event;
  const alias = joins.window(
    sql`select e.member_id, count(*) as n ${total ? sql`, ${paid} as paid` : sql``} ${rows(event, where, joins)}
      group by e.member_id`,
  );
  const n = sql`${alias}.n`;
  const often = bound(n, count);
  const enoughOf = total ? sql`${often} and ${bound(sql`${alias}.paid`, total)}` : often;
  // Whoever has no row has none of them.
  return holdsForNone(event) ? sql`(${n} is null or ${enoughOf})` : sql`(${n} is not null and ${enoughOf})`;
};

/**
 * Whether something happened to a member so often and for so much, or did not. It is never unknown.
 *
 * @param where what must hold of each, as `e`; null: anything
 */
export const eventTest = (event: PlannedEvent, where: Test | null, joins: Joins, shape: EventShape): Test => {
  const happened = shape === "probe" ? probe(event, where, joins) : window(event, where, joins);
  return event.occurred ? happened : sql`not ${happened}`;
};
