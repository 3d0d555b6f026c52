import { permissionOf } from "../../sdk/contract/index.js";
import { UNDO } from "../../sdk/contract/reason-code.js";
import { refusedToDecide } from "../domain/approval.js";
import { isWithin, limitsOf } from "../domain/limits.js";
import { overLimit, permit, permitFields } from "../domain/permission.js";
import { countedOf } from "./counted.js";
import { checkChoices } from "./library-choices.js";
import { tellingIn, refuseTelling } from "../domain/messages/telling.js";
import { chosen, memberEtag } from "../domain/member.js";
import { hasAction } from "../domain/program.js";
import { refuseMissingReason, refuseNotOffered } from "../domain/reasons.js";
import { refusedByStatus } from "../domain/membership.js";
import type { Snapshot } from "./snapshot.js";
import type { MemberState } from "../domain/member.js";
import type { Intent, WriteJob } from "./write-job.js";
import type { Refusal } from "../domain/refusal.js";

const checkCapability = ({ action: { declaration } }: Intent, { library }: Snapshot): Refusal | null =>
  !declaration || hasAction(library.program, declaration)
    ? null
    : { code: "capability-not-supported", detail: "This program doesn't have that action." };

const checkPermission = (intent: Intent, snapshot: Snapshot): Refusal | null => {
  const { operator, action, reverses, input, approval } = intent;
  if (!operator) return null;
  if (!action.declaration) return { code: "forbidden", detail: "Only the program itself does this." };
  const { countsAs, currency } = countedOf(intent, snapshot);
  const permission = (countsAs === null ? undefined : permissionOf(countsAs)) ?? action.declaration.permission;
  const who = approval?.by ?? operator;
  return permit(who, permission, currency) ?? (reverses === null ? permitFields(who, action.declaration, input) : null);
};

/** Over a limit. What somebody else has approved is over none, and neither is a row of a job. */
export const checkLimits = (intent: Intent, snapshot: Snapshot): Refusal | null => {
  const { operator, approval, bulk } = intent;
  const { countsAs, ...ask } = countedOf(intent, snapshot);
  if (!operator || approval || bulk || countsAs === null) return null;
  const rules = limitsOf(operator, snapshot.library.program);
  return isWithin(rules, countsAs, ask, snapshot.usage(operator.id)) ? null : overLimit;
};

/** What is approved must still wait, and its approver must be another than who asked (S12). */
const checkApproval = ({ approval }: Intent, snapshot: Snapshot, now: Date): Refusal | null => {
  if (!approval) return null;
  const state = snapshot.approval(approval.id);
  return state
    ? refusedToDecide(state, approval.by, now)
    : { code: "member-gone", detail: "This member is no longer in the program." };
};

/** A reason that is retired, or of other actions. What was approved is done for the reason that it had when it was asked for. */
const checkOffered = (
  { operator, approval, action, reverses, input }: Intent,
  { library }: Snapshot,
): Refusal | null => {
  if (!operator || approval) return null;
  const reason = library.reasonCodes.get(String(input.reasonCode));
  return refuseNotOffered(reason, reverses === null ? action.id : UNDO);
};

/** A template of a channel by which the program does not send, or the operator may not. */
const checkTelling = (
  { operator, approval, action, reverses, input }: Intent,
  { library }: Snapshot,
): Refusal | null => {
  const telling = reverses === null ? tellingIn(action.declaration, input) : null;
  const who = operator && (approval?.by ?? operator);
  return telling && refuseTelling(telling, chosen(library.templates, telling.templateId), library.program, who);
};

/**
 * What holds for a preview and a write alike, in the contract's order: capability, permission and limits, and that what
 * was chosen exists and is offered. In a program with approvals, what is over a limit waits instead.
 */
export const checkIntent = (intent: Intent, snapshot: Snapshot, now: Date): Refusal | null =>
  checkCapability(intent, snapshot) ??
  checkPermission(intent, snapshot) ??
  checkApproval(intent, snapshot, now) ??
  (snapshot.library.program.approvals ? null : checkLimits(intent, snapshot)) ??
  checkChoices(intent, snapshot.library) ??
  checkOffered(intent, snapshot) ??
  checkTelling(intent, snapshot);

/** A mistake may be undone on a blocked member too. */
export const checkStatus = ({ action, reverses }: Intent, { status }: MemberState): Refusal | null =>
  action.declaration && reverses === null ? refusedByStatus(action.declaration, status) : null;

/** `If-Match`: required by actions that hold the exact state, honoured by all. */
export const checkVersion = (
  { action, reverses, operator, ifMatch, approval, bulk }: WriteJob,
  { version }: MemberState,
): Refusal | null => {
  const isRequired =
    operator !== null && reverses === null && !approval && !bulk && action.declaration?.holds === "exact";
  if (ifMatch === null)
    return isRequired ? { code: "precondition-required", detail: "Send the member's ETag as If-Match." } : null;
  return ifMatch === memberEtag(version) ? null : { code: "stale", detail: "The member has changed since you looked." };
};

/**
 * Whether the operator gave the reasons that the program asks for, and the note that the reason asks for, of an undo too. Not
 * asked of a preview, where they may be still to come.
 */
export const checkReason = (
  { action, operator, approval, reverses, input }: Intent,
  { library }: Snapshot,
): Refusal | null => {
  if (!operator || approval || !action.declaration?.problems.includes("reason-required")) return null;
  const { customerMessage = "hidden", ...rules } = library.program.reason;
  const rule = {
    ...rules,
    customerMessage:
      reverses === null && "customerMessage" in action.declaration.fields ? customerMessage : ("hidden" as const),
  };
  return refuseMissingReason(rule, library.reasonCodes.get(String(input.reasonCode)), input);
};
