import { type Selectable, sql } from "kysely";
import type { Clock } from "../clock.js";
import type { Integrations } from "../messages/integration.js";
import { tenantsWith } from "../postgres/all-tenants.js";
import type { Database } from "../postgres/database.js";
import type { ResyncTable } from "../postgres/schema.js";
import { readMember } from "../read/member.js";
import { afterFailure, isDue, LEASE_MS, MOST_AT_ONCE, NO_ANSWER, pauseMs, recordAndTell } from "./attempts.js";

export interface HandingOptions {
  readonly database: Database;
  readonly integrations: Integrations;
  readonly clock: Clock;
}

/** A member whom this process has taken to hand over. */
interface Taken extends Selectable<ResyncTable> {
  /** Another attempt was cut off in the middle: the other system may have them already. */
  readonly interrupted: boolean;
}

interface Verdict {
  readonly status: "queued" | "sent" | "failed" | "unknown";
  readonly reason: string | null;
  /** The other system asks not to come again before, in milliseconds. */
  readonly againAfterMs?: number;
}

/** As messages are taken: nobody waits for a row that another takes, and a lease keeps it until the attempt is over. */
const take = async (database: Database, tenant: string, now: Date): Promise<Taken[]> => {
  const { rows } = await sql<Taken>`
    with due as (
      select tenant, operation_id, lease_until is not null as interrupted from resync
      where tenant = ${tenant} and ${isDue(now)}
      order by next_attempt_at limit ${MOST_AT_ONCE} for update skip locked)
    update resync set attempts = attempts + 1, lease_until = ${new Date(now.getTime() + LEASE_MS)}
    from due
    where resync.tenant = ${tenant} and resync.tenant = due.tenant and resync.operation_id = due.operation_id
    returning resync.*, due.interrupted`.execute(database);
  return rows;
};

/** One attempt. What a system without keys may have already is never handed to it again by itself. */
const attempt = async (options: HandingOptions, taken: Taken): Promise<Verdict> => {
  const { tenant, operation_id: key, member_id, integration_id, attempts, interrupted, reason } = taken;
  const integration = options.integrations[integration_id];
  if ((interrupted || reason === NO_ANSWER) && !integration?.knowsKeys) return { status: "unknown", reason: NO_ANSWER };
  if (!integration) return { status: "failed", reason: "no-provider" };
  const now = options.clock.now();
  const member = await readMember(options.database, tenant, member_id, now);
  if (!member) return { status: "failed", reason: "erased" };
  const outcome = await integration.hand({ key, at: now, tenant, member });
  if ("providerId" in outcome) return { status: "sent", reason: null };
  const { state, againAfterMs = 0 } = outcome;
  return { ...afterFailure(state, attempts, integration.knowsKeys), againAfterMs };
};

/** Stores the verdict of the latest attempt only: the number of attempts is the fence. */
const record = async (database: Database, taken: Taken, verdict: Verdict, now: Date): Promise<void> => {
  const { status, reason, againAfterMs } = verdict;
  const rest = pauseMs(taken.attempts, againAfterMs);
  const next_attempt_at = status === "queued" ? new Date(now.getTime() + rest) : null;
  const settled = database
    .updateTable("resync")
    .set({ status, reason, next_attempt_at, lease_until: null, updated_at: now })
    .where("tenant", "=", taken.tenant)
    .where("operation_id", "=", taken.operation_id)
    .where("attempts", "=", taken.attempts)
    .where("status", "=", "queued")
    .returning(["tenant", "member_id"]);
  await recordAndTell(database, settled, now);
};

const handOf = async (tenant: string, options: HandingOptions): Promise<number> => {
  const { database, clock } = options;
  const taken = await take(database, tenant, clock.now());
  await Promise.all(taken.map(async (each) => record(database, each, await attempt(options, each), clock.now())));
  return taken.length < MOST_AT_ONCE ? taken.length : taken.length + (await handOf(tenant, options));
};

/**
 * Hands over every member who is due, and answers how many it looked at. Safe to call at any time, from several
 * processes, and again after a crash.
 */
export const handDueMembers = async (options: HandingOptions): Promise<number> => {
  const tenants = await tenantsWith(options.database, sql`resync`, isDue(options.clock.now()));
  const handed = await Promise.all(tenants.map((tenant) => handOf(tenant, options)));
  return handed.reduce((sum, count) => sum + count, 0);
};
