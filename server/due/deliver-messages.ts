import { isErased } from "../domain/membership.js";
import { type Selectable, sql } from "kysely";
import type { Clock } from "../clock.js";
import { tenantsWith } from "../postgres/all-tenants.js";
import type { Database } from "../postgres/database.js";
import type { MessageTable } from "../postgres/schema.js";
import type { Channel } from "../../sdk/contract/index.js";
import { afterFailure, isDue, LEASE_MS, MOST_AT_ONCE, NO_ANSWER, pauseMs, recordAndTell } from "./attempts.js";
import type { WritePath } from "../write/write-path.js";
import type { Deliver, DeliveryOutcome } from "../messages/deliver.js";
import { withdrawConsent } from "./withdraw-consent.js";

export interface OutboxOptions {
  readonly database: Database;
  readonly deliver: Deliver;
  /** By which a consent is withdrawn. */
  readonly writePath: WritePath;
  readonly clock: Clock;
}

/** A message that this process has taken to deliver. */
interface Taken extends Selectable<MessageTable> {
  /** Another attempt was cut off in the middle: the provider may have the message already. */
  readonly interrupted: boolean;
  readonly member_status: string;
  /** Whether the member agrees to this channel now. */
  readonly agreed: boolean;
}

/** What a message becomes after an attempt, or instead of one. */
interface Verdict {
  readonly status: "queued" | "sent" | "delivered" | "blocked" | "failed" | "unknown";
  /** A code, as the contract has it: `no-consent`, `rejected`. */
  readonly reason: string | null;
  readonly providerId?: string | null;
  /** The provider asks not to come again before, in milliseconds. */
  readonly againAfterMs?: number;
}

/**
 * Takes what is due of one tenant: on a database that is sharded by tenant a statement locks rows of one shard only,
 * and no tenant's queue holds up another's. Several processes may take: nobody waits for a row that another is about to
 * take, and a lease keeps it until the attempt is over. A lease that ran out means that its process is gone.
 */
const take = async (database: Database, tenant: string, now: Date): Promise<Taken[]> => {
  const { rows } = await sql<Taken>`
    with due as (
      select tenant, id, lease_until is not null as interrupted from message
      where tenant = ${tenant} and ${isDue(now)}
      order by next_attempt_at limit ${MOST_AT_ONCE} for update skip locked)
    update message set attempts = attempts + 1, lease_until = ${new Date(now.getTime() + LEASE_MS)}
    from due, member
    where message.tenant = ${tenant} and message.tenant = due.tenant and message.id = due.id and member.tenant = message.tenant and member.id = message.member_id
    returning message.*, due.interrupted, member.status as member_status, exists (
      select from consent where consent.tenant = message.tenant and consent.member_id = message.member_id
        and consent.channel = message.channel and consent.granted) as agreed`.execute(database);
  return rows;
};

/**
 * Decided again, since things change between asking and sending: what may not leave, and why (S0-20, docs/faults.md
 * L11).
 */
const obstacleTo = ({ member_status, agreed, to_address, body }: Taken): string | null => {
  if (isErased(member_status)) return "erased";
  if (member_status === "blocked") return "member-blocked";
  if (!agreed) return "no-consent";
  return to_address === null || body === null ? "no-address" : null;
};

const verdictOf = (outcome: DeliveryOutcome, { attempts }: Taken, knowsKeys: boolean): Verdict => {
  if ("providerId" in outcome) return { status: outcome.state, reason: null, providerId: outcome.providerId };
  const { state, againAfterMs = 0 } = outcome;
  if (state === "opted-out" || state === "no-address") return { status: "blocked", reason: state };
  return { ...afterFailure(state, attempts, knowsKeys), againAfterMs };
};

/** How it is known that they want no more. */
const OPTED_OUT = "The provider answered that they have opted out.";

/**
 * One attempt. A message that a provider without keys may have already is never handed to it again (docs/faults.md
 * D13).
 */
const attempt = async (deliver: Deliver, message: Taken): Promise<Verdict> => {
  const { tenant, id: key, channel, to_address, subject, body } = message;
  const provider = deliver[channel as Channel];
  const mayHaveArrived = message.interrupted || message.reason === NO_ANSWER;
  const obstacle = provider ? obstacleTo(message) : "no-provider";
  if (mayHaveArrived && (obstacle || !provider?.knowsKeys)) return { status: "unknown", reason: NO_ANSWER };
  if (!provider) return { status: "failed", reason: obstacle };
  if (obstacle) return { status: "blocked", reason: obstacle };
  const outcome = await provider.send({
    tenant,
    key,
    channel: channel as Channel,
    to: to_address ?? "",
    subject,
    body: body ?? "",
  });
  return verdictOf(outcome, message, provider.knowsKeys);
};

/**
 * Stores the verdict of the latest attempt only. An attempt whose lease ran out changes nothing: the number of attempts
 * is the fence.
 */
const recordVerdict = async (
  database: Database,
  message: Taken,
  { status, reason, providerId = null, againAfterMs }: Verdict,
  now: Date,
): Promise<void> => {
  const rest = pauseMs(message.attempts, againAfterMs);
  const next_attempt_at = status === "queued" ? new Date(now.getTime() + rest) : null;
  const settled = database
    .updateTable("message")
    .set({ status, reason, provider_id: providerId, next_attempt_at, lease_until: null, updated_at: now })
    .where("tenant", "=", message.tenant)
    .where("id", "=", message.id)
    .where("attempts", "=", message.attempts)
    .where("status", "=", "queued")
    .returning(["tenant", "member_id"]);
  await recordAndTell(database, settled, now);
};

const deliverOf = async (tenant: string, options: OutboxOptions): Promise<number> => {
  const { database, deliver, writePath, clock } = options;
  const taken = await take(database, tenant, clock.now());
  await Promise.all(
    taken.map(async (message) => {
      const verdict = await attempt(deliver, message);
      const { id, channel, member_id: memberId } = message;
      if (verdict.reason === "opted-out")
        await withdrawConsent(writePath, { tenant, memberId, channel, id, evidence: OPTED_OUT });
      await recordVerdict(database, message, verdict, clock.now());
    }),
  );
  return taken.length < MOST_AT_ONCE ? taken.length : taken.length + (await deliverOf(tenant, options));
};

/**
 * Delivers every message that is due, and answers how many it looked at. Safe to call at any time, from several
 * processes, and again after a crash.
 */
export const deliverDueMessages = async (options: OutboxOptions): Promise<number> => {
  const tenants = await tenantsWith(options.database, sql`message`, isDue(options.clock.now()));
  const delivered = await Promise.all(tenants.map((tenant) => deliverOf(tenant, options)));
  return delivered.reduce((sum, count) => sum + count, 0);
};
