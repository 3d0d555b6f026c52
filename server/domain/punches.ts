import type { PunchCard } from "../../sdk/contract/index.js";
import type { PunchEffect } from "./effects.js";
import type { HeldPunchCardState, MemberState } from "./member.js";

/** The member's active card of a kind. */
export const activeCard = ({ punchCards }: MemberState, punchCardId: string): HeldPunchCardState | undefined =>
  [...punchCards.values()].find((card) => card.punchCardId === punchCardId && card.status === "active");

/**
 * Punches the active card; where there is none, or it is full before all punches are in, an empty one is issued (S0-12,
 * S0-13).
 */
export const punch = (
  member: MemberState,
  { id, name, size }: PunchCard,
  count: number,
  newId: (prefix: string) => string,
): PunchEffect[] => {
  const active = activeCard(member, id);
  const effects: PunchEffect[] = [];
  let card = active ? { id: active.id, change: "punched" as const, punches: active.punches } : null;
  for (let left = count; left > 0; card = null) {
    const { id: cardId, change, punches } = card ?? { id: newId("mpc"), change: "issued" as const, punches: 0 };
    const after = Math.min(size, punches + left);
    effects.push({ kind: "punch", change, id: cardId, punchCard: { id, name }, before: punches, after, of: size });
    left -= after - punches;
  }
  return effects;
};
