import { defineAction } from "../define-action.js";
import { countField, optional, punchCardField, telling, why } from "../fields.js";

/**
 * Punches the member's active card; where there is none, issues one and punches it, in one operation (S0-12, S0-13).
 */
export const punchCard = defineAction({
  id: "punch-card",
  category: "assets",
  title: "Punch a punch card",
  summary: "Issues a card if there is none",
  submit: "Punch {subject}",
  done: "{subject} punched",
  past: "{subject} punched",
  icon: "punch-card",
  capability: "punch-cards.punch",
  danger: "reversible",
  holds: "outcome",
  gives: true,
  problems: ["not-eligible", "member-blocked", "reason-required"],
  fields: {
    punchCardId: punchCardField("Punch card"),
    count: optional(countField("Punches", { max: 10 })),
    ...why,
    ...telling,
  },
  example: { punchCardId: "card_coffee", count: 1 },
});
