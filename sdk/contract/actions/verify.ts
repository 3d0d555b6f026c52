import { defineAction } from "../define-action.js";
import { why } from "../fields.js";

/** Activates by hand a member whose confirmation by e-mail or SMS has failed (S2-5). */
export const verify = defineAction({
  id: "verify",
  category: "membership",
  title: "Verify membership",
  summary: "Opens the account where confirming it failed",
  submit: "Verify {name}",
  done: "Membership verified",
  past: "Membership verified",
  icon: "check",
  capability: "membership.verify",
  danger: "reversible",
  holds: "exact",
  onlyWhen: "pending",
  problems: ["conflict", "precondition-required", "reason-required"],
  fields: { ...why },
  example: { note: "Showed an identity card at the counter" },
});
