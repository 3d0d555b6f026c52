import { giveCard } from "../domain/card.js";
import type { Handler } from "../domain/handler.js";

/** Whoever holds a card may hold another: one for each in the family. */
export const addCard: Handler<"add-card"> = ({ member }, { number }, context) =>
  giveCard(member, number, null, context);
