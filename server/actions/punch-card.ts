import type { PunchEffect } from "../domain/effects.js";
import type { Handler } from "../domain/handler.js";
import { chosen } from "../domain/member.js";

/**
 * The active card is punched; where there is none, or it is full before all punches are in, an empty one is issued
 * (S0-12, S0-13).
 */
export const punchCard: Handler<"punch-card"> = ({ member, punchCards }, { punchCardId, count = 1 }, { newId }) => {
  const { id, name, size } = chosen(punchCards, punchCardId);
  const active = [...member.punchCards.values()].find((card) => card.punchCardId === id && card.status === "active");
  const effects: PunchEffect[] = [];
  let card = active ? { id: active.id, change: "punched" as const, punches: active.punches } : null;
  for (let left = count; left > 0; card = null) {
    const { id: cardId, change, punches } = card ?? { id: newId("mpc"), change: "issued" as const, punches: 0 };
    const after = Math.min(size, punches + left);
    effects.push({ kind: "punch", change, id: cardId, punchCard: { id, name }, before: punches, after, of: size });
    left -= after - punches;
  }
  return { effects };
};
