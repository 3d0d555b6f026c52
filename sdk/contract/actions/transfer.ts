import { defineAction } from "../define-action.js";
import { amountField, currencyField, memberField, telling, why } from "../fields.js";

/**
 * Moves part of a balance to another member, as if they had earned it: earned and spendable fall here and rise there,
 * with the days on which it expires. So nothing is earned by passing points around, and the tiers follow.
 */
export const transfer = defineAction({
  id: "transfer",
  category: "corrections",
  title: "Transfer {currency}",
  summary: "Moves a part to another member",
  submit: "Transfer {amount}",
  done: "{amount} transferred",
  past: "{currency} transferred",
  caution: "What was earned moves too, so the tier of both members may change.",
  icon: "transfer",
  capability: "ledger.transfer",
  danger: "reversible",
  holds: "outcome",
  problems: ["insufficient-balance", "limit-exceeded", "member-blocked", "balance-overflow", "reason-required"],
  fields: {
    currency: currencyField("Currency"),
    toMemberId: memberField("To"),
    amount: amountField("Amount"),
    ...why,
    ...telling,
  },
  example: { currency: "points", toMemberId: "m_1063", amount: 50, note: "Booked on the wrong card" },
});
