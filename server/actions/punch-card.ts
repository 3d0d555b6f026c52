import type { Handler } from "../domain/handler.js";
import { chosen } from "../domain/member.js";
import { punch } from "../domain/punches.js";

/** The active card of the chosen kind is punched, or a new one. */
export const punchCard: Handler<"punch-card"> = ({ member, punchCards }, { punchCardId, count = 1 }, { newId }) => ({
  effects: punch(member, chosen(punchCards, punchCardId), count, newId),
});
