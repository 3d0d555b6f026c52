import { defineAction } from "../define-action.js";
import { giftField, telling, why } from "../fields.js";

/** A gift of the program lands in the member's wallet, free (S0-11). */
export const sendAsset = defineAction({
  id: "send-asset",
  category: "assets",
  title: "Send asset",
  summary: "A gift, free, to the wallet",
  submit: "Send {subject}",
  done: "{subject} sent",
  past: "Gift received: {subject}",
  icon: "gift",
  capability: "gifts.send",
  danger: "reversible",
  holds: "outcome",
  gives: true,
  problems: ["out-of-stock", "not-eligible", "member-blocked", "reason-required"],
  fields: { giftId: giftField("Gift"), ...why, ...telling },
  example: { giftId: "gift_pastry", note: "Thank you for the feedback" },
});
