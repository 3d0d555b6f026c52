import { defineAction } from "../define-action.js";
import { branchField, dateField, moneyField, optional, receiptField, why } from "../fields.js";

/**
 * Registers a receipt that was not registered at the till, once for its number: the program's rules react to it as to a
 * till's purchase of its day. Where a till has told of it, what the till knows counts; otherwise it is entered by hand,
 * where the program lets it.
 */
export const claimPurchase = defineAction({
  id: "claim-purchase",
  category: "assets",
  title: "Claim a purchase",
  summary: "A receipt that was missed at the till",
  submit: "Claim the purchase",
  done: "Purchase claimed",
  past: "Purchase claimed: {amount}",
  icon: "receipt",
  capability: "purchases.claim",
  danger: "reversible",
  holds: "outcome",
  firesRules: true,
  problems: ["already-done", "member-blocked", "reason-required"],
  fields: {
    receipt: receiptField("Receipt number", { help: "As it is printed. It counts once." }),
    amount: optional(moneyField("Amount", { help: "This and the rest only where the till doesn't know the receipt." })),
    branchId: optional(branchField("Branch")),
    date: optional(dateField("Date")),
    ...why,
  },
  example: { receipt: "H-20417", note: "Forgot the app at the till" },
});
