import type { Notice } from "../../sdk/contract/index.js";
import { dayOf } from "../domain/calendar.js";
import { checkIntent, checkReason, checkStatus, checkVersion } from "./checks.js";
import type { Applied, Outcome } from "./outcome.js";
import { applyEffect } from "../domain/apply-effect.js";
import { type Context, type Decision, type Accepted } from "../domain/handler.js";
import { newId } from "../domain/new-id.js";
import { previewTagOf } from "./preview-tag.js";
import { decideReversal } from "../domain/undo.js";
import type { Snapshot } from "./snapshot.js";
import type { MemberState } from "../domain/member.js";
import { withTier } from "../domain/tiers.js";
import type { Intent, WriteJob } from "./write-job.js";
import { type Refused, refuse } from "../domain/refusal.js";

const contextOf = ({ library }: Snapshot, now: Date): Context => ({
  today: dayOf(now, library.program.timeZone),
  newId: (prefix) => newId(prefix, now),
});

const askHandler = (intent: Intent, member: MemberState, snapshot: Snapshot, now: Date): Decision => {
  const context = contextOf(snapshot, now);
  if (intent.reverses === null) return intent.action.decide({ ...snapshot.library, member }, intent.input, context);
  const original = snapshot.original(intent.reverses);
  return original ? decideReversal(member, original, context) : refuse("not-found", "There is no such operation.");
};

const tierChange = (before: MemberState, after: MemberState): Applied["tier"] =>
  after.status === "deleted" || after.tierId === before.tierId ? null : { before: before.tierId, after: after.tierId };

const tierWarning = ({ library }: Snapshot, tier: Applied["tier"]): Notice[] => {
  const nameOf = (id: string | null): string => library.program.tiers.find((step) => step.id === id)?.name ?? "none";
  return tier
    ? [{ code: "tier-change", detail: `The tier changes from ${nameOf(tier.before)} to ${nameOf(tier.after)}.` }]
    : [];
};

const apply = ({ effects, warnings = [] }: Accepted, before: MemberState, snapshot: Snapshot): Applied => {
  const moved = withTier(snapshot.library.program, before, effects.reduce(applyEffect, before));
  const tier = tierChange(before, moved);
  const isVersioned = tier !== null || moved.status !== before.status || moved.consents !== before.consents;
  const after = isVersioned ? { ...moved, version: before.version + 1 } : moved;
  return { effects, warnings: [...warnings, ...tierWarning(snapshot, tier)], tier, before, after };
};

/** What would come of it, once its form is known to be right: what a preview shows and a write makes true. */
const decideOutcome = (intent: Intent, member: MemberState, snapshot: Snapshot, now: Date): Outcome => {
  const problem = checkStatus(intent, member);
  if (problem) return { problem };
  const decision = askHandler(intent, member, snapshot, now);
  return "problem" in decision ? decision : apply(decision, member, snapshot);
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
  const problem = checkIntent(intent, snapshot);
  return problem ? { problem } : decideOutcome(intent, member, snapshot, now);
};

/** Decides a write under the lock, as a preview does. What is no longer as the caller saw it is stale, a refusal too. */
export const decideWrite = (job: WriteJob, snapshot: Snapshot): Outcome => {
  const member = find(job, snapshot);
  if ("problem" in member) return member;
  const problem = checkIntent(job, snapshot) ?? checkVersion(job, member) ?? checkReason(job, snapshot);
  if (problem) return { problem };
  const outcome = decideOutcome(job, member, snapshot, job.at);
  if (job.previewMatch === null || job.previewMatch === previewTagOf(outcome)) return outcome;
  return refuse("stale", "What would come of it has changed since the preview.");
};
