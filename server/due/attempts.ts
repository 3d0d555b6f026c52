import { type OperationNodeSource, sql } from "kysely";
import type { DeliveryOutcome } from "../messages/deliver.js";
import type { Database } from "../postgres/database.js";

/** How what leaves the house is tried, again and again, without being sent twice. */

export const MOST_AT_ONCE = 20;
/** How long an attempt keeps what it is about to itself: longer than any attempt may take. */
export const LEASE_MS = 120_000;
const MOST_ATTEMPTS = 6;

/** 30 seconds after the first failure, then twice as long each time. */
const backoffMs = (attempts: number): number => 30_000 * 2 ** (attempts - 1);

/** No receiver's wish for a pause keeps something longer than that. */
const LONGEST_PAUSE_MS = 3_600_000;

/** How long to wait after a failure: as long as the receiver asks for, and never shorter than else. */
export const pauseMs = (attempts: number, askedMs = 0): number =>
  Math.max(backoffMs(attempts), Math.min(askedMs, LONGEST_PAUSE_MS));

export const isDue = (now: Date) =>
  sql<boolean>`status = 'queued' and next_attempt_at <= ${now} and (lease_until is null or lease_until <= ${now})`;

/** Why something waits for its next attempt. It is kept, so that what may have arrived is never called unsent. */
export const NO_ANSWER = "no-answer";

/** What a failed attempt leaves: another one, or the end. What may have been taken is sent again only to who knows keys. */
export const afterFailure = (
  state: Exclude<DeliveryOutcome["state"], "sent" | "delivered">,
  attempts: number,
  knowsKeys: boolean,
): { readonly status: "queued" | "failed" | "unknown"; readonly reason: string } => {
  if (state !== "failed" && state !== "unknown") return { status: "failed", reason: "rejected" };
  const reason = state === "failed" ? "unreachable" : NO_ANSWER;
  const again = (state === "failed" || knowsKeys) && attempts < MOST_ATTEMPTS;
  return { status: again ? "queued" : state, reason };
};

/** Records how an attempt ended, and with it, in one statement, that the member has changed whom it was about. */
export const recordAndTell = async (database: Database, ended: OperationNodeSource, now: Date): Promise<void> => {
  await sql`
    with ended as (${ended})
    insert into member_change (tenant, member_id, at) select tenant, member_id, ${now}::timestamptz from ended`.execute(
    database,
  );
};
