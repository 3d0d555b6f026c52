import type { ProblemCode } from "../../sdk/contract/index.js";
import { type Counted, countedOf } from "./counted.js";
import { answerOf, type JobAnswer, refusalAnswer } from "./answer.js";
import type { RowsToWrite } from "./rows-to-write.js";
import { askedBy } from "../domain/asked.js";
import { auditRow } from "../audit/audited.js";
import { keyedDigest } from "../domain/digest.js";
import { applyEffect } from "../domain/apply-effect.js";
import { isErased } from "../domain/membership.js";
import { newId } from "../domain/new-id.js";
import { type Applied, type Change, effectsOfBoth } from "./outcome.js";
import { fillIn, personalTextOf, type PersonalText, withoutText } from "../domain/personal-text.js";
import { receiptOf } from "./receipt.js";
import { addRows } from "./rows-of-effects.js";
import { canBeUndone } from "../domain/undo.js";
import type { Snapshot } from "./snapshot.js";
import { approverOf, type WriteJob } from "./write-job.js";
import type { Refusal } from "../domain/refusal.js";

/**
 * Refusals by the business itself are outcomes, and are kept: what was refused stays refused under its key (N15).
 * Whoever lacked a permission, a precondition or a valid input may send it again.
 */
const keptCodes: ReadonlySet<ProblemCode> = new Set([
  "conflict",
  "member-blocked",
  "insufficient-balance",
  "already-done",
  "already-reversed",
  "not-reversible",
  "out-of-stock",
  "not-eligible",
  "balance-overflow",
  "reason-required",
]);

const audit = (
  toWrite: RowsToWrite,
  { tenant, id, at, requestId, operator, source, action, memberId }: WriteJob,
  outcome: string,
  digest: string | null,
) =>
  toWrite.audits.push(
    auditRow({
      ...{ tenant, at, requestId, operatorId: operator?.id ?? null, source, action: action.id },
      ...{ memberId, operationId: id, outcome, digest },
    }),
  );

/** The columns of an operation's row that its job tells. */
const askedColumns = (job: WriteJob) => {
  const { operator, action, input, branchId = null, causedBy = null } = job;
  const { reasonCode = null, reference = null } = input as { reasonCode?: string; reference?: string };
  return {
    tenant: job.tenant,
    id: job.id,
    scope: job.scope,
    key: job.key,
    fingerprint: job.fingerprint,
    action: action.id,
    member_id: job.memberId,
    operator_id: operator?.id ?? null,
    source: job.source,
    branch_id: branchId,
    at: job.at,
    reason_code: reasonCode,
    reference,
    reverses: job.reverses,
    approved_by: approverOf(job)?.id ?? null,
    caused_by: causedBy,
  };
};

const nothing = {
  effects: null,
  currency: null,
  amount: null,
  counts_as: null,
  counterpart: null,
  rules_due: false,
};

/** Ends a job with a refusal. */
export const finishRefused = (toWrite: RowsToWrite, job: WriteJob, refusal: Refusal): JobAnswer => {
  const answer = refusalAnswer(refusal, job.requestId);
  const kept = keptCodes.has(refusal.code) && !job.approval;
  audit(toWrite, job, refusal.code, null);
  const { status: http_status, body: receipt } = answer;
  if (kept) toWrite.operations.push({ ...askedColumns(job), status: "refused", http_status, receipt, ...nothing });
  return { answer, kept };
};

const addTextRows = (
  toWrite: RowsToWrite,
  { tenant, id, memberId, otherMemberId }: WriteJob,
  { note, customerMessage, tag, counterpart, effects }: PersonalText,
): void => {
  const add = (field: string, text: string | null, member_id: string) => {
    if (text !== null) toWrite.texts.push({ tenant, operation_id: id, field, member_id, text });
  };
  add("note", note, memberId);
  add("customer-message", customerMessage, memberId);
  add("tag", tag, memberId);
  add("effects", effects, memberId);
  // It is the other member's name, and goes when they are erased.
  if (otherMemberId !== null) add("counterpart", counterpart, otherMemberId);
};

const addEffectRows = (toWrite: RowsToWrite, job: WriteJob, { effects, before, after }: Change): void => {
  let member = before;
  for (const effect of effects) {
    member = applyEffect(member, effect);
    addRows(toWrite, job, effect, member);
  }
  const { id, status, tierId, givenTiers, hiddenTierId, currency, version } = after;
  if (version === before.version && givenTiers === before.givenTiers) return;
  const ends = givenTiers.flatMap(({ until }) => until ?? []).sort();
  toWrite.members.set(id, {
    tenant: job.tenant,
    id,
    status,
    tier_id: tierId,
    given_tiers: givenTiers.length > 0 ? JSON.stringify(givenTiers) : null,
    given_until: ends[0] ?? null,
    hidden_tier_id: hiddenTierId,
    own_currency: currency,
    version,
  });
};

/** What is done to one of the members of a job: all of it, where it takes one. */
interface Half {
  readonly job: WriteJob;
  readonly applied: Applied;
  /** The operation that the other half becomes. */
  readonly counterpart: string | null;
  /** What limits count; nothing of the second half. */
  readonly counted: Omit<Counted, "amount"> & { readonly amount: number | null };
}

/** Ends one half of a job. Of an erasure, no word that was written is kept: not even why. */
const finishHalf = (
  toWrite: RowsToWrite,
  { job, applied, counterpart, counted }: Half,
  { library }: Snapshot,
): string => {
  const { tenant, id, at, reverses } = job;
  const { effects, before, after } = applied;
  const full = receiptOf(job, applied, library, { id, at, status: "applied", counterpart });
  const kept = JSON.stringify(withoutText(full));
  const isErasure = isErased(after.status);
  const text = isErasure ? { ...personalTextOf(full), note: null, customerMessage: null } : personalTextOf(full);
  const body = JSON.stringify(fillIn(kept, text));
  addEffectRows(toWrite, job, applied);
  addChange(toWrite, job, after.id);
  if (applied.told) addRows(toWrite, job, applied.told, after);
  addTextRows(toWrite, job, text);
  if (reverses !== null)
    for (const undone of new Set([reverses, ...(library.brought.get(reverses) ?? []).map((each) => each.id)]))
      toWrite.reversed.push({ tenant, id: undone, reversed_by: id });
  audit(toWrite, job, "applied", keyedDigest(before.profile.salt, body));
  toWrite.operations.push({
    ...askedColumns(job),
    status: "applied",
    http_status: 200,
    receipt: kept,
    effects: canBeUndone(job, effectsOfBoth(applied)) ? JSON.stringify(effects) : null,
    currency: counted.currency,
    amount: counted.amount,
    // What a second person has approved leaves the limits as they were.
    counts_as: approverOf(job) ? null : counted.countsAs,
    counterpart,
    rules_due: job.firesRules ?? (reverses === null && job.action.declaration?.firesRules === true),
  });
  return body;
};

/**
 * The other member's half of a job, an entry of their own. What was typed stays with the first half, since it may tell
 * of its member; and no limit counts it again.
 */
const otherHalf = ({ job, applied, counted }: Half, id: string, other: Change, snapshot: Snapshot): Half => ({
  job: {
    ...job,
    id,
    memberId: other.after.id,
    otherMemberId: job.memberId,
    scope: "counterpart",
    key: job.id,
    reverses: job.reverses === null ? null : (snapshot.original(job.reverses)?.counterpart ?? null),
    firesRules: false,
    input: { reasonCode: job.input.reasonCode },
  },
  applied: { ...other, other: applied, told: null, conflicts: [], warnings: [], awaits: false },
  counterpart: job.id,
  counted: { ...counted, amount: null, countsAs: null },
});

/** Ends a job with that it waits for a second person: what it would come to is its answer, and nothing else is done. */
export const finishAwaiting = (
  toWrite: RowsToWrite,
  job: WriteJob,
  applied: Applied,
  { library }: Snapshot,
  hours: number,
): JobAnswer => {
  const { tenant, id, at, operator, memberId, action, input, reverses } = job;
  if (!operator) throw new Error("Nobody asked for what waits for approval");
  const full = receiptOf(job, applied, library, { id, at, status: "awaiting_approval", counterpart: null });
  const kept = JSON.stringify(withoutText(full));
  const text = personalTextOf(full);
  const asked = askedBy(operator, { actionId: action.id, input, reverses });
  addTextRows(toWrite, job, text);
  audit(toWrite, job, "awaiting-approval", null);
  toWrite.operations.push({ ...askedColumns(job), status: "awaiting", http_status: 200, receipt: kept, ...nothing });
  toWrite.approvals.push({
    ...{ tenant, id, member_id: memberId, operator_id: operator.id, action: action.id, asked: JSON.stringify(asked) },
    ...{ requested_at: at, expires_at: new Date(at.getTime() + hours * 3_600_000), status: "waiting" },
    ...{ decided_by: null, decided_at: null, comment: null, executed_as: null },
  });
  return { answer: answerOf(200, JSON.stringify(fillIn(kept, text))), kept: true };
};

/** Whoever shows the member is told of it, and by what it was done, where that is one operation. */
const addChange = ({ changes }: RowsToWrite, { tenant, id, at }: WriteJob, memberId: string): void => {
  changes.set(memberId, { tenant, member_id: memberId, operation_id: changes.has(memberId) ? null : id, at });
};

const addDecision = (toWrite: RowsToWrite, { tenant, id, at, approval, requestId, memberId }: WriteJob): void => {
  if (!approval) return;
  const decided = { status: "approved", decided_by: approval.by.id, decided_at: at, executed_as: id };
  toWrite.decided.push({ tenant, id: approval.id, ...decided });
  const act = { tenant, at, requestId, operatorId: approval.by.id, action: "approve" };
  toWrite.audits.push(auditRow({ ...act, memberId, operationId: id }));
};

/** Ends a job with what was applied, to both members where it takes two. */
export const finishApplied = (toWrite: RowsToWrite, job: WriteJob, applied: Applied, snapshot: Snapshot): JobAnswer => {
  const { other } = applied;
  const counterpart = other && newId("op", job.at);
  const half = { job, applied, counterpart, counted: countedOf(job, snapshot) };
  const body = finishHalf(toWrite, half, snapshot);
  addDecision(toWrite, job);
  if (other && counterpart) finishHalf(toWrite, otherHalf(half, counterpart, other, snapshot), snapshot);
  return { answer: answerOf(200, body), kept: true };
};
