import { findAction, inverseOf, permissionOf, type ReasonCode } from "../../../sdk/contract/index.js";
import { UNDO } from "../../../sdk/contract/reason-code.js";
import { askOf, isWithin, type Usage } from "../../domain/limits.js";
import { overLimit, permit } from "../../domain/permission.js";
import { refuseMissingReason, refuseNotOffered } from "../../domain/reasons.js";
import { type Refusal, refuseField } from "../../domain/refusal.js";
import type { GatewayAction } from "../kept/kept-action.js";
import type { Reasons } from "../reasons.js";
import type { Found } from "../vendor/vendor.js";
import type { Asked } from "./asked.js";
import type { Intent } from "./intent-store.js";

/** What an act counts as: undoing somebody else's is to do the contrary; undoing one's own counts as nothing. */
export interface Counted {
  readonly countsAs: string | null;
  /** The action whose permission it takes. */
  readonly permittedAs: string;
  readonly currency: string | null;
  readonly amount: number;
}

export const countedOf = ({ actionId, input, operator }: Asked, original: Intent | null): Counted => {
  if (original === null) return { countsAs: actionId, permittedAs: actionId, ...askOf(input) };
  const { currency, amount } = original;
  if (original.operator_id === operator.id) return { countsAs: null, permittedAs: actionId, currency, amount };
  const inverse = inverseOf(actionId);
  return { countsAs: inverse, permittedAs: inverse, currency, amount };
};

/** Whether the operator may do it, or who approves it, beside limits that others of theirs count against. */
export const checkPermission = ({ operator, approval }: Asked, { permittedAs, currency }: Counted): Refusal | null => {
  const permission = permissionOf(permittedAs);
  return permission === undefined
    ? { code: "forbidden", detail: "Your role can't do this. Ask an administrator." }
    : permit(approval?.by ?? operator, permission, currency);
};

/** Whether it stays within the operator's limits, as things stand. What somebody else has approved is over none. */
export const checkLimits = (
  { operator, approval }: Asked,
  { countsAs, currency, amount }: Counted,
  usage: Usage,
): Refusal | null =>
  approval || countsAs === null || isWithin(operator.limits, countsAs, { currency, amount }, usage) ? null : overLimit;

/** `If-Match`: required by actions that hold the exact state, honoured by all. */
export const checkVersion = (
  { actionId, reverses, approval }: Asked,
  ifMatch: string | null,
  { version }: Found,
): Refusal | null => {
  if (ifMatch !== null)
    return ifMatch === etagOf(version) ? null : { code: "stale", detail: "The member has changed since you looked." };
  return reverses === null && !approval && findAction(actionId)?.holds === "exact"
    ? { code: "precondition-required", detail: "Send the member's ETag as If-Match." }
    : null;
};

export const etagOf = (version: string): string => `"${version}"`;

/** Whether what was typed to confirm is the member's id or full name. */
export const checkConfirmation = ({ input, actionId, reverses }: Asked, { member }: Found): Refusal | null => {
  const field = Object.entries(findAction(actionId)?.fields ?? {}).find(([, { kind }]) => kind === "confirmation")?.[0];
  if (field === undefined || reverses !== null) return null;
  const typed = String(input[field]).trim();
  if (typed === member.id || typed.toLowerCase() === member.name.trim().toLowerCase()) return null;
  const detail = "Type the member's id or full name.";
  return { code: "validation", detail, errors: [{ pointer: `/${field}`, code: "no-match", detail }] };
};

const reasonOf = ({ input }: Asked, { codes }: Reasons): ReasonCode | undefined =>
  codes.find(({ id }) => id === input.reasonCode);

/** A reason that there is not, that is retired, or of other actions. What was approved is done for the reason that it had. */
export const checkReasonCode = (asked: Asked, reasons: Reasons): Refusal | null => {
  const { actionId, reverses, input, approval } = asked;
  if (input.reasonCode === undefined) return null;
  const reason = reasonOf(asked, reasons);
  if (!reason) return refuseField("reasonCode", "unknown", "The program has no such reason any more.").problem;
  return approval ? null : refuseNotOffered(reason, reverses === null ? actionId : UNDO);
};

/** Whether the operator gave the reasons that are asked for. Not asked of a preview, where they may be still to come. */
export const checkReason = (asked: Asked, reasons: Reasons): Refusal | null =>
  !asked.approval && findAction(asked.actionId)?.problems.includes("reason-required")
    ? refuseMissingReason(reasons.rule, reasonOf(asked, reasons), asked.input)
    : null;

/** Why it can't be done to this member now. */
export const checkMember = (action: GatewayAction, found: Found): Refusal | null => action.refusal?.(found) ?? null;
