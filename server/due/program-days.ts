import { type RawBuilder, sql } from "kysely";
import { dayOf } from "../domain/calendar.js";
import { ofAllTenants } from "../postgres/all-tenants.js";
import type { Database } from "../postgres/database.js";

/** A program, and what day it is there. */
export interface ProgramDay {
  readonly tenant: string;
  readonly today: string;
}

/**
 * What selects the `today` of each program by its `tenant`, by the calendar that decides too: the database may know other
 * rules of a zone.
 */
const programDays = async (database: Database, now: Date): Promise<RawBuilder<unknown>> => {
  const { rows } = await sql<{ zone: string }>`${ofAllTenants}
    select distinct settings::json ->> 'timeZone' as zone from program`.execute(database);
  const days = rows.map(({ zone }) => ({ zone, today: dayOf(now, zone) }));
  return sql`select tenant, today from program join json_to_recordset(${JSON.stringify(days)}::json) as day (zone text, today date)
    on zone = settings::json ->> 'timeZone'`;
};

/** The programs of which something holds on the day that it is there, by `program_day`. */
export const programsWhere = async (
  database: Database,
  now: Date,
  which: RawBuilder<unknown>,
): Promise<readonly ProgramDay[]> => {
  const { rows } = await sql<ProgramDay>`${ofAllTenants}
    with program_day as materialized (${await programDays(database, now)})
    select tenant, today::text as today from program_day where ${which}`.execute(database);
  return rows;
};
