import { type RawBuilder, sql } from "kysely";
import { keptForDays, type Retention, type RetentionSettings } from "../domain/retention.js";
import { firstOperationId } from "../domain/new-id.js";
import { ofAllTenants } from "../postgres/all-tenants.js";
import type { Database } from "../postgres/database.js";

const DAY_MS = 86_400_000;

const said = sql`json_strip_nulls(json_build_object(
  'retention', settings::json -> 'retention', 'jobItemsForDays', settings::json -> 'jobItemsForDays'))::text`;

/** Until when a program keeps data of a kind that it has some of which is older. */
export interface Kept {
  readonly tenant: string;
  readonly until: Date;
  /** The same as the first id that an operation could have then. */
  readonly until_id: string;
}

/**
 * What selects of each program, by its `tenant`, the moment `until` which data of a kind is over by now, and the same as
 * the first id that an operation could have then, `until_id`. Programs that keep it for ever are left out.
 */
const untilWhen = async (database: Database, kind: keyof Retention, now: Date): Promise<RawBuilder<unknown>> => {
  const { rows } = await sql<{ said: string }>`${ofAllTenants}
    select distinct ${said} as said from program`.execute(database);
  const kept = rows.flatMap(({ said }) => {
    const days = keptForDays(JSON.parse(said) as RetentionSettings, kind);
    if (days === null) return [];
    const until = new Date(now.getTime() - days * DAY_MS);
    return [{ said, until, until_id: firstOperationId(until) }];
  });
  return sql`select tenant, until, until_id from program
    join json_to_recordset(${JSON.stringify(kept)}::json) as kept (said text, until timestamptz, until_id text)
    on kept.said = ${said}`;
};

/** The programs of which something holds, as `kept`: that they have what they keep no longer. */
export const readKept = async (
  database: Database,
  kind: keyof Retention,
  now: Date,
  which: RawBuilder<unknown>,
): Promise<readonly Kept[]> => {
  const { rows } = await sql<Kept>`${ofAllTenants}
    select kept.* from (${await untilWhen(database, kind, now)}) as kept where ${which}`.execute(database);
  return rows;
};
