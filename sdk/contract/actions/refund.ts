import { defineAction } from "../define-action.js";
import { amountField, currencyField, telling, why } from "../fields.js";

/** What was spent comes back: spendable rises, spent falls, earned and tier stay. It never expires then. */
export const refund = defineAction({
  id: "refund",
  category: "corrections",
  title: "Refund {currency}",
  summary: "What was spent comes back, tier stays",
  submit: "Refund {amount}",
  done: "{amount} refunded",
  past: "{currency} refunded",
  icon: "undo",
  capability: "ledger.refund",
  danger: "reversible",
  holds: "outcome",
  takesFrom: "spent",
  problems: ["insufficient-balance", "limit-exceeded", "member-blocked", "reason-required"],
  fields: { currency: currencyField("Currency"), amount: amountField("Amount"), ...why, ...telling },
  example: { currency: "points", amount: 50, note: "The order was cancelled" },
});
