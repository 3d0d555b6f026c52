import type { ProblemCode } from "../../sdk/contract/index.js";
import { askOf } from "../domain/permission.js";
import { answerOf, type Finished, refusalAnswer } from "./answer.js";
import type { Batch } from "./rows-to-write.js";
import { keyedDigest } from "./digest.js";
import { evolve } from "../domain/apply-effect.js";
import type { Refusal } from "../domain/handler.js";
import { newId } from "../domain/new-id.js";
import type { Applied } from "./outcome.js";
import { fillIn, personalTextOf, type PersonalText, withoutText } from "../domain/personal-text.js";
import { receiptOf } from "./receipt.js";
import { record } from "./rows-of-effects.js";
import { canBeUndone } from "../domain/undo.js";
import type { Library } from "../domain/member.js";
import type { Work } from "./write-job.js";

/**
 * Refusals by the business itself are outcomes, and are kept: what was refused stays refused under its key (N15). Whoever lacked a
 * permission, a precondition or a valid input may send it again.
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
  batch: Batch,
  { tenant, id, at, requestId, operator, source, action, memberId }: Work,
  outcome: string,
  digest: string | null,
) =>
  batch.audits.push({
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
export const finishRefused = (batch: Batch, work: Work, refusal: Refusal): Finished => {
  const { tenant, id, requestId } = work;
  const answer = refusalAnswer(refusal, requestId);
  const kept = keptCodes.has(refusal.code);
  audit(batch, work, refusal.code, null);
  if (kept) batch.finished.push({ tenant, id, status: "refused", http_status: answer.status, receipt: answer.body, ...nothing });
  else batch.unclaimed.push(id);
  return { answer, kept };
};

const recordText = (batch: Batch, { tenant, id, memberId }: Work, { note, tag }: PersonalText): void => {
  for (const [field, text] of Object.entries({ note, tag }))
    if (text !== null) batch.texts.push({ tenant, operation_id: id, field, member_id: memberId, text });
};

const recordEffects = (batch: Batch, work: Work, { effects, before, after }: Applied): void => {
  let member = before;
  for (const effect of effects) {
    member = evolve(member, effect);
    record(batch, work, effect, member);
  }
  const { id, status, tierId, version } = after;
  if (version !== before.version) batch.members.set(id, { tenant: work.tenant, id, status, tier_id: tierId, version });
};

/** Ends a claim with what was applied. Of an erasure, no word that was written is kept: not even why. */
export const finishApplied = async (batch: Batch, work: Work, applied: Applied, library: Library): Promise<Finished> => {
  const { tenant, id, at, input, reverses } = work;
  const { effects, before, after } = applied;
  const full = receiptOf(work, applied, library, { id, at, status: "applied" });
  const kept = JSON.stringify(withoutText(full));
  const isErasure = after.status === "deleted";
  const text = isErasure ? { ...personalTextOf(full), note: null } : personalTextOf(full);
  const body = JSON.stringify(fillIn(kept, text));
  recordEffects(batch, work, applied);
  recordText(batch, work, text);
  if (reverses !== null) batch.reversed.push({ tenant, id: reverses, reversed_by: id });
  audit(batch, work, "applied", await keyedDigest(before.profile.salt, body));
  batch.finished.push({
    tenant,
    id,
    status: "applied",
    http_status: 200,
    receipt: kept,
    effects: canBeUndone(work, effects) ? JSON.stringify(effects) : null,
    ...askOf(input),
    rules_due: work.firesRules ?? false,
  });
  return { answer: answerOf(200, body), kept: true };
};
