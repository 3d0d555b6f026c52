import { foldCase, wordsOf } from "./letters.js";
import type { Mask } from "./masking.js";
import { dialled, phoneForms } from "./phone.js";

/**
 * How members are looked up: every way in which somebody may ask for one is a value in its normal form, made when the
 * profile is written. What is asked for is brought into the same form, so that both sides always agree, on any
 * database.
 *
 * - `name`: the whole name, by which members are listed too; `word`: the name in other orders, and without its
 *   punctuation
 * - `phone`: its digits with the country's code, and those of its national form; `phone-end`: the digits backwards
 * - `card`, `card-end`: the same of a card's number
 */
export type LookupKind =
  "name" | "word" | "id" | "support-id" | "external-id" | "email" | "phone" | "phone-end" | "card" | "card-end";

interface Lookup {
  readonly kind: LookupKind;
  readonly value: string;
}

/** What a member is looked up by. */
export interface Findable {
  readonly id: string;
  readonly name: string;
  readonly supportId: string | null;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly externalIds: readonly string[];
  readonly cardNumbers: readonly string[];
}

/** An index holds no value of more than 2,700 bytes: longer ones are cut, what is asked for too. */
const LONGEST = 200;
const cut = (value: string): string => value.slice(0, LONGEST).toWellFormed();

/** Ids and addresses as people retype them: in any case, with spaces. */
const idForm = (text: string): string => cut(foldCase(text).replace(/\s/g, ""));

/** Codes that are printed in groups or read out: letters and digits only. */
const codeForm = (text: string): string => cut(foldCase(text).replace(/[^\p{L}\p{N}]/gu, ""));

const backwards = (digits: string): string => [...digits].reverse().join("");

/** A name of more words is found by each of them, but not by any two of them in any order. */
const WORDS_IN_ANY_ORDER = 4;

/**
 * The words beginning with each of them, and with any two of the first few: people type first and last names in either
 * order.
 */
const ordersOf = (words: readonly string[]): string[] => {
  const turned = words.map((_, at) => [...words.slice(at), ...words.slice(0, at)]);
  const first = words.slice(0, WORDS_IN_ANY_ORDER);
  const paired = first.flatMap((one, at) =>
    first.flatMap((two, place) =>
      place === at ? [] : [[one, two, ...words.filter((_, other) => other !== at && other !== place)]],
    ),
  );
  return [...turned, ...paired].map((order) => cut(order.join(" ")));
};

const namesOf = (name: string): Lookup[] => {
  const spellings = wordsOf(name);
  const whole = cut(spellings[0]?.join(" ") ?? "");
  return [
    { kind: "name", value: whole },
    ...all(
      "word",
      spellings.flatMap(ordersOf).filter((order) => order !== whole),
    ),
  ];
};

const all = (kind: LookupKind, values: readonly string[]): Lookup[] =>
  [...new Set(values)].filter((value) => value !== "").map((value) => ({ kind, value }));

const given = (value: string | null): string[] => (value === null ? [] : [value]);

/** All that a member can be looked up by, each once. */
export const lookupsOf = ({
  id,
  name,
  supportId,
  email,
  phone,
  externalIds,
  cardNumbers,
}: Findable): readonly Lookup[] => {
  const phones = given(phone).map(phoneForms);
  const cards = cardNumbers.map(codeForm);
  return [
    ...namesOf(name),
    ...all("id", [idForm(id)]),
    ...all("support-id", given(supportId).map(codeForm)),
    ...all("external-id", externalIds.map(idForm)),
    ...all("email", given(email).map(idForm)),
    ...all("phone", phones.flat()),
    ...all(
      "phone-end",
      phones.map(([digits = ""]) => backwards(digits)),
    ),
    ...all("card", cards),
    ...all("card-end", cards.map(backwards)),
  ];
};

/** The forms of one key out of a list that is pasted, of which a member has one; none where it can be no such key. */
export const keyForms = (kind: LookupKind, text: string, country: string | null): readonly string[] => {
  if (kind === "phone") return dialled(text, country).map(cut);
  const form = kind === "card" ? codeForm(text) : idForm(text);
  return form === "" ? [] : [form];
};

/** What somebody is looked up by once they are another, and was not before; and what no more. */
export const lookupsMoved = (
  before: Findable,
  after: Findable,
): { readonly gone: readonly Lookup[]; readonly come: readonly Lookup[] } => {
  const [were, are] = [lookupsOf(before), lookupsOf(after)];
  const lacks =
    (others: readonly Lookup[]) =>
    ({ kind, value }: Lookup): boolean =>
      !others.some((other) => other.kind === kind && other.value === value);
  return { gone: were.filter(lacks(are)), come: are.filter(lacks(were)) };
};

/** One place to look: the values of a kind from `from` on and before `to`, in the order of their code points. */
export interface Probe {
  readonly kind: LookupKind;
  readonly from: string;
  readonly to: string;
  /** Further words that the value must hold: patterns of SQL's `like`, for the value between two spaces. */
  readonly holding: readonly string[];
}

/** Comes after every character of a value, and before every one. */
export const LAST = "\u{10ffff}";
const FIRST = "\u0001";

const exactly = (kind: LookupKind, value: string): Probe[] =>
  value === "" ? [] : [{ kind, from: value, to: value + FIRST, holding: [] }];

const beginning = (kind: LookupKind, value: string): Probe[] =>
  value === "" ? [] : [{ kind, from: value, to: value + LAST, holding: [] }];

/** Names and their other orders that begin like this. */
const named = (start: string, holding: readonly string[] = []): Probe[] =>
  (["name", "word"] as const).flatMap((kind) => beginning(kind, cut(start)).map((probe) => ({ ...probe, holding })));

/** Whole words in any order; the last one, and the first one of two, may be a beginning only. */
const byWords = ([first = "", second, ...rest]: readonly string[]): Probe[] => {
  if (second === undefined) return named(first);
  if (rest.length === 0) return [...named(`${first} ${second}`), ...named(`${second} ${first}`)];
  const last = rest.length - 1;
  const holding = rest.map((word, at) => (at === last ? `% ${word}%` : `% ${word} %`));
  return named(`${first} ${second} `, holding);
};

/** Fewer digits begin or end too many numbers. */
const FEWEST_DIGITS = 4;

const byNumber = (q: string, country: string | null, isWhole: boolean): Probe[] => {
  const forms = dialled(q, country).filter((digits) => digits.length >= FEWEST_DIGITS);
  const end = backwards(forms.at(-1) ?? "");
  return [
    ...forms.flatMap((digits) => (isWhole ? exactly : beginning)("phone", digits)),
    ...(isWhole ? [] : beginning("phone-end", end)),
    ...beginning("card-end", end),
  ];
};

/**
 * Where to look for what was typed into a search, best first: what has exactly that id or number, then names by the
 * beginning of their words, then numbers and addresses by a part of theirs. Nothing typed: everybody, by name.
 *
 * @param country the program's: its numbers come first where a phone number is written without a country's code
 * @param mask what is hidden from who searches: it is found by the whole of it alone, so that nobody comes to it letter by
 *   letter
 */
export const probesOf = (q: string, country: string | null, mask: Mask | null = null): readonly Probe[] => {
  const email = mask?.hides("email") ? exactly : beginning;
  const typed = foldCase(q).trim();
  if (typed === "") return [{ kind: "name", from: "", to: LAST, holding: [] }];
  const [id, code] = [idForm(typed), codeForm(typed)];
  const exact = [...exactly("id", id), ...exactly("external-id", id), ...exactly("card", code)];
  if (typed.includes("@")) return [...exact, ...email("email", id)];
  return [
    ...exact,
    ...wordsOf(q).flatMap(byWords),
    ...byNumber(typed, country, mask?.hides("phone") === true),
    ...beginning("support-id", code),
    ...(/\s/.test(typed) ? [] : email("email", id)),
  ];
};
