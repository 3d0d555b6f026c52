import { defineAction } from "../define-action.js";
import { memberCurrencyField, why } from "../fields.js";

/**
 * The member's own currency becomes another one: rewards cost them what is set for that one (S3-12). Their balances stay
 * as they are, each in its currency.
 */
export const changeCurrency = defineAction({
  id: "change-currency",
  category: "profile",
  title: "Change the currency",
  summary: "Prices of rewards follow",
  submit: "Change the currency",
  done: "Currency changed",
  past: "Currency changed",
  caution: "Prices of rewards follow. Balances are not converted, and a reward without a price in it can't be claimed.",
  icon: "coins",
  capability: "members.currency",
  danger: "reversible",
  holds: "outcome",
  problems: ["conflict", "reason-required"],
  fields: { currency: memberCurrencyField("New currency"), ...why },
  example: { currency: "credits", note: "Moved abroad" },
});
