import { type RawBuilder, sql } from "kysely";
import type { Usage } from "../domain/permission.js";
import type { Operator } from "../domain/operator.js";

export interface UsedToday {
  readonly operator_id: string;
  readonly action: string;
  readonly currency: string | null;
  readonly amount: number;
}

/**
 * What operators did by hand since the program's midnight, by action and currency. What was undone, and an undo,
 * doesn't count.
 */
export const usedTodayQuery = (
  tenant: string,
  operatorIds: readonly string[],
  now: Date,
): RawBuilder<UsedToday> => sql<UsedToday>`
  select operator_id, action, currency, sum(amount)::float8 as amount from operation
  where tenant = ${tenant} and operator_id = any(${operatorIds}::text[]) and status = 'applied' and source = 'manual'
    and reverses is null and reversed_by is null
    and at >= (select date_trunc('day', ${now.toISOString()}::timestamptz at time zone zone) at time zone zone
               from (select settings::json ->> 'timeZone' as zone from program where tenant = ${tenant}) as program)
  group by operator_id, action, currency`;

/** The usage of one operator among rows that may hold several. */
export const usageOf =
  (rows: readonly UsedToday[], operatorId: string): Usage =>
  (action, currency) =>
    rows
      .filter((row) => row.operator_id === operatorId && row.action === action)
      .filter((row) => currency === null || row.currency === currency)
      .reduce((sum, { amount }) => sum + amount, 0);

/**
 * What an operator did today, as limits count it: to be selected beside another row, so that it costs no statement of
 * its own.
 */
export const usedToday = ({ tenant, id }: Operator, now: Date) =>
  sql<UsedToday[]>`(select coalesce(json_agg(used), '[]') from (${usedTodayQuery(tenant, [id], now)}) as used)`;
