import { csvLine, spoken } from "../../../sdk/contract/bulk/csv.js";
import type { ActionDeclaration, Currency } from "../../../sdk/contract/index.js";
import { decimal } from "../../format/decimal.js";
import { parseNumber } from "../../fields/number-text.js";
import { type ChosenFile, rowsOf } from "./read-file.js";

/** By what a row may name its member. */
export const KEYS = ["id", "externalId", "email", "phone", "card"] as const;
export type Key = (typeof KEYS)[number];

/** What each column of a file is, in its order: a key, a field of the action, or nothing (null). */
export type Mapping = readonly (string | null)[];

export const isKey = (name: string | null): name is Key => KEYS.some((key) => key === name);

/** Letters and digits only, so that "Member ID" and `member_id` are one. */
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** What people call the keys in their files. */
const NAMES: Readonly<Record<Key, readonly string[]>> = {
  id: ["id", "memberid", "member"],
  externalId: ["externalid", "customerid", "crmid", "customer"],
  email: ["email", "emailaddress", "mail"],
  phone: ["phone", "phonenumber", "mobile", "tel"],
  card: ["card", "cardnumber", "cardno"],
};

/** Shorter names are the end of too many others: "paid" is no id. */
const SHORTEST_END = 4;

/** What a column most likely is, by what it is called: "Customer e-mail" is an e-mail, "Points" an amount of them. */
const guess = (column: string, fields: ActionDeclaration["fields"], currencies: readonly Currency[]): string | null => {
  const name = plain(column);
  const isCalled = (each: string) => name === each || (each.length >= SHORTEST_END && name.endsWith(each));
  const field = Object.entries(fields).find(([id, { label }]) => [plain(id), plain(label)].includes(name));
  if (field) return field[0];
  const amount = Object.entries(fields).find(([, { kind }]) => kind === "amount");
  if (amount && currencies.some(({ code, label }) => [plain(code), plain(label)].includes(name))) return amount[0];
  return KEYS.find((key) => NAMES[key].some(isCalled)) ?? (name === "reference" ? "reference" : null);
};

/** The most likely mapping: nothing stands in it twice, and one column names the member. */
export const guessMapping = (
  columns: readonly string[],
  { fields }: ActionDeclaration,
  currencies: readonly Currency[],
): Mapping => {
  const taken = new Set<string>();
  let hasKey = false;
  return columns.map((column) => {
    const found = guess(column, fields, currencies);
    if (found === null || taken.has(found) || (isKey(found) && hasKey)) return null;
    taken.add(found);
    hasKey ||= isKey(found);
    return found;
  });
};

/** The mapping with a column of it meaning something else: what has that meaning elsewhere loses it. */
export const remap = (mapping: Mapping, index: number, meaning: string | null): Mapping =>
  mapping.map((each, at) => {
    if (at === index) return meaning;
    const isTwice = meaning !== null && (each === meaning || (isKey(each) && isKey(meaning)));
    return isTwice ? null : each;
  });

/** The fields that must be filled in and that no column is, but those that are the same for all. */
export const missingFields = (
  mapping: Mapping,
  { fields }: ActionDeclaration,
  same: Readonly<Record<string, string>>,
): readonly string[] =>
  Object.entries(fields).flatMap(([name, { required }]) =>
    required && !mapping.includes(name) && !same[name] ? [name] : [],
  );

interface Reading {
  readonly mapping: Mapping;
  readonly action: ActionDeclaration;
  /** What is the same for all rows, by field. */
  readonly same: Readonly<Record<string, string>>;
  readonly currencies: readonly Currency[];
  readonly locale: string;
}

/** An amount as the contract has it, `12.50`, from how the operator's language writes it; what is none stays as it is. */
const amountOf = (text: string, code: string, { currencies, locale }: Reading): string => {
  const scale = currencies.find((currency) => currency.code === code)?.scale ?? 0;
  const minor = parseNumber(spoken(text), scale, locale);
  return typeof minor === "number" ? decimal(minor, scale) : text;
};

/** How many characters of a file are put together before they are a part of it. */
const PART = 1_000_000;

/** Puts lines together in large parts, which a browser may keep on its disk. */
class Parts {
  readonly #parts: Blob[] = [];
  #lines: string[] = [];
  #length = 0;

  add(line: string): void {
    this.#lines.push(line);
    this.#length += line.length;
    if (this.#length > PART) this.#cut();
  }

  file(): Blob {
    this.#cut();
    return new Blob(this.#parts, { type: "text/csv" });
  }

  #cut(): void {
    this.#parts.push(new Blob(this.#lines));
    this.#lines = [];
    this.#length = 0;
  }
}

/** The file as the contract takes it: UTF-8, commas, a column a field. @throws FileError where it is no CSV */
export const contractFile = async (chosen: ChosenFile, reading: Reading, signal: AbortSignal): Promise<Blob> => {
  const { mapping, same, action } = reading;
  const meant = mapping.flatMap((name, index) => (name === null ? [] : [{ name, index }]));
  const constants = Object.entries(same).filter(([name, text]) => text !== "" && !mapping.includes(name));
  const parts = new Parts();
  parts.add(csvLine([...meant.map(({ name }) => name), ...constants.map(([name]) => name)]));
  let isHead = true;
  for await (const { cells } of rowsOf(chosen)) {
    signal.throwIfAborted();
    if (isHead) {
      isHead = false;
      continue;
    }
    const currency = cells[mapping.indexOf("currency")]?.trim() ?? same.currency ?? "";
    const written = meant.map(({ name, index }) => {
      const text = cells[index] ?? "";
      return action.fields[name]?.kind === "amount" ? amountOf(text, currency, reading) : text;
    });
    parts.add(csvLine([...written, ...constants.map(([, text]) => text)]));
  }
  return parts.file();
};

/** The rows that were left out, as they were, each with why, in a column of its own. */
export const fileOfErrors = async (
  chosen: ChosenFile,
  reasons: ReadonlyMap<number, string>,
  heading: string,
): Promise<Blob> => {
  const parts = new Parts();
  parts.add(csvLine([...chosen.columns, heading]));
  let position = 1;
  for await (const { cells } of rowsOf(chosen)) {
    const reason = reasons.get(position++);
    if (reason !== undefined) parts.add(csvLine([...cells, reason]));
  }
  return parts.file();
};

const STORE = "memberkit.import";

/**
 * Tells files by their first rows, and leaves nothing of them: in a file that does not name its columns, a member stands
 * there (S14). Of 2^53 numbers it is one (cyrb53, public domain).
 */
const digestOf = (columns: readonly string[], actionId: string): number => {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (const unit of JSON.stringify([actionId, columns])) {
    const code = unit.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
};

/** What the columns of such a file meant last time. Null: it is not known. */
export const rememberedMapping = (columns: readonly string[], actionId: string): Mapping | null => {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? "null") as { file: number; mapping: Mapping } | null;
    return kept?.file === digestOf(columns, actionId) && kept.mapping.length === columns.length ? kept.mapping : null;
  } catch {
    return null;
  }
};

export const rememberMapping = (columns: readonly string[], actionId: string, mapping: Mapping): void => {
  try {
    localStorage.setItem(STORE, JSON.stringify({ file: digestOf(columns, actionId), mapping }));
  } catch {
    // A host that forbids storage is asked each time.
  }
};
