import type { ProblemCode } from "../../sdk/contract/index.js";
import { askOf } from "../domain/permission.js";
import { answerOf, type JobAnswer, refusalAnswer } from "./answer.js";
import type { RowsToWrite } from "./rows-to-write.js";
import { keyedDigest } from "./digest.js";
import { applyEffect } from "../domain/apply-effect.js";
import { newId } from "../domain/new-id.js";
import type { Applied } from "./outcome.js";
import { fillIn, personalTextOf, type PersonalText, withoutText } from "../domain/personal-text.js";
import { receiptOf } from "./receipt.js";
import { addRows } from "./rows-of-effects.js";
import { canBeUndone } from "../domain/undo.js";
import type { Library } from "../domain/member.js";
import type { WriteJob } from "./write-job.js";
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
  toWrite.audits.push({
    tenant,
    id: newId("au", at),
    at,
    request_id: requestId,
    operator_id: operator?.id ?? null,
    source,
    action: action.id,
    member_id: memberId,
    operation_id: id,
    outcome,
    digest,
  });

const nothing = { effects: null, currency: null, amount: null, rules_due: false };

/** Ends a claim with a refusal. */
export const finishRefused = (toWrite: RowsToWrite, job: WriteJob, refusal: Refusal): JobAnswer => {
  const { tenant, id, requestId } = job;
  const answer = refusalAnswer(refusal, requestId);
  const kept = keptCodes.has(refusal.code);
  audit(toWrite, job, refusal.code, null);
  if (kept)
    toWrite.finished.push({
      tenant,
      id,
      status: "refused",
      http_status: answer.status,
      receipt: answer.body,
      ...nothing,
    });
  else toWrite.unclaimed.push(id);
  return { answer, kept };
};

const addTextRows = (toWrite: RowsToWrite, { tenant, id, memberId }: WriteJob, { note, tag }: PersonalText): void => {
  for (const [field, text] of Object.entries({ note, tag }))
    if (text !== null) toWrite.texts.push({ tenant, operation_id: id, field, member_id: memberId, text });
};

const addEffectRows = (toWrite: RowsToWrite, job: WriteJob, { effects, before, after }: Applied): void => {
  let member = before;
  for (const effect of effects) {
    member = applyEffect(member, effect);
    addRows(toWrite, job, effect, member);
  }
  const { id, status, tierId, givenTierId, version } = after;
  if (version === before.version && givenTierId === before.givenTierId) return;
  toWrite.members.set(id, { tenant: job.tenant, id, status, tier_id: tierId, given_tier_id: givenTierId, version });
};

/** Ends a claim with what was applied. Of an erasure, no word that was written is kept: not even why. */
export const finishApplied = (toWrite: RowsToWrite, job: WriteJob, applied: Applied, library: Library): JobAnswer => {
  const { tenant, id, at, input, reverses } = job;
  const { effects, before, after } = applied;
  const full = receiptOf(job, applied, library, { id, at, status: "applied" });
  const kept = JSON.stringify(withoutText(full));
  const isErasure = after.status === "deleted";
  const text = isErasure ? { ...personalTextOf(full), note: null } : personalTextOf(full);
  const body = JSON.stringify(fillIn(kept, text));
  addEffectRows(toWrite, job, applied);
  addTextRows(toWrite, job, text);
  if (reverses !== null) toWrite.reversed.push({ tenant, id: reverses, reversed_by: id });
  audit(toWrite, job, "applied", keyedDigest(before.profile.salt, body));
  toWrite.finished.push({
    tenant,
    id,
    status: "applied",
    http_status: 200,
    receipt: kept,
    effects: canBeUndone(job, effects) ? JSON.stringify(effects) : null,
    ...askOf(input),
    rules_due: job.firesRules ?? false,
  });
  return { answer: answerOf(200, body), kept: true };
};
