import { defineAction } from "../define-action.js";
import { cardNumberField, why } from "../fields.js";

/** The member gets a card, in addition to those that they hold (S2-12). */
export const addCard = defineAction({
  id: "add-card",
  category: "profile",
  title: "Add a card",
  summary: "By the number on it",
  submit: "Add the card",
  done: "Card added",
  past: "Card added",
  icon: "card",
  capability: "cards.add",
  danger: "reversible",
  holds: "outcome",
  problems: ["conflict", "reason-required"],
  fields: { number: cardNumberField("Card number"), ...why },
  example: { number: "6034 1200 8871 0077", note: "Handed out at the counter" },
});
