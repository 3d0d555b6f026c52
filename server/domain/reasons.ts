import type { ReasonCode } from "../../sdk/contract/index.js";
import { isOfferedFor } from "../../sdk/contract/reason-code.js";
import type { ReasonRule } from "./program.js";
import { type Refusal, refuseField } from "./refusal.js";

/**
 * A reason that is retired, or of other actions; null: it may be given, or none was.
 * @param forWhat the id of an action, or `undo`
 */
export const refuseNotOffered = (reason: ReasonCode | undefined, forWhat: string): Refusal | null =>
  reason === undefined || isOfferedFor(reason, forWhat)
    ? null
    : refuseField("reasonCode", "not-offered", "This reason is not offered here. Choose another.").problem;

/** The refusal of an act without what the rule asks for, or without the note that the reason given asks for; null: all is there. */
export const refuseMissingReason = (
  rule: ReasonRule,
  reason: ReasonCode | undefined,
  input: Readonly<Record<string, unknown>>,
): Refusal | null => {
  const asksForNote = rule.note !== "hidden" && reason?.requiresNote === true;
  const missing = (["reasonCode", "note", "customerMessage"] as const).find(
    (field) => input[field] === undefined && (rule[field] === "required" || (field === "note" && asksForNote)),
  );
  if (!missing) return null;
  return {
    code: "reason-required",
    detail: "Say why.",
    errors: [{ pointer: `/${missing}`, code: "required", detail: "Say why." }],
  };
};
