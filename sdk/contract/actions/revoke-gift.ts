import { defineAction } from "../define-action.js";
import { heldGiftField, why } from "../fields.js";

/** A gift is taken out of the wallet, and goes back into stock. It is put right by sending it anew. */
export const revokeGift = defineAction({
  id: "revoke-gift",
  category: "corrections",
  title: "Revoke a gift",
  summary: "Takes one out of the wallet",
  submit: "Revoke {subject}",
  done: "{subject} revoked",
  past: "Gift revoked: {subject}",
  icon: "gift-off",
  capability: "gifts.revoke",
  danger: "reversible",
  undo: "none",
  holds: "outcome",
  problems: ["conflict", "reason-required"],
  fields: { heldGiftId: heldGiftField("Gift"), ...why },
  example: { heldGiftId: "mg_1048_28", note: "Sent to the wrong member" },
});
