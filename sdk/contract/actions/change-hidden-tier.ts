import { defineAction } from "../define-action.js";
import { higherHiddenTierField, why } from "../fields.js";

/** Gives a higher tier on a second ladder, of which the member is not told (S3-11). */
export const changeHiddenTier = defineAction({
  id: "change-hidden-tier",
  category: "membership",
  title: "Give a higher hidden tier",
  summary: "Only your team sees it",
  submit: "Give the hidden tier",
  done: "Hidden tier given",
  past: "Hidden tier given",
  icon: "hidden",
  capability: "hidden-tiers.change",
  danger: "reversible",
  holds: "exact",
  problems: ["conflict", "member-blocked", "precondition-required", "reason-required"],
  fields: { hiddenTierId: higherHiddenTierField("Hidden tier"), ...why },
  example: { hiddenTierId: "friend", note: "Brings friends along" },
});
