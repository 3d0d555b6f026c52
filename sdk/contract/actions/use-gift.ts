import { defineAction } from "../define-action.js";
import { heldGiftField, why } from "../fields.js";

/** A gift of the wallet is used up, as at a till. */
export const useGift = defineAction({
  id: "use-gift",
  category: "assets",
  title: "Use a gift",
  summary: "Marks one of the wallet as handed over",
  submit: "Use {subject}",
  done: "{subject} used",
  past: "Gift used: {subject}",
  icon: "gift-used",
  capability: "gifts.use",
  danger: "reversible",
  holds: "outcome",
  problems: ["conflict", "not-eligible", "member-blocked", "reason-required"],
  fields: { heldGiftId: heldGiftField("Gift"), ...why },
  example: { heldGiftId: "mg_1048_27" },
});
