import type { Field, PickerList } from "../../sdk/contract/index.js";
import type { Library } from "../domain/member.js";
import { hiddenTiersOf } from "../domain/program.js";
import type { Intent } from "./write-job.js";
import { type Refusal, refuseField } from "../domain/refusal.js";

interface Choice {
  readonly name: string;
  readonly list: PickerList;
  readonly channel: string | undefined;
  readonly id: string;
}

type Chooses = Pick<Field, "list" | "channel">;

/** An undo and the backend's own actions declare no fields, and may give a reason all the same. */
const reasonOnly: Readonly<Record<string, Chooses>> = { reasonCode: { list: "reason-codes" } };

/** What an input chose from the program's libraries, by the fields that its action declares. */
const choicesOf = ({ action, input, reverses }: Intent): Choice[] =>
  Object.entries<Chooses>(reverses === null && action.declaration ? action.declaration.fields : reasonOnly).flatMap(
    ([name, { list, channel }]) => {
      const id = input[name];
      return list && typeof id === "string" ? [{ name, list, channel, id }] : [];
    },
  );

/** The ids that an input chose, by library. */
export const chosenIds = (intent: Intent): ReadonlyMap<PickerList, string[]> => {
  const ids = new Map<PickerList, string[]>();
  for (const { list, id } of choicesOf(intent)) ids.set(list, [...(ids.get(list) ?? []), id]);
  return ids;
};

const exists: Record<PickerList, (library: Library, choice: Choice) => boolean> = {
  gifts: ({ gifts }, { id }) => gifts.has(id),
  // What the member holds is for the handler to find.
  "held-gifts": () => true,
  "pending-lots": () => true,
  "punch-cards": ({ punchCards }, { id }) => punchCards.has(id),
  rewards: ({ rewards }, { id }) => rewards.has(id),
  "held-coupons": () => true,
  "held-cards": () => true,
  purchases: () => true,
  branches: ({ branches }, { id }) => branches.has(id),
  currencies: ({ program }, { id }) => program.currencies.some(({ code }) => code === id),
  integrations: ({ program }, { id }) => program.integrations?.some((each) => each.id === id) ?? false,
  tiers: ({ program }, { id }) => program.tiers.some((tier) => tier.id === id),
  "hidden-tiers": ({ program }, { id }) => hiddenTiersOf(program).some((tier) => tier.id === id),
  templates: ({ templates }, { id, channel }) => templates.get(id)?.channel === channel,
  "any-templates": ({ templates }, { id }) => templates.has(id),
  "event-types": ({ program }, { id }) => program.eventTypes?.some((type) => type.id === id) ?? false,
  "reason-codes": ({ reasonCodes }, { id }) => reasonCodes.has(id),
};

/** Refuses what the program doesn't have: a currency, a gift, a card, a template of another channel, a reason. */
export const checkChoices = (intent: Intent, library: Library): Refusal | null => {
  const missing = choicesOf(intent).find((choice) => !exists[choice.list](library, choice));
  if (missing) return refuseField(missing.name, "unknown", "The program has no such thing any more.").problem;
  const currency = intent.input.currency;
  const known = library.program.currencies.some(({ code }) => code === currency);
  return currency === undefined || known
    ? null
    : refuseField("currency", "unknown", "The program has no such currency.").problem;
};
