import { defineAction } from "../define-action.js";
import { pendingLotField, telling, why } from "../fields.js";

/** What was collected for a later day can be spent now: earned and spendable rise, and the tier may. */
export const releasePending = defineAction({
  id: "release-pending",
  category: "corrections",
  title: "Release what is pending",
  summary: "To be spent now, before its day",
  submit: "Release",
  done: "Released",
  past: "{currency} released",
  icon: "check",
  capability: "ledger.release",
  danger: "reversible",
  holds: "outcome",
  problems: ["conflict", "not-eligible", "member-blocked", "balance-overflow", "reason-required"],
  fields: { lotId: pendingLotField("Pending"), ...why, ...telling },
  example: { lotId: "points.2026-12-03.never", note: "Needs them for today's order" },
});
