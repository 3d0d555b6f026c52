import { defineAction } from "../define-action.js";
import { amountField, currencyField, dateField, telling, why } from "../fields.js";

/** What has expired can be spent again: spendable rises, expired falls, earned and tier stay. The last to expire first. */
export const reinstate = defineAction({
  id: "reinstate",
  category: "corrections",
  title: "Reinstate {currency}",
  summary: "What expired comes back, tier stays",
  submit: "Reinstate {amount}",
  done: "{amount} reinstated",
  past: "{currency} reinstated",
  icon: "retry",
  capability: "ledger.reinstate",
  danger: "reversible",
  holds: "outcome",
  takesFrom: "expired",
  problems: ["insufficient-balance", "limit-exceeded", "member-blocked", "reason-required"],
  fields: {
    currency: currencyField("Currency"),
    amount: amountField("Amount"),
    expiresAt: dateField("Expires", { help: "Unspent, they are removed after this day." }),
    ...why,
    ...telling,
  },
  example: { currency: "points", amount: 20, expiresAt: "2027-01-31", note: "Was ill until yesterday" },
});
