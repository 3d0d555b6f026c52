import { defineAction } from "../define-action.js";
import { amountField, currencyField, telling, why } from "../fields.js";

/** Earned and spendable fall, as if never earned (S3-21); the tier may fall with them (S3-22). */
export const subtract = defineAction({
  id: "subtract",
  category: "corrections",
  title: "Subtract {currency}",
  summary: "As if never earned: the tier may fall",
  submit: "Subtract {amount}",
  done: "{amount} subtracted",
  past: "{currency} subtracted",
  icon: "minus",
  capability: "ledger.subtract",
  danger: "reversible",
  holds: "exact",
  problems: ["insufficient-balance", "limit-exceeded", "member-blocked", "precondition-required", "reason-required"],
  fields: { currency: currencyField("Currency"), amount: amountField("Amount"), ...why, ...telling },
  example: { currency: "points", amount: 40, note: "Earned by mistake" },
});
