import type { Clock } from "../clock.js";
import type { MessageReport, OptOut } from "../messages/reports.js";
import type { Database } from "../postgres/database.js";
import type { WritePath } from "../write/write-path.js";
import { recordAndTell } from "./attempts.js";
import { withdrawConsent } from "./withdraw-consent.js";

export interface ReportOptions {
  readonly database: Database;
  /** By which a consent is withdrawn. */
  readonly writePath: WritePath;
  readonly clock: Clock;
}

interface Message {
  readonly tenant: string;
  readonly channel: string;
  readonly id: string;
}

/** How a message stands once that is reported, and as which it may have stood: reports come again, and in any order. */
const standings: Readonly<
  Record<MessageReport["state"], { readonly status: string; readonly reason: string | null; readonly after: string[] }>
> = {
  sent: { status: "sent", reason: null, after: ["queued", "unknown"] },
  rejected: { status: "failed", reason: "rejected", after: ["queued", "unknown", "sent"] },
  "no-address": { status: "blocked", reason: "no-address", after: ["queued", "unknown", "sent"] },
  "opted-out": { status: "blocked", reason: "opted-out", after: ["queued", "unknown", "sent"] },
  // What has arrived has arrived, whatever was believed before.
  delivered: { status: "delivered", reason: null, after: ["queued", "unknown", "sent", "failed"] },
};

const OPTED_OUT = "The provider reported that they have opted out.";
const WROTE_BACK = "They answered that they want no more.";

/**
 * Takes what a provider reports of a message: how far it got, also where its answer to the attempt was lost, or comes
 * later than the report. What is not news, or of a message that is not known (any more), changes nothing.
 *
 * @throws `RefusalError` (`unavailable`) where nothing could be written now
 */
export const takeReport = async (
  { database, writePath, clock }: ReportOptions,
  { tenant, channel, id }: Message,
  { state, providerId }: MessageReport,
): Promise<void> => {
  const { status, reason, after } = standings[state];
  const message = await database
    .selectFrom("message")
    .select("member_id")
    .where("tenant", "=", tenant)
    .where("id", "=", id)
    .where("channel", "=", channel)
    .where("attempts", ">", 0)
    .where("status", "in", after)
    .where((is) => is.or([is("provider_id", "is", null), is("provider_id", "=", providerId)]))
    .executeTakeFirst();
  if (!message) return;
  const memberId = message.member_id;
  if (state === "opted-out") await withdrawConsent(writePath, { tenant, memberId, channel, id, evidence: OPTED_OUT });
  const now = clock.now();
  const settled = database
    .updateTable("message")
    .set({ status, reason, provider_id: providerId, next_attempt_at: null, lease_until: null, updated_at: now })
    .where("tenant", "=", tenant)
    .where("id", "=", id)
    .where("status", "in", after)
    .returning(["tenant", "member_id"]);
  await recordAndTell(database, settled, now);
};

/**
 * Withdraws the consent of the member whose number it is, and nothing else: what they agree to again is for them to say to
 * the program. Of nobody's number, nothing changes.
 *
 * @throws `RefusalError` (`unavailable`) where nothing could be written now
 */
export const takeOptOut = async (
  { database, writePath }: ReportOptions,
  { tenant, channel }: Omit<Message, "id">,
  { id, from }: OptOut,
): Promise<void> => {
  const member = await database
    .selectFrom("profile")
    .select("member_id")
    .where("tenant", "=", tenant)
    .where("phone", "=", from)
    .executeTakeFirst();
  if (member)
    await withdrawConsent(writePath, { tenant, memberId: member.member_id, channel, id, evidence: WROTE_BACK });
};
