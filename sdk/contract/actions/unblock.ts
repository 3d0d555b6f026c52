import { defineAction } from "../define-action.js";
import { why } from "../fields.js";

/** A blocked member takes part again, in full (S2-10). */
export const unblock = defineAction({
  id: "unblock",
  category: "membership",
  title: "Unblock membership",
  summary: "Takes part again, with all they had",
  submit: "Unblock {name}",
  done: "Membership unblocked",
  past: "Membership unblocked",
  icon: "check",
  capability: "membership.block",
  danger: "reversible",
  holds: "exact",
  onlyWhen: "blocked",
  problems: ["conflict", "precondition-required", "reason-required"],
  fields: { ...why },
  example: { note: "Settled" },
});
