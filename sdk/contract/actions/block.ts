import { defineAction } from "../define-action.js";
import { why } from "../fields.js";

/** Bars a member from the program's activities until they are unblocked (S2-9). Nothing of theirs is lost. */
export const block = defineAction({
  id: "block",
  category: "membership",
  title: "Block membership",
  summary: "No points, gifts or messages until unblocked",
  submit: "Block {name}",
  done: "Membership blocked",
  past: "Membership blocked",
  icon: "stop",
  capability: "membership.block",
  danger: "reversible",
  holds: "exact",
  onlyWhen: "active",
  problems: ["conflict", "precondition-required", "reason-required"],
  fields: { ...why },
  example: { note: "Shared their card" },
});
