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

/**
 * Reads what an operator typed as a whole number of minor units: ASCII digits and the locale's own separators, nothing
 * else. It never rounds and never guesses: "1e3", "€1", "1.5" of a whole currency are refused (docs/faults.md L02).
 */
export const parseNumber = (text: string, scale: number, locale: string): number | NumberProblem => {
  const match = numberPattern(separatorsOf(locale)).exec(text.trim());
  if (!match) return "not-a-number";
  const [, sign, whole = "", fraction = ""] = match;
  if (fraction.length > scale) return "too-precise";
  const minor = Number(whole.replace(/\D/g, "") + fraction.padEnd(scale, "0"));
  if (!Number.isSafeInteger(minor)) return "too-large";
  return sign && minor > 0 ? -minor : minor;
};

/**
 * Minor units as an operator would type them, without grouping: 4850 credits are "48.50" in English, "48,50" in German.
 */
export const editableNumber = (minor: number, scale: number, locale: string): string =>
  decimal(minor, scale).replace(/\.0+$/, "").replace(".", separatorsOf(locale).decimal);
