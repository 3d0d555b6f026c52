import { decimal } from "../format/decimal.js";

/** Why a typed number was not taken. Message id `field.error.<code>`. */
export type NumberProblem = "not-a-number" | "too-precise" | "too-large";

interface Separators {
  group: string;
  decimal: string;
}

const separatorsOf = (locale: string): Separators => {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: "latn", useGrouping: true }).formatToParts(1234567.5);
  const find = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise;
  return { group: find("group", ","), decimal: find("decimal", ".") };
};

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** Keyboards have no narrow or no-break space: where the locale groups with one, any space will do. */
const groupPattern = (group: string) =>
  /\s/.test(group) ? "[ \\u00a0\\u202f]" : group === "’" ? "[’']" : escaped(group);

const numberPattern = ({ group, decimal }: Separators) => {
  const g = groupPattern(group);
  return new RegExp(`^([-\\u2212]?)(\\d+|\\d{1,3}(?:${g}\\d{2,3})*${g}\\d{3})(?:${escaped(decimal)}(\\d+))?$`);
};

/** Arabic and Persian digits and separators mean one thing only; they are read as their Latin ones. */
const latin = (text: string, { group, decimal }: Separators): string =>
  text
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replaceAll("\u066c", group)
    .replaceAll("\u066b", decimal);

const read = (text: string, scale: number, separators: Separators): number | NumberProblem => {
  const match = numberPattern(separators).exec(latin(text.trim(), separators));
  if (!match) return "not-a-number";
  const [, sign, whole = "", fraction = ""] = match;
  if (fraction.length > scale) return "too-precise";
  const minor = Number(whole.replace(/\D/g, "") + fraction.padEnd(scale, "0"));
  if (!Number.isSafeInteger(minor)) return "too-large";
  return sign && minor > 0 ? -minor : minor;
};

/**
 * Reads what an operator typed as a whole number of minor units: digits and the locale's own separators, nothing else.
 * It never rounds and never guesses: "1e3", "€1", "1.5" of a whole currency are refused (docs/faults.md L02).
 */
export const parseNumber = (text: string, scale: number, locale: string): number | NumberProblem =>
  read(text, scale, separatorsOf(locale));

/**
 * What a refused text says where points and commas are used the other way round: "12,5" in English, "1.250" of a whole
 * currency. It is to be asked about, never taken. Null: nothing.
 */
export const readOtherWay = (text: string, scale: number, locale: string): number | null => {
  const { group, decimal } = separatorsOf(locale);
  const other = decimal === "," ? { group: ",", decimal: "." } : { group: ".", decimal: "," };
  const number = /[.,]/.test(group + decimal) ? read(text, scale, other) : null;
  return typeof number === "number" ? number : null;
};

/**
 * Minor units as an operator would type them, without grouping: 4850 credits are "48.50" in English, "48,50" in German.
 */
export const editableNumber = (minor: number, scale: number, locale: string): string =>
  decimal(minor, scale).replace(/\.0+$/, "").replace(".", separatorsOf(locale).decimal);
