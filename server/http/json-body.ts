import { RefusalError, invalid } from "../domain/refusal.js";
import { readText } from "./body-text.js";

const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A decimal's digits and exponent without needless zeros: equal for equal numbers, however they are written. */
const canonical = (number: string): string => {
  const [, whole = "", fraction = "", exponent = "0"] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0{1,40}$/, "");
  return significant && `${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
};

/** No double needs more characters; a longer number is refused unread. */
const LONGEST_NUMBER = 40;

const isExact = (number: string): boolean =>
  number.length <= LONGEST_NUMBER && canonical(number) === canonical(String(Number(number)));

/**
 * Replaces each number that JavaScript would round (2^53 + 1, 1.00000000000000000001) by one that overflows to
 * infinity, which every schema refuses with the field's own pointer: an amount arrives exactly or not at all
 * (docs/faults.md L02).
 */
const withoutRoundedNumbers = (text: string): string =>
  text.replace(TOKENS, (token) => (token.startsWith('"') || isExact(token) ? token : "1e999"));

/** Parses before it looks at the numbers: only in valid JSON does the search for them take linear time. */
const parse = (text: string): unknown => {
  try {
    const value = JSON.parse(text) as unknown;
    const exact = withoutRoundedNumbers(text);
    return exact === text ? value : (JSON.parse(exact) as unknown);
  } catch {
    throw invalid({ pointer: "", code: "not-json", detail: "The body isn't valid JSON." });
  }
};

/** How deep lists and objects may stand in each other: a filter of the deepest groups needs half of it. */
const DEEPEST = 32;

/** Looked at level by level, before any schema goes into it, which would take a call for each level. */
const requireShallow = (value: unknown): unknown => {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST)
      throw invalid({ pointer: "", code: "too-deep", detail: "Lists and objects stand too deep in each other." });
    level = level.flatMap((each) =>
      typeof each === "object" && each !== null ? (Object.values(each) as unknown[]) : [],
    );
  }
  return value;
};

const JSON_TYPE = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/**
 * The JSON of a request's body. Refuses another media type (415: a form or a plain text is what a foreign page may send
 * without asking first), more than 1 MB (413), and what is not UTF-8, not JSON, or too deep (422).
 */
export const readJson = async (request: Request): Promise<unknown> => {
  if (!JSON_TYPE.test(request.headers.get("content-type") ?? ""))
    throw new RefusalError("unsupported-media-type", "Send the body as application/json.");
  return requireShallow(parse(await readText(request)));
};
