import { isolate } from "../../locales/translate.js";

/** A piece of a sentence. What the operator chose is emphasised. */
export interface Part {
  readonly text: string;
  readonly strong: boolean;
}

/** Text from elsewhere: it does not turn the sentence around. */
export const plain = (text: string, locale: string): Part[] => [{ text: isolate(text, locale), strong: false }];
export const strong = (text: string, locale: string): Part[] => [{ text: isolate(text, locale), strong: true }];

/** What a sentence says without its emphasis. */
export const textOf = (parts: readonly Part[]): string => parts.map(({ text }) => text).join("");

/** Puts something in the place of each `{placeholder}` of a text. What it puts there is not searched for others. */
export const weave = <Piece>(
  text: string,
  pieces: Readonly<Record<string, readonly Piece[]>>,
  asPiece: (text: string) => Piece,
): Piece[] =>
  text.split(/(\{\w+\})/).flatMap((each) => {
    const piece = each.startsWith("{") && each.endsWith("}") ? pieces[each.slice(1, -1)] : undefined;
    return piece ?? (each ? [asPiece(each)] : []);
  });

/** A message whose placeholders are pieces of the sentence. */
export const woven = (text: string, pieces: Readonly<Record<string, readonly Part[]>>): Part[] =>
  weave<Part>(text, pieces, (between) => ({ text: between, strong: false }));

/** A list in words, as the language joins one: "a, b, and c". */
export const joined = (
  items: readonly (readonly Part[])[],
  type: "conjunction" | "disjunction",
  locale: string,
): Part[] => {
  const left = [...items];
  return new Intl.ListFormat(locale, { type })
    .formatToParts(items.map(textOf))
    .flatMap((part) => (part.type === "element" ? (left.shift() ?? []) : [{ text: part.value, strong: false }]));
};
