import type { ActionDeclaration } from "../../sdk/contract/index.js";
import type { CardEffect } from "./effects.js";
import type { Context } from "./handler.js";
import { foldCase } from "./letters.js";
import type { HeldCardState, MemberState } from "./member.js";
import { type Refused, refuseAt, refuseField } from "./refusal.js";

/** A number as it is kept, whichever way it was typed or read out: its letters and digits. */
const cardNumber = (typed: string): string =>
  foldCase(typed)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** Whether an action is about cards. */
export const changesCards = (action: ActionDeclaration | null): boolean =>
  Object.values(action?.fields ?? {}).some(({ module }) => module === "cards");

/** The number that an input asks for. */
export const cardNumberIn = ({ number }: Readonly<Record<string, unknown>>): string => cardNumber(String(number));

/** The member's cards without one, and with another. */
export const exchanged = (
  { cards }: Pick<MemberState, "cards">,
  gone: HeldCardState | null,
  come: HeldCardState | null,
): ReadonlyMap<string, HeldCardState> =>
  new Map(
    [...[...cards.values()].filter(({ id }) => id !== gone?.id), ...(come ? [come] : [])].map((card) => [
      card.id,
      card,
    ]),
  );

/** Whether the member holds a card of this number. */
export const holdsCard = ({ cards }: Pick<MemberState, "cards">, number: string): boolean =>
  [...cards.values()].some((card) => card.number === number);

const refuseTaken = (detail: string): Refused => refuseAt("conflict", [{ pointer: "/number", code: "taken", detail }]);

/** Gives the member a card that nobody has, in the place of another one or of none. */
export const giveCard = (
  member: MemberState,
  typed: string,
  before: HeldCardState | null,
  { newId, isTaken }: Context,
): { readonly effects: readonly CardEffect[] } | Refused => {
  const number = cardNumber(typed);
  if (number === "") return refuseField("number", "wrong-format", "Write the number that is on the card.");
  if (holdsCard(member, number)) return refuseTaken("The member has this card already.");
  if (isTaken(number)) return refuseTaken("Another member has this card.");
  return { effects: [{ kind: "card", change: "given", before, after: { id: newId("mc"), number } }] };
};
