import { type RawBuilder, sql } from "kysely";
import { dayOf } from "../domain/calendar.js";
import type { Database } from "../postgres/database.js";

/**
 * What selects the `today` of each program by its `tenant`, by the calendar that decides too: the database may know other
 * rules of a zone.
 */
export const programDays = async (database: Database, now: Date): Promise<RawBuilder<unknown>> => {
  const { rows } = await sql<{
    zone: string;
  }>`select distinct settings::json ->> 'timeZone' as zone from program`.execute(database);
  const days = rows.map(({ zone }) => ({ zone, today: dayOf(now, zone) }));
  return sql`select tenant, today from program join json_to_recordset(${JSON.stringify(days)}::json) as day (zone text, today date)
    on zone = settings::json ->> 'timeZone'`;
};
