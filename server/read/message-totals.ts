import { sql } from "kysely";
import type { Money } from "../../sdk/contract/index.js";
import type { Query } from "./query.js";
import { ifGiven } from "./sql.js";

interface Row {
  readonly channel: string;
  readonly sent: number;
  readonly currency: string | null;
  readonly scale: number | null;
  readonly amount: number;
}

const costOf = ({ amount, currency, scale }: Row): Money | null =>
  currency === null || scale === null ? null : { amount, currency, scale };

/**
 * What left the house, by channel, and what it costs (S0-19): by hand, by rules and by campaigns alike. What was blocked
 * or failed costs nothing; what may have arrived counts. By default since the first of the month in the program's zone.
 */
export const messageTotals: Query<"messageTotals"> = async ({ operator: { tenant }, query }, { database, clock }) => {
  const { from, to } = query;
  const now = clock.now().toISOString();
  const monthBegan = sql`(
    select date_trunc('month', ${now}::timestamptz at time zone zone) at time zone zone
    from (select settings::json ->> 'timeZone' as zone from program where tenant = ${tenant}) as program)`;
  const { rows } = await sql<Row>`
    select channel, count(*)::int as sent, cost_currency as currency, cost_scale as scale,
      coalesce(sum(cost_amount), 0)::float8 as amount
    from message
    where tenant = ${tenant} and status in ('sent', 'delivered', 'unknown')
      and created_at >= ${from === undefined ? monthBegan : sql`${from}::timestamptz`}
      and ${ifGiven(to, (instant) => sql`created_at < ${instant}::timestamptz`)}
    group by channel, cost_currency, cost_scale order by channel, cost_currency`.execute(database);
  return { value: { data: rows.map((row) => ({ channel: row.channel, sent: row.sent, cost: costOf(row) })) } };
};
