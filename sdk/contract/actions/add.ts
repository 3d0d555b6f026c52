import { defineAction } from "../define-action.js";
import { amountField, currencyField, dateField, optional, telling, why } from "../fields.js";

/** Earned and spendable rise (S0-8, S3-20); only adding may have an expiry date (S3-25). */
export const add = defineAction({
  id: "add",
  category: "assets",
  title: "Add {currency}",
  summary: "Earned and to spend both rise",
  submit: "Add {amount}",
  done: "{amount} added",
  past: "{currency} added",
  icon: "plus",
  capability: "ledger.add",
  danger: "reversible",
  holds: "outcome",
  gives: true,
  problems: ["limit-exceeded", "member-blocked", "balance-overflow", "reason-required"],
  fields: {
    currency: currencyField("Currency"),
    amount: amountField("Amount"),
    ...why,
    expiresAt: optional(dateField("Expires", { none: "Never", help: "Unspent, they are removed after this day." })),
    availableAt: optional(
      dateField("Available", { none: "At once", help: "Pending until this day. Earned and tier move then." }),
    ),
    ...telling,
  },
  example: { currency: "points", amount: 100, note: "Sorry for the wait" },
});
