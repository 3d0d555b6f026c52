import { defineAction } from "../define-action.js";
import { pendingLotField, telling, why } from "../fields.js";

/** What was collected for a later day never becomes available. It was not earned yet, so no balance moves. */
export const cancelPending = defineAction({
  id: "cancel-pending",
  category: "corrections",
  title: "Drop what is pending",
  summary: "Never to be spent. Balances and tier stay",
  submit: "Drop the pending",
  done: "Dropped",
  past: "Pending {currency} dropped",
  icon: "clock-off",
  capability: "ledger.cancel",
  danger: "reversible",
  holds: "outcome",
  problems: ["conflict", "member-blocked", "reason-required"],
  fields: { lotId: pendingLotField("Pending"), ...why, ...telling },
  example: { lotId: "credits.2026-12-01.never", note: "The order was returned" },
});
