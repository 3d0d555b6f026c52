import { defineAction } from "../define-action.js";
import { currencyField, signedAmountField, telling, why } from "../fields.js";

/**
 * Corrects a balance: 5 adds, -5 takes away (S4-7). The current balance and the earned one both move, and with them the
 * tier (S4-2).
 */
export const adjust = defineAction({
  id: "adjust",
  category: "corrections",
  title: "Adjust {currency}",
  summary: "Corrects a mistake, up or down",
  submit: "Adjust by {amount}",
  done: "Adjusted by {amount}",
  past: "{currency} adjusted",
  caution: "The balance and the total earned both move, so the tier may change.",
  cases: [
    { when: "Something was booked by mistake", actions: ["adjust"] },
    { when: "You want to reward the member", actions: ["add"] },
    { when: "A coupon was used and nothing was taken for it", actions: ["give-reward", "redeem"] },
    { when: "A redemption failed and is to be made good", actions: ["claim-reward", "refund"] },
  ],
  icon: "adjust",
  capability: "ledger.adjust",
  danger: "reversible",
  holds: "exact",
  problems: [
    "insufficient-balance",
    "limit-exceeded",
    "member-blocked",
    "balance-overflow",
    "precondition-required",
    "reason-required",
  ],
  fields: {
    currency: currencyField("Currency"),
    amount: signedAmountField("Amount", { help: "5 adds, −5 takes away." }),
    ...why,
    ...telling,
  },
  example: { currency: "points", amount: -5, note: "Booked twice" },
});
