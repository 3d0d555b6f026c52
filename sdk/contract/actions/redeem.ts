import { defineAction } from "../define-action.js";
import { amountField, currencyField, telling, why } from "../fields.js";

/** Spendable falls, spent rises, earned and tier stay (S0-9, S3-23). Takes the lots that expire first. */
export const redeem = defineAction({
  id: "redeem",
  category: "assets",
  title: "Redeem {currency}",
  summary: "Spends from the balance, tier stays",
  submit: "Redeem {amount}",
  done: "{amount} redeemed",
  past: "{currency} redeemed",
  icon: "minus",
  capability: "ledger.redeem",
  danger: "reversible",
  holds: "outcome",
  problems: ["insufficient-balance", "limit-exceeded", "member-blocked", "reason-required"],
  fields: { currency: currencyField("Currency"), amount: amountField("Amount"), ...why, ...telling },
  example: { currency: "points", amount: 50, note: "Paid at the till by hand" },
});
