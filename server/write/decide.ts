import type { Notice } from "../../sdk/contract/index.js";
import { needsApproval } from "../domain/approval.js";
import { dayInWords, dayOf, timeOf } from "../domain/calendar.js";
import { composeTelling } from "../domain/messages/compose.js";
import { mannersOf } from "../domain/messages/manners.js";
import { tellingIn } from "../domain/messages/telling.js";
import { checkIntent, checkLimits, checkReason, checkStatus, checkVersion } from "./checks.js";
import type { Applied, Change, Outcome } from "./outcome.js";
import { applyEffect } from "../domain/apply-effect.js";
import type { Effect, MessageEffect } from "../domain/effects.js";
import { otherOf } from "../domain/other-member.js";
import { type Context, type Decision, type Accepted } from "../domain/handler.js";
import { newId } from "../domain/new-id.js";
import { maskOf } from "../domain/masking.js";
import { isErased } from "../domain/membership.js";
import { channelOf, undoUntil } from "../domain/program.js";
import { previewTagOf } from "./preview-tag.js";
import { decideReversal } from "../domain/undo.js";
import { isForTicket } from "./read-repeats.js";
import type { Snapshot } from "./snapshot.js";
import { chosen, type MemberState } from "../domain/member.js";
import { withTier } from "../domain/tiers.js";
import type { Intent, WriteJob } from "./write-job.js";
import { type Refused, refuse } from "../domain/refusal.js";

const contextOf = ({ memberId, operator, approval }: Intent, snapshot: Snapshot, now: Date): Context => ({
  today: dayOf(now, snapshot.library.program.timeZone),
  newId: (prefix) => newId(prefix, now),
  isTaken: (address) => snapshot.isTaken(address, memberId),
  mask: operator && !approval ? maskOf(operator, snapshot.library.program) : null,
});

/** The members that are decided on. */
interface Parties {
  readonly member: MemberState;
  readonly other: MemberState | null;
}

/** Takes both of two operations back that were done together, or neither. */
const undo = (id: string, { member, other }: Parties, snapshot: Snapshot, context: Context, now: Date): Decision => {
  const original = snapshot.original(id);
  if (!original) return refuse("not-found", "There is no such operation.");
  const until = undoUntil(snapshot.library.program, new Date(original.at));
  if (until && until <= now) return refuse("not-reversible", "It is too late to undo this.");
  const own = decideReversal(member, original, context, snapshot.library);
  const counterpart = snapshot.original(original.counterpart ?? "");
  if ("problem" in own || !other || !counterpart) return own;
  const theirs = decideReversal(other, counterpart, context, snapshot.library);
  return "problem" in theirs ? theirs : { ...own, otherEffects: theirs.effects };
};

const askHandler = (intent: Intent, parties: Parties, snapshot: Snapshot, now: Date): Decision => {
  const context = contextOf(intent, snapshot, now);
  return intent.reverses === null
    ? intent.action.decide(
        { ...snapshot.library, ...parties, merging: snapshot.merging(intent.otherMemberId) },
        intent.input,
        context,
      )
    : undo(intent.reverses, parties, snapshot, context, now);
};

const tierChange = (before: MemberState, after: MemberState): Change["tier"] =>
  isErased(after.status) || after.tierId === before.tierId ? null : { before: before.tierId, after: after.tierId };

const tierWarning = ({ library }: Snapshot, tier: Change["tier"], whose: string): Notice[] => {
  const nameOf = (id: string | null): string => library.program.tiers.find((step) => step.id === id)?.name ?? "none";
  return tier
    ? [{ code: "tier-change", detail: `${whose} tier changes from ${nameOf(tier.before)} to ${nameOf(tier.after)}.` }]
    : [];
};

/** The member once the effects have taken place. */
const change = (effects: readonly Effect[], before: MemberState, { library }: Snapshot): Change => {
  const moved = withTier(library.program, before, effects.reduce(applyEffect, before));
  const tier = tierChange(before, moved);
  const isVersioned =
    tier !== null ||
    (["status", "consents", "profile", "attributes", "hiddenTierId", "currency", "cards"] as const).some(
      (part) => moved[part] !== before[part],
    );
  const after = isVersioned ? { ...moved, version: before.version + 1 } : moved;
  return { effects, tier, before, after };
};

/** Somebody did the same before, for the same reason or ticket: it may be meant, or a double. */
const repeatWarning = (intent: Intent, snapshot: Snapshot): Notice[] => {
  const repeat = snapshot.repeatOf(intent);
  if (!repeat) return [];
  const why = isForTicket(repeat, intent.input) ? "the same ticket" : "the same reason";
  return [{ code: "done-before", detail: `${repeat.operator} did this on ${dayInWords(repeat.day)}, for ${why}.` }];
};

interface Told {
  readonly message: MessageEffect | null;
  readonly warnings: readonly Notice[];
}

/** By what the member is told of it, as they are by then; null: by nothing. */
const tell = ({ action, reverses, input }: Intent, parties: Parties, { library }: Snapshot): Told | Refused => {
  const telling = reverses === null ? tellingIn(action.declaration, input) : null;
  if (!telling) return { message: null, warnings: [] };
  const { customerMessage } = input as { customerMessage?: string };
  const template = chosen(library.templates, telling.templateId);
  return composeTelling({ ...library, ...parties, merging: null }, template, { field: telling.field, customerMessage });
};

const mannersWarning = (
  { memberId, action, operator, reverses }: Intent,
  told: MessageEffect | null,
  snapshot: Snapshot,
  now: Date,
): Notice[] => {
  const { program } = snapshot.library;
  const channel = (action.declaration && channelOf(program, action.declaration)) ?? told?.channel;
  if (channel === undefined || !operator || reverses !== null) return [];
  return mannersOf(program, timeOf(now, program.timeZone), snapshot.messaged(memberId, channel));
};

const apply = (
  intent: Intent,
  { effects, otherEffects, conflicts = [], warnings = [] }: Accepted,
  { member, other }: Parties,
  snapshot: Snapshot,
  now: Date,
): Applied | Refused => {
  const own = change(effects, member, snapshot);
  const told = tell(intent, { member: own.after, other }, snapshot);
  if ("problem" in told) return told;
  const theirs = other && otherEffects ? change(otherEffects, other, snapshot) : null;
  const awaits = checkLimits(intent, snapshot) !== null;
  const notices = [
    ...repeatWarning(intent, snapshot),
    ...mannersWarning(intent, told.message, snapshot, now),
    ...warnings,
    ...told.warnings,
    ...tierWarning(snapshot, own.tier, "The"),
    ...tierWarning(snapshot, theirs?.tier ?? null, "The other member's"),
  ];
  const all = [...notices, ...(awaits ? [needsApproval] : [])];
  return { ...own, told: told.message, other: theirs, conflicts, warnings: all, awaits };
};

/** What would come of it, once its form is known to be right: what a preview shows and a write makes true. */
const decideOutcome = (intent: Intent, member: MemberState, snapshot: Snapshot, now: Date): Outcome => {
  const problem = checkStatus(intent, member);
  if (problem) return { problem };
  const other = findOther(intent, snapshot);
  if (other && "problem" in other) return other;
  const parties = { member, other };
  const decision = askHandler(intent, parties, snapshot, now);
  return "problem" in decision ? decision : apply(intent, decision, parties, snapshot, now);
};

/** The other member of an action that takes two; null where it takes one. */
const findOther = ({ otherMemberId, memberId, action, reverses }: Intent, snapshot: Snapshot) => {
  if (otherMemberId === null) return null;
  const found = snapshot.member(otherMemberId);
  if (reverses !== null && otherMemberId === memberId)
    return refuse("not-reversible", "Both members have been merged into one since.");
  if (reverses === null && action.declaration) return otherOf(action.declaration, memberId, found);
  return found && found !== "gone" ? found : refuse("not-reversible", "The other member is no longer in the program.");
};

/** The member that is to be acted on, or why there is none. */
const find = ({ memberId }: Intent, snapshot: Snapshot): MemberState | Refused => {
  const member = snapshot.member(memberId);
  if (member === "gone") return refuse("member-gone", "This member is no longer in the program.");
  return member ?? refuse("not-found", "There is no such member.");
};

/** Decides a preview. */
export const decidePreview = (intent: Intent, snapshot: Snapshot, now: Date): Outcome => {
  const member = find(intent, snapshot);
  if ("problem" in member) return member;
  const problem = checkIntent(intent, snapshot, now);
  return problem ? { problem } : decideOutcome(intent, member, snapshot, now);
};

/** Decides a write under the lock, as a preview does. What is no longer as the caller saw it is stale, a refusal too. */
export const decideWrite = (job: WriteJob, snapshot: Snapshot): Outcome => {
  const member = find(job, snapshot);
  if ("problem" in member) return member;
  const problem = checkIntent(job, snapshot, job.at) ?? checkVersion(job, member) ?? checkReason(job, snapshot);
  if (problem) return { problem };
  const outcome = decideOutcome(job, member, snapshot, job.at);
  if (job.previewMatch === null || job.previewMatch === previewTagOf(outcome)) return outcome;
  return refuse("stale", "What would come of it has changed since the preview.");
};
