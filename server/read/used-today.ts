import { sql } from "kysely";
import { type UsedToday, usedTodayQuery } from "./usage.js";
import type { Operator } from "../domain/operator.js";

/** What an operator did today, as limits count it: to be selected beside another row, so that it costs no statement of its own. */
export const usedToday = ({ tenant, id }: Operator, now: Date) =>
  sql<UsedToday[]>`(select coalesce(json_agg(used), '[]') from (${usedTodayQuery(tenant, [id], now)}) as used)`;
