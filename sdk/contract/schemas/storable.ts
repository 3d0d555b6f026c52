import * as z from "zod/mini";

/** No NUL and no lone surrogate: PostgreSQL refuses the one and silently replaces the other (docs/faults.md S21). */
export const storable = z.refine<string>((text) => text.isWellFormed() && !text.includes("\0"), {
  error: "not-storable",
});

/** Scripts in which an invisible joiner changes how letters look. */
const JOINED_SCRIPTS = [
  "Arab",
  "Beng",
  "Deva",
  "Gujr",
  "Guru",
  "Khmr",
  "Knda",
  "Mlym",
  "Mong",
  "Orya",
  "Sinh",
  "Taml",
  "Telu",
];
const joined = JOINED_SCRIPTS.map((script) => `\\p{sc=${script}}`).join("");

/** The letters of a flag such as England's: five, and an end. */
const FLAG_LETTERS = "[\\u{e0061}-\\u{e007a}]";

/** What is invisible by itself, where it shapes what stands beside it. */
const SHAPING = [
  // Emoji of several, and the form of one.
  "(?<=[\\p{ExtPict}\\p{EMod}\\ufe0f])\\u200d(?=\\p{ExtPict})",
  "(?<=\\p{ExtPict})[\\ufe0e\\ufe0f]",
  "(?<=[\\d#*])\\ufe0f(?=\\u20e3)",
  `(?<=\\u{1f3f4}${FLAG_LETTERS}{0,4})${FLAG_LETTERS}(?=${FLAG_LETTERS}{0,4}\\u{e007f})`,
  `(?<=\\u{1f3f4}${FLAG_LETTERS}{5})\\u{e007f}`,
  // Letters of those scripts, and the forms of a Han or a Mongolian one.
  `(?<=[${joined}])[\\u200c\\u200d]`,
  "(?<=\\p{sc=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]",
  "(?<=\\p{sc=Mong})[\\u180b-\\u180d\\u180f]",
];

/** What Unicode says to ignore, and the marks of notes between lines. */
const UNSEEN = new RegExp(`(?!${SHAPING.join("|")})[\\p{DI}\\ufff9-\\ufffb]`, "gu");

/** A text without what nobody sees, changes of direction included. What shapes letters, emoji and flags stays. */
export const withoutUnseen = (text: string): string => text.replace(UNSEEN, "");

/**
 * Nothing in it is invisible: no control, zero-width or direction character, by which two texts that look the same
 * would differ.
 */
export const legible = z.refine<string>((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) && withoutUnseen(text) === text, {
  error: "invisible-character",
});

/**
 * Whether nothing of a text can be seen: spaces, control characters, and those that Unicode says to ignore (zero-width,
 * fillers).
 */
export const isBlank = (text: string): boolean => !/[^\p{Cc}\p{Z}\p{DI}\u2800]/u.test(text);

/** Something of it can be seen. */
export const visible = z.refine<string>((text) => !isBlank(text), { error: "blank" });
