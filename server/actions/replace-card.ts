import { giveCard } from "../domain/card.js";
import type { Handler } from "../domain/handler.js";
import { refuseAt } from "../domain/refusal.js";

/** The old number is free for anybody from then on. */
export const replaceCard: Handler<"replace-card"> = ({ member }, { replaces, number }, context) => {
  const held = member.cards.get(replaces);
  if (!held)
    return refuseAt("conflict", [
      { pointer: "/replaces", code: "unknown", detail: "The member holds no such card any more." },
    ]);
  return giveCard(member, number, held, context);
};
