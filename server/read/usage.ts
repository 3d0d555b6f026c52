import { type RawBuilder, sql } from "kysely";
import { isWindowed, type Usage, WINDOW_HOURS } from "../domain/limits.js";
import type { LimitRule, Operator } from "../domain/operator.js";

/** What an operator did of an action in a currency, within a window that ends now. */
export interface Used {
  readonly operator_id: string;
  readonly action: string;
  readonly currency: string | null;
  readonly per: LimitRule["per"];
  readonly amount: number;
  readonly times: number;
}

/** The windows that limits of these operators, or of the program, count in: no other is looked at. */
const windowsOf = (tenant: string, operators: readonly Operator[]): RawBuilder<unknown> => {
  const own = operators.flatMap(({ limits }) => limits.filter(isWindowed).map(({ per }) => per));
  return sql`
    select per, hours::int from json_each_text(${JSON.stringify(WINDOW_HOURS)}::json) as w (per, hours)
    where per = any(${own}::text[]) or per in (
      select rule ->> 'per' from program, json_array_elements(coalesce(settings::json -> 'limits', '[]')) as rule
      where tenant = ${tenant})`;
};

/**
 * What operators did by hand, by window, action and currency. What was undone doesn't count. Each window is a look of its
 * own into an index, so that what came before it costs nothing.
 */
export const usedQuery = (tenant: string, operators: readonly Operator[], now: Date): RawBuilder<Used> => sql<Used>`
  select used.*, per from (${windowsOf(tenant, operators)}) as counted
    cross join unnest(${[...new Set(operators.map(({ id }) => id))]}::text[]) as who
    cross join lateral (
      select operator_id, counts_as as action, currency, sum(amount)::float8 as amount, count(*)::int as times
      from operation
      where tenant = ${tenant} and operator_id = who and status = 'applied' and source = 'manual'
        and at > ${now.toISOString()}::timestamptz - make_interval(hours => counted.hours)
        and reversed_by is null and counts_as is not null
      group by operator_id, counts_as, currency) as used`;

/** What a group's own operation adds to the usage: to every window. */
export type UsedNow = Omit<Used, "per"> & { readonly per: null };

/** The usage of one operator among rows that may hold several. */
export const usageOf =
  (rows: readonly (Used | UsedNow)[], operatorId: string): Usage =>
  ({ action, currency, per, measure }) =>
    rows
      .filter((row) => row.operator_id === operatorId && row.action === action && (row.per ?? per) === per)
      .filter((row) => currency === null || row.currency === currency)
      .reduce((sum, row) => sum + (measure === "count" ? row.times : row.amount), 0);

/**
 * What an operator did lately, as limits count it: to be selected beside another row, so that it costs no statement of
 * its own.
 */
export const usedBy = (operator: Operator, now: Date) =>
  sql<Used[]>`(select coalesce(json_agg(used), '[]') from (${usedQuery(operator.tenant, [operator], now)}) as used)`;
