import assert from "node:assert/strict";
import { test } from "node:test";
import { punchCard } from "../../../server/actions/punch-card.js";
import type { HeldPunchCardState, State } from "../../../server/domain/member.js";

const held = (card: Partial<HeldPunchCardState> & { id: string }): [string, HeldPunchCardState] => [
  card.id,
  { punchCardId: "coffee", punches: 10, status: "full", issuedByPunch: true, ...card },
];

/** Cards of a program whose coffee card takes ten punches, with what a member holds of them. */
const stateOf = (...cards: [string, HeldPunchCardState][]): State => {
  const coffee = { id: "coffee", name: "Coffee", size: 10, reward: null };
  return { member: { punchCards: new Map(cards) }, punchCards: new Map([["coffee", coffee]]) } as unknown as State;
};

const punched = (state: State) => {
  const context = { today: "2026-11-21", newId: () => "new", isTaken: () => false, mask: null };
  const decision = punchCard(state, { punchCardId: "coffee", count: 2 }, context);
  assert.ok("effects" in decision);
  return decision.effects.map((effect) => effect.kind === "punch" && [effect.id, effect.before, effect.after]);
};

test("S0-12 a punch goes onto the active card, not onto a full one or onto that of another kind", () => {
  const others = [held({ id: "full" }), held({ id: "tea", punchCardId: "tea", punches: 3, status: "active" })];
  assert.deepEqual(punched(stateOf(...others, held({ id: "active", punches: 3, status: "active" }))), [
    ["active", 3, 5],
  ]);
  assert.deepEqual(punched(stateOf(...others)), [["new", 0, 2]]);
});
