import { defineAction } from "../define-action.js";
import { dateField, higherTierField, optional, telling, why } from "../fields.js";

/**
 * Gives a higher tier than was earned; no recalculation takes it away, until the end of its last day where it has one.
 * Nobody is put down by it (S3-11).
 */
export const changeTier = defineAction({
  id: "change-tier",
  category: "membership",
  title: "Give a higher tier",
  summary: "Kept until they earn a higher one",
  submit: "Give the tier",
  done: "Tier given",
  past: "Tier given",
  icon: "tier",
  capability: "tiers.change",
  danger: "reversible",
  holds: "exact",
  problems: ["conflict", "member-blocked", "precondition-required", "reason-required"],
  fields: {
    tierId: higherTierField("Tier"),
    until: optional(
      dateField("Until", { none: "For good", help: "Its last day. After it, the tier is what they earned." }),
    ),
    ...why,
    ...telling,
  },
  example: { tierId: "gold", note: "Moved from a partner's program" },
});
