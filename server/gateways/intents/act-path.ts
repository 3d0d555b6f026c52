import { findAction, type Operation, type Settlement } from "../../../sdk/contract/index.js";
import { needsApproval } from "../../domain/approval.js";
import { askedBy } from "../../domain/asked.js";
import { newId } from "../../domain/new-id.js";
import type { Operator } from "../../domain/operator.js";
import { overLimit } from "../../domain/permission.js";
import { type Refusal, RefusalError, type Refused } from "../../domain/refusal.js";
import { failureOf } from "../../http/log.js";
import type { GatewayContext } from "../context.js";
import type { GatewayTransaction } from "../schema.js";
import type { GatewayAction, KeptAction } from "../kept/kept-action.js";
import type { CallText, Estimate, Found, VendorCall } from "../vendor/vendor.js";
import { VendorError } from "../vendor/vendor-error.js";
import { requireDecidable } from "./approval-store.js";
import { type Answer, answered, operationAnswer, refusalAnswer } from "./answer.js";
import { type Asked, type AskedOnce, checkInput, fingerprintOf, vendorKeyOf } from "./asked.js";
import { carryOut, type Resolution } from "./carry-out.js";
import {
  checkConfirmation,
  checkLimits,
  checkMember,
  checkPermission,
  checkReason,
  checkReasonCode,
  checkVersion,
  type Counted,
  countedOf,
} from "./checks.js";
import { type Intent, IntentStore, operationIn, type Sending } from "./intent-store.js";
import { type Lease, MemberLeases } from "./member-leases.js";
import { doneReceipt, draftOf, rejectedReceipt, unknownReceipt } from "./receipt.js";

/** How many acts on one member may wait in this process. */
const MOST_BEFORE = 50;
/** How many that are abandoned one round takes up. */
const ROUND = 20;

/** Refusals that leave their key free: nothing was decided about the act itself. */
const notKept: ReadonlySet<string> = new Set([
  ...["validation", "reason-required", "forbidden", "limit-exceeded", "not-found", "member-gone"],
  ...["precondition-required", "stale", "rate-limited", "backend-error", "backend-timeout", "unavailable"],
  ...["internal", "operation-in-progress", "capability-not-supported"],
]);

/** An act that passed all checks, and what the vendor is to be asked for. */
interface Decided {
  readonly action: GatewayAction;
  readonly estimate: Estimate;
  readonly counted: Counted;
  /** It is over a limit, and waits for a second person. */
  readonly awaits: boolean;
}

/**
 * The only way by which a gateway has a vendor change a member: once for its key, with three commits. The key is claimed;
 * `sent` is written down before the call; the outcome after it. A process that dies in between is followed by another one,
 * which finds out what became of the call and never guesses.
 */
export class ActPath {
  readonly #context: GatewayContext;
  readonly #leases: MemberLeases;
  readonly store: IntentStore;

  constructor(context: GatewayContext) {
    this.#context = context;
    this.#leases = new MemberLeases(context);
    this.store = new IntentStore(context);
  }

  /** Does an action, or undoes an operation, once for its key: repeated, it answers the same again. */
  async submit(asked: AskedOnce): Promise<Answer> {
    const known = asked.approval ? undefined : await this.store.byKey(asked.operator.id, asked.key);
    const kept = known && (await this.#keptAnswer(known, asked));
    if (kept) return kept;
    await this.#checkInput(asked);
    return this.#leases.hold(asked.memberId, MOST_BEFORE, (lease) => this.#once(asked, lease));
  }

  /** What would come of it now: nothing is written, here or there. */
  async preview(asked: Asked): Promise<Answer> {
    await this.#checkInput(asked);
    const found = await this.member(asked.memberId);
    const decided = await this.#decide(asked, found, { isPreview: true, ifMatch: null });
    if ("problem" in decided) return refusalAnswer(decided.problem, asked.requestId);
    const { action, estimate } = decided;
    const at = this.#context.clock.now();
    return operationAnswer(draftOf(asked, action, estimate, { id: "preview", at, status: "simulated" }));
  }

  /** The undo of an operation as an act. @throws RefusalError */
  async undoOf(
    { operator, requestId }: Pick<Asked, "operator" | "requestId">,
    operationId: string,
    input: Asked["input"],
  ): Promise<Asked> {
    const original = await this.store.byId(operationId);
    if (original?.receipt === undefined || original.receipt === null)
      throw new RefusalError("not-found", "There is no such operation.");
    await this.requireHere(original.member_id);
    return {
      ...{ operator, requestId, actionId: original.action, memberId: original.member_id },
      ...{ input, reverses: operationId },
    };
  }

  /** What became of a key; voids one that never arrived. Safe to repeat. */
  async settle(operator: Operator, key: string, requestId: string): Promise<Settlement> {
    const known = await this.store.byKey(operator.id, key);
    const intent = known ?? (await this.store.void(operator.id, key));
    await this.#refresh(intent, requestId);
    const now = await this.store.byId(intent.id);
    return now ? settlementOf(now) : this.settle(operator, key, requestId);
  }

  /** An operation as it is now, or the one that it became; what is not final is looked after. Undefined: there is none. */
  async operation(id: string, requestId: string): Promise<Intent | undefined> {
    const intent = await this.store.byId(id);
    if (intent?.executed_as) return this.operation(intent.executed_as, requestId);
    if (!intent || !(isOpen(intent) || intent.status === "unknown")) return intent;
    await this.#refresh(intent, requestId);
    return this.store.byId(id);
  }

  /** Finds out what became of what a process left behind, and ends what nobody decided about in time. Call it every few seconds; several processes may. */
  async recover(): Promise<number> {
    const { clock, leaseMs } = this.#context;
    const abandoned = await this.store.abandoned(new Date(clock.now().getTime() - leaseMs), ROUND);
    for (const intent of abandoned) await this.#refresh(intent, "recovery");
    await this.store.approvals.tend();
    return abandoned.length;
  }

  async #refresh(intent: Intent, requestId: string): Promise<void> {
    if (!isOpen(intent) && intent.status !== "unknown") return;
    await this.#leases.hold(intent.member_id, 0, (lease) => this.#followUp(intent, lease, requestId)).catch(ignoreBusy);
  }

  /** A member who is here. @throws RefusalError `not-found`, `member-gone` */
  async member(memberId: string): Promise<Found> {
    await this.requireHere(memberId);
    return this.#context.vendor.member(memberId);
  }

  /** Of who was erased nothing is read but that erasure. @throws RefusalError `member-gone` */
  async requireKnown({ action, member_id: memberId }: Intent): Promise<void> {
    if (findAction(action)?.removesMember === undefined) await this.requireHere(memberId);
  }

  /** @throws RefusalError `member-gone` of who was erased */
  async requireHere(memberId: string): Promise<void> {
    if (await this.store.hasLeft(memberId))
      throw new RefusalError("member-gone", "This member is no longer in the program.");
  }

  #actionOf(actionId: string): GatewayAction {
    const { vendor } = this.#context;
    const action = Object.hasOwn(vendor.actions, actionId) ? vendor.actions[actionId] : undefined;
    if (!action) throw new RefusalError("capability-not-supported", `${vendor.name} has no such action.`);
    return action;
  }

  async #checkInput(asked: Asked): Promise<void> {
    const action = this.#actionOf(asked.actionId);
    const { vendor, reasons } = this.#context;
    checkInput(asked, action, await vendor.capabilities(), reasons);
  }

  /** The answer that is kept under a key; null: there is none yet. */
  async #keptAnswer(intent: Intent, asked: AskedOnce): Promise<Answer | null> {
    const objection = await this.#objection(intent, asked);
    if (objection) return refusalAnswer(objection, asked.requestId);
    const { http_status: status, first_answer: text } = intent;
    if (status === null || text === null) return null;
    return status === 200 ? operationAnswer(operationIn(text, intent.text), true) : answered(status, text, true);
  }

  async #objection(intent: Intent, asked: AskedOnce): Promise<Refusal | null> {
    if (intent.status === "voided")
      return { code: "conflict", detail: "This request was given up before it arrived. Do it anew." };
    if (intent.fingerprint !== fingerprintOf(asked))
      return { code: "idempotency-key-reused", detail: "This key was used for another request." };
    const isErasure = findAction(intent.action)?.removesMember !== undefined;
    if (!isErasure && (await this.store.hasLeft(intent.member_id)))
      return { code: "member-gone", detail: "This member is no longer in the program." };
    return null;
  }

  /** With the member for itself: claims the key, or goes on with what it was claimed for. */
  async #once(asked: AskedOnce, lease: Lease): Promise<Answer> {
    if (asked.approval) await this.#requireDecidable(asked.approval);
    const at = this.#context.clock.now();
    const { operator, key, actionId: action, memberId, reverses } = asked;
    const approval = asked.approval?.id ?? null;
    const claim = { id: newId("op", at), operatorId: operator.id, key, action, memberId, reverses, approval, at };
    const { intent, isNew } = await this.store
      .claim({ ...claim, fingerprint: fingerprintOf(asked) })
      .catch(onUndoneTwice);
    if (isNew) return this.#perform(asked, intent, lease);
    const kept = await this.#keptAnswer(intent, asked);
    if (kept) return kept;
    // A process died over it. What was never sent is begun anew; else what became of it is found out.
    if (intent.status === "claimed") return this.#perform(asked, intent, lease);
    return (await this.#followUp(intent, lease, asked.requestId)) ?? this.#answerOpen(intent);
  }

  async #perform(asked: AskedOnce, intent: Intent, lease: Lease): Promise<Answer> {
    try {
      for (const left of await this.store.openOf(asked.memberId)) await this.#followUp(left, lease, asked.requestId);
      const found = await this.member(asked.memberId);
      const decided = await this.#decide(asked, found, { isPreview: false, ifMatch: asked.ifMatch });
      if ("problem" in decided) return await this.#refuse(intent, decided.problem, asked.requestId);
      const answer = await this.#begin(asked, intent, decided);
      if (answer) return answer;
    } catch (error) {
      // Nothing was sent.
      await this.store.free(intent);
      throw error;
    }
    const sent = await this.#mustBeThere(intent.id);
    const resolution = await this.#carryOut(sent, lease, { isFresh: true, patienceMs: this.#context.patienceMs });
    return (await this.#conclude(sent, resolution, asked.requestId)) ?? this.#answerOpen(sent);
  }

  /**
   * Writes down what was decided. Where that is all there is to it, since the gateway keeps it itself or it waits for a second
   * person, it answers; null: it is about to be sent.
   */
  async #begin(asked: AskedOnce, intent: Intent, decided: Decided): Promise<Answer | null> {
    const { action, estimate, counted, awaits } = decided;
    if (awaits) return this.#await(asked, intent, decided);
    const { operator, requestId, approval } = asked;
    const occasion = { id: intent.id, at: intent.at, status: "keep" in action ? "applied" : "pending" } as const;
    const draft = draftOf(asked, action, estimate, occasion);
    const sending = { plan: estimate.plan, draft, ...counted };
    const limits = { limits: operator.limits, requestId };
    const terms = { ...limits, approval: approval ? { id: approval.id, by: approval.by.id } : null };
    const isWithin = await ("keep" in action
      ? this.store.keep(intent, sending, { ...terms, write: this.#writing(action, intent, sending) })
      : this.store.send(intent, sending, terms));
    if (isWithin) return "keep" in action ? operationAnswer(draft) : null;
    // Others of theirs have come up to the limit a moment before.
    return this.#context.approvals
      ? this.#await(asked, intent, { ...decided, estimate: needingApproval(estimate) })
      : this.#refuse(intent, overLimit, requestId);
  }

  #writing(action: KeptAction, { member_id: memberId, at }: Intent, { plan, draft }: Sending) {
    const change = { memberId, plan, text: textOf(draft), at };
    return (trx: GatewayTransaction) => action.keep(trx, change);
  }

  /** It waits for a second person: nothing is sent, or kept, before somebody has approved it. */
  async #await(asked: AskedOnce, intent: Intent, { action, estimate, counted }: Decided): Promise<Answer> {
    const { id, at } = intent;
    const draft = draftOf(asked, action, estimate, { id, at, status: "awaiting_approval" });
    const hours = this.#context.approvals?.expireAfterHours ?? 0;
    const waiting = { asked: askedBy(asked.operator, asked), at, hours };
    await this.store.await(intent, { plan: null, draft, ...counted }, waiting, asked.requestId);
    return operationAnswer(draft);
  }

  /** Who approves may have come second. @throws RefusalError */
  async #requireDecidable({ id, by }: NonNullable<Asked["approval"]>): Promise<void> {
    const row = await this.store.approvals.find(id);
    if (row) requireDecidable(row, by, this.#context.clock.now());
  }

  async #decide(
    asked: Asked,
    found: Found,
    { isPreview, ifMatch }: { readonly isPreview: boolean; readonly ifMatch: string | null },
  ): Promise<Decided | Refused> {
    const action = this.#actionOf(asked.actionId);
    const original = asked.reverses === null ? null : await this.#mustBeThere(asked.reverses);
    const whole = countedOf(asked, original);
    // What a second person has approved leaves the limits as they were.
    const counted = asked.approval ? { ...whole, countsAs: null } : whole;
    const { reasons, approvals } = this.#context;
    const over = checkLimits(asked, counted, await this.store.usage(asked.operator.id));
    const problem =
      checkPermission(asked, counted) ??
      (approvals ? null : over) ??
      checkReasonCode(asked, reasons) ??
      (isPreview ? null : checkVersion(asked, ifMatch, found)) ??
      checkConfirmation(asked, found) ??
      (isPreview ? null : checkReason(asked, reasons)) ??
      (original === null ? checkMember(action, found) : refusalToUndo(original));
    if (problem) return { problem };
    const estimate = await (original === null ? action.estimate(found, asked.input) : undoOf(action, found, original));
    if ("problem" in estimate) return estimate;
    const awaits = over !== null;
    return { action, estimate: awaits ? needingApproval(estimate) : estimate, counted, awaits };
  }

  /** A refusal: kept where it is about the act itself; else the key is free again. What waited waits again, until it can be done. */
  async #refuse(intent: Intent, refusal: Refusal, requestId: string): Promise<Answer> {
    const answer = refusalAnswer(refusal, requestId);
    if (notKept.has(refusal.code) || intent.approval !== null) {
      await this.store.free(intent);
      const { operator_id: operatorId, action, member_id: memberId } = intent;
      await this.store.audit({ requestId, operatorId, action, memberId, operationId: null, outcome: refusal.code });
    } else await this.store.refuse(intent, answer.status, answer.text, refusal.code, requestId);
    return answer;
  }

  #callOf(intent: Intent): VendorCall {
    const { tenant } = this.#context;
    return {
      memberId: intent.member_id,
      // What is approved once more, since the vendor has refused it, is another call.
      key: vendorKeyOf(tenant, intent.operator_id, intent.approval === null ? intent.key : intent.id),
      mark: intent.id,
      ...kept(intent),
      text: callTextOf(intent),
      entryId: intent.entry_id,
    };
  }

  #carryOut(
    intent: Intent,
    lease: Lease,
    how: { readonly isFresh: boolean; readonly patienceMs: number },
  ): Promise<Resolution> {
    const action = this.#actionOf(intent.action);
    if ("keep" in action) throw new Error(`${intent.action} was sent to nobody`);
    const call = this.#callOf(intent);
    return carryOut({ context: this.#context, store: this.store, lease, action, intent, call, ...how });
  }

  /**
   * Finds out what became of an act that another process, or an earlier request, has left; answers it, or null where that is
   * not known yet.
   */
  async #followUp(left: Intent, lease: Lease, requestId: string): Promise<Answer | null> {
    const intent = await this.store.byId(left.id);
    if (intent?.status === "claimed") await this.store.free(intent);
    if (intent?.status !== "sent" && intent?.status !== "pending" && intent?.status !== "unknown") return null;
    const resolution = await this.#carryOut(intent, lease, { isFresh: false, patienceMs: 0 });
    return this.#conclude(intent, resolution, requestId);
  }

  /** The third commit, and the answer; null: it is not known yet. */
  async #conclude(intent: Intent, resolution: Resolution, requestId: string): Promise<Answer | null> {
    const draft = operationIn(intent.receipt ?? "", intent.text);
    switch (resolution.kind) {
      case "open":
        return null;
      case "not-done":
        await this.store.free(intent);
        throw resolution.error;
      case "done": {
        const { status, entryId } = resolution.done;
        const reversible = this.#reversible(intent);
        const receipt = doneReceipt({ ...draft, reversible }, resolution.done, await this.#reread(intent));
        await this.store.settle(intent, { status, entryId, receipt, told: status }, requestId);
        return operationAnswer(receipt);
      }
      case "refused": {
        const { refusal } = resolution;
        // It was answered as one that is being carried out: its receipt says that it was not.
        if (intent.first_answer === null) return this.#refuse(intent, refusal, requestId);
        const receipt = rejectedReceipt(draft, refusal);
        await this.store.settle(intent, { status: "refused", entryId: null, receipt, told: refusal.code }, requestId);
        return operationAnswer(receipt);
      }
      case "unknown": {
        const receipt = unknownReceipt(draft, this.#context.vendor.name);
        if (intent.status !== "unknown")
          await this.store.settle(intent, { status: "unknown", entryId: null, receipt, told: "unknown" }, requestId);
        return operationAnswer(receipt);
      }
    }
  }

  #reversible({ action, reverses }: Intent): Operation["reversible"] {
    return reverses === null && this.#actionOf(action).undo ? { until: null } : null;
  }

  /** The member once more, for the figures of the receipt; null where that can't be read now. */
  async #reread({ member_id: memberId, action }: Intent): Promise<Found | null> {
    if (findAction(action)?.removesMember) return null;
    return this.#context.vendor.member(memberId).catch((error: unknown) => {
      if (!(error instanceof VendorError || error instanceof RefusalError)) throw error;
      this.#context.log({ level: "warn", event: "vendor-failed", code: error.code, error: failureOf(error) });
      return null;
    });
  }

  /** It is on its way: who asked is told so, and may ask what became of it. */
  async #answerOpen({ id, receipt, text }: Intent): Promise<Answer> {
    const operation = operationIn(receipt ?? "", text);
    await this.store.keepAnswer(id, operation);
    return operationAnswer(operation);
  }

  async #mustBeThere(id: string): Promise<Intent> {
    const intent = await this.store.byId(id);
    if (!intent) throw new RefusalError("not-found", "There is no such operation.");
    return intent;
  }
}

const needingApproval = (estimate: Estimate): Estimate => ({
  ...estimate,
  warnings: [...(estimate.warnings ?? []), needsApproval],
});

const isOpen = ({ status }: Intent): boolean => status === "claimed" || status === "sent" || status === "pending";

/** Whoever has the member finds it out. */
const ignoreBusy = (error: unknown): void => {
  if (!(error instanceof RefusalError && error.code === "operation-in-progress")) throw error;
};

/** Two undoes of one operation: the database lets one of them claim it. */
const onUndoneTwice = (error: unknown): never => {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  if (code === "23505" && constraint === "intent_reverses")
    throw new RefusalError("already-reversed", "This was undone already.");
  throw error;
};

const refusalToUndo = (original: Intent): Refusal | null => {
  if (original.reversed_by !== null) return { code: "already-reversed", detail: "This was undone already." };
  const isUndo = original.reverses !== null;
  if (isUndo || original.status !== "applied") return { code: "not-reversible", detail: "This can't be undone." };
  return null;
};

const kept = ({ plan }: Intent) => ({ plan: JSON.parse(plan ?? "null") as unknown });

/** What of an act may be personal is kept with its receipt. */
const callTextOf = ({ receipt, text }: Intent): CallText => textOf(operationIn(receipt ?? "", text));

const textOf = ({ note, effects }: Operation): CallText => ({
  note,
  tags: effects.flatMap(({ kind, subject }) => (kind === "tag" && subject ? subject.name : [])),
  profile: effects.flatMap(({ kind, subject, value }) =>
    kind === "profile" && subject && value ? [{ id: subject.id, before: value.before, after: value.after }] : [],
  ),
});

const undoOf = async (action: GatewayAction, found: Found, original: Intent): Promise<Estimate | Refused> =>
  action.undo
    ? action.undo(found, { ...kept(original), text: callTextOf(original), entryId: original.entry_id })
    : { problem: { code: "not-reversible", detail: "This can't be undone." } };

const voided: Settlement = { state: "voided", status: null, operation: null, problem: null };

/** What a key has come to, as it is answered to who asks for it. */
const settlementOf = ({ status, http_status: httpStatus, receipt, first_answer: answer, text }: Intent): Settlement => {
  if (status === "voided") return voided;
  if (status === "claimed" || (status === "sent" && answer === null)) return { ...voided, state: "running" };
  if (status === "unknown") return { ...voided, state: "unknown" };
  if (receipt !== null)
    return { state: "settled", status: httpStatus ?? 200, operation: operationIn(receipt, text), problem: null };
  const { code, detail } = JSON.parse(answer ?? "{}") as { code: string; detail: string };
  return { state: "settled", status: httpStatus, operation: null, problem: { code, detail } };
};
