import { defineAction } from "../define-action.js";
import { amountField, currencyField, telling, why } from "../fields.js";

/** Spendable falls and expired rises, before their time; earned and tier stay. What expires first goes first. */
export const expire = defineAction({
  id: "expire",
  category: "corrections",
  title: "Expire {currency}",
  summary: "Ends them before their time, tier stays",
  submit: "Expire {amount}",
  done: "{amount} expired",
  past: "{currency} expired",
  icon: "clock",
  capability: "ledger.expire",
  danger: "reversible",
  holds: "outcome",
  problems: ["insufficient-balance", "limit-exceeded", "member-blocked", "reason-required"],
  fields: { currency: currencyField("Currency"), amount: amountField("Amount"), ...why, ...telling },
  example: { currency: "points", amount: 40, note: "Promised until last month only" },
});
