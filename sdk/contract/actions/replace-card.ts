import { defineAction } from "../define-action.js";
import { cardNumberField, heldCardField, why } from "../fields.js";

/** A card that is lost or broken counts no more: another one does in its place (S2-12). */
export const replaceCard = defineAction({
  id: "replace-card",
  category: "profile",
  title: "Replace a card",
  summary: "The old number counts no more",
  submit: "Replace the card",
  done: "Card replaced",
  past: "Card replaced",
  icon: "transfer",
  capability: "cards.replace",
  danger: "reversible",
  holds: "outcome",
  problems: ["conflict", "reason-required"],
  fields: { replaces: heldCardField("Card to replace"), number: cardNumberField("Card number"), ...why },
  example: { replaces: "mc_1048_1", number: "6034 1200 8871 0078", note: "Lost the old one" },
});
