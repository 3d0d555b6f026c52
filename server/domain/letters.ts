/**
 * Letters that differ from a plain one by no mark that Unicode could take off: people write them with the plain one.
 * The Arabic ones are spelt in either way by different keyboards; tatweel only stretches a word.
 */
const plainLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ł: "l",
  þ: "th",
  ŧ: "t",
  ς: "σ",
  ٱ: "ا",
  ى: "ي",
  ی: "ي",
  ک: "ك",
  ة: "ه",
  ـ: "",
};
const PLAIN_LETTER = new RegExp(`[${Object.keys(plainLetters).join("")}]`, "gu");

/** Marks stand for other letters or for vowels in most scripts. In these, people leave them out. */
const OPTIONAL_MARKS =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}])\p{M}+/gu;

/** Characters that are neither seen nor typed: joiners, direction marks, soft hyphens. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

const isDigit = (codePoint: number): boolean => /^\p{Nd}$/u.test(String.fromCodePoint(codePoint));

/** The digits of every script begin at a multiple of sixteen, or six places after one. */
const digitValue = (digit: string): string => {
  const codePoint = digit.codePointAt(0) ?? 0;
  const row = codePoint - (codePoint % 16);
  return String(codePoint - (isDigit(row) ? row : row + 6));
};

/**
 * The same text in one width and case, with ASCII digits and without what is invisible: how ids and addresses are
 * compared.
 */
export const foldCase = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .replace(/\p{Nd}/gu, digitValue)
    .toLowerCase()
    .normalize("NFC");

/**
 * Letters without optional marks, in one case and width: `Åkesson` and `akesson` are the same. How names are compared.
 */
export const foldLetters = (text: string): string =>
  foldCase(text.normalize("NFKD").replace(INVISIBLE, "").replace(OPTIONAL_MARKS, "$1")).replace(
    PLAIN_LETTER,
    (letter) => plainLetters[letter] ?? letter,
  );

/** A Chinese character is a word; so is anything else between what is neither a letter nor a digit. */
const WORD = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;

/** What may stand within a word or at its end: `O’Brien`, `Ben-David`, `J.R.` Two of these are letters to Unicode. */
const INNER_PUNCTUATION = /(?<=[\p{L}\p{M}\p{N}])['’‘ʼʻ`´′׳״"”.·\p{Pd}]/gu;

const split = (text: string): string[] => foldLetters(text).match(WORD) ?? [];

/** The words of a name, folded: parted at punctuation, and, where that differs, with punctuation left out. */
export const wordsOf = (name: string): readonly (readonly string[])[] => {
  const parted = split(name.replace(INNER_PUNCTUATION, " "));
  const joined = split(name.replace(INNER_PUNCTUATION, ""));
  return parted.length === joined.length ? [parted] : [parted, joined];
};
