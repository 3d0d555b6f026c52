import { confirms } from "../../sdk/contract/confirmation.js";
import type { Notice } from "../../sdk/contract/index.js";
import { dayInWords } from "../domain/calendar.js";
import type { Handler } from "../domain/handler.js";
import type { Lookalike } from "../domain/member.js";
import {
  mergeBalances,
  mergeConsents,
  mergeOverflows,
  mergeProfiles,
  mergePunchCards,
  mergeTiers,
} from "../domain/merging.js";
import { attributesOf } from "../domain/profile.js";
import type { Program } from "../domain/program.js";
import { refuse, refuseField } from "../domain/refusal.js";

/** Points at what may have been booked twice; nobody but the operator can tell (S3-6). */
const warningOf = ({ currencies }: Program, { day, currency, amount, pairs }: Lookalike): Notice => {
  const { scale, label } = currencies.find(({ code }) => code === currency) ?? { scale: 0, label: currency };
  const said = `${(amount / 10 ** scale).toFixed(scale)} ${label}`;
  return {
    code: "earned-twice",
    detail: `Both profiles got ${said} on ${dayInWords(day)}${pairs > 1 ? `, ${pairs} times` : ""}.`,
  };
};

/** All that the other member had is this one's, and the other one is gone. Nothing is lost or made on the way (L05). */
export const merge: Handler<"merge"> = (state, { confirmation, take = [] }, { newId }) => {
  const { member, other, merging } = state;
  if (!other || !merging) throw new Error("A merge was decided without the other member");
  if (!confirms(confirmation, { id: other.id, name: other.profile.name }))
    return refuseField("confirmation", "mismatch", "Type the other member's id or full name exactly.");
  if (mergeOverflows(member, other))
    return refuse("balance-overflow", "Together that is more than a balance can hold.");
  const attributes = attributesOf(state.program, state.branches.values());
  const unknown = take.find((id) => !attributes.some((attribute) => attribute.id === id));
  if (unknown !== undefined) return refuseField("take", "unknown", "The program knows nothing by that name.");
  const profiles = mergeProfiles(member, other, attributes, take);
  const balances = mergeBalances(other);
  const cards = mergePunchCards(member, other, state, newId);
  const tags = [...other.tags].filter((tag) => member.tags.find(tag) === undefined);
  const { punchCards, ...belongings } = merging.belongings;
  const moved = { ...belongings, punchCards: punchCards - cards.gone.length, tags: tags.length };
  return {
    effects: [
      ...balances.kept,
      ...cards.kept,
      ...profiles.effects,
      ...mergeConsents(member, other),
      ...mergeTiers(member, other, state),
      { kind: "absorb", from: other.id, moved, tags },
    ],
    otherEffects: [...balances.gone, ...cards.gone, { kind: "merge", into: member.id }],
    conflicts: profiles.conflicts,
    warnings: merging.lookalikes.map((each) => warningOf(state.program, each)),
  };
};
