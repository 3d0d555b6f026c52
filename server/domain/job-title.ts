import { type ActionDeclaration, type PickerList, telling } from "../../sdk/contract/index.js";
import type { Library } from "./member.js";
import { hiddenTiersOf, type Program } from "./program.js";

type Input = Readonly<Record<string, unknown>>;

const amountIn = ({ currencies }: Program, code: unknown, amount: number): string => {
  const { scale = 0, label = "" } = currencies.find((currency) => currency.code === code) ?? {};
  const digits = { minimumFractionDigits: scale, maximumFractionDigits: scale };
  return `${new Intl.NumberFormat("en", digits).format(amount / 10 ** scale)} ${label}`.trim();
};

const named = (list: readonly { readonly id: string; readonly name: string }[], id: string): string | undefined =>
  list.find((each) => each.id === id)?.name;

const nameIn: Partial<Record<PickerList, (library: Library, id: string) => string | undefined>> = {
  gifts: ({ gifts }, id) => gifts.get(id)?.name,
  "punch-cards": ({ punchCards }, id) => punchCards.get(id)?.name,
  rewards: ({ rewards }, id) => rewards.get(id)?.name,
  templates: ({ templates }, id) => templates.get(id)?.name,
  tiers: ({ program }, id) => named(program.tiers, id),
  "hidden-tiers": ({ program }, id) => named(hiddenTiersOf(program), id),
};

/** What is chosen of the program's libraries, by name: of what it is about, not what tells of it. */
const subjectOf = ({ fields }: ActionDeclaration, input: Input, library: Library): string | undefined => {
  const names = Object.entries(fields).flatMap(([field, { list }]) => {
    const id = field in telling ? undefined : input[field];
    return list && typeof id === "string" ? (nameIn[list]?.(library, id) ?? []) : [];
  });
  return names[0];
};

/**
 * What a job does to each of its members: "Add 50 points". It stands in every receipt, so that nothing that was typed is
 * in it: no tag, no text.
 */
export const jobTitle = (action: ActionDeclaration, input: Input, library: Library): string => {
  const { currency, amount } = input;
  const subject = subjectOf(action, input, library);
  const values: Readonly<Record<string, string | undefined>> = {
    amount: typeof amount === "number" ? amountIn(library.program, currency, amount) : undefined,
    currency: library.program.currencies.find(({ code }) => code === currency)?.label,
    subject,
  };
  const isFull = [...action.submit.matchAll(/\{(\w+)\}/g)].every(([, name = ""]) => values[name] !== undefined);
  const text = (isFull ? action.submit : action.title).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  return subject === undefined || text.includes(subject) ? text.trim() : `${text.trim()}: ${subject}`;
};
