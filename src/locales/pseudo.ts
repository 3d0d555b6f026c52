import type { Message, Messages } from "./translate.js";

const accents: Readonly<Record<string, string>> = {
  ...{ a: "á", b: "ƀ", c: "ç", d: "ð", e: "é", f: "ƒ", g: "ĝ", h: "ĥ", i: "í", j: "ĵ", k: "ķ", l: "ļ", m: "ɱ" },
  ...{ n: "ñ", o: "ó", p: "þ", r: "ŕ", s: "š", t: "ţ", u: "ú", w: "ŵ", y: "ý", z: "ž" },
  ...{ A: "Á", B: "ß", C: "Ç", D: "Ð", E: "É", F: "Ƒ", G: "Ĝ", H: "Ĥ", I: "Í", J: "Ĵ", K: "Ķ", L: "Ļ", M: "Ṁ" },
  ...{ N: "Ñ", O: "Ó", P: "Þ", R: "Ŕ", S: "Š", T: "Ţ", U: "Ú", W: "Ŵ", Y: "Ý", Z: "Ž" },
};

/** A vowel counts twice: with two of five letters being one, a text is as much longer as it is in German. */
const stretched = (letter: string): string => {
  const accented = accents[letter] ?? letter;
  return /[aeiouy]/i.test(letter) ? accented + (accents[letter.toLowerCase()] ?? letter) : accented;
};

const disguised = (text: string): string => {
  const words = text.replace(/\{\w+\}|[a-z]/gi, (found) => (found.length > 1 ? found : stretched(found)));
  return `⟦${words}⟧`;
};

const disguise = (message: Message): Message =>
  typeof message === "string"
    ? disguised(message)
    : { ...message, ...Object.fromEntries(Object.entries(message).map(([rule, text]) => [rule, disguised(text)])) };

/**
 * A language that nobody speaks: English with accents, two fifths longer, in brackets. What is without accents on a page
 * in it is not translated, and what lacks its closing bracket is cut off. Placeholders stay.
 */
export const pseudo = (messages: Messages): Messages =>
  Object.fromEntries(Object.entries(messages).map(([id, message]) => [id, disguise(message)]));
