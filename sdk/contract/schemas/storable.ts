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

/**
 * Joiners where they do something that can be seen: between emoji, after what an emoji is made of, and in those
 * scripts.
 */
const JOINERS = new RegExp(
  `([\\p{ExtPict}\\p{EMod}\\ufe0f])\\u200d(?=\\p{ExtPict})|([\\p{ExtPict}\\d#*])\\ufe0f|([${joined}])[\\u200c\\u200d]`,
  "gu",
);

/**
 * Nothing in it is invisible: no control, zero-width or direction character, by which two texts that look the same
 * would differ.
 */
export const legible = z.refine<string>(
  (text) => !/[\p{Cc}\p{Zl}\p{Zp}\p{DI}]/u.test(text.replace(JOINERS, "$1$2$3")),
  {
    error: "invisible-character",
  },
);

/**
 * Whether nothing of a text can be seen: spaces, control characters, and those that Unicode says to ignore (zero-width,
 * fillers).
 */
export const isBlank = (text: string): boolean => !/[^\p{Cc}\p{Z}\p{DI}\u2800]/u.test(text);

/** Something of it can be seen. */
export const visible = z.refine<string>((text) => !isBlank(text), { error: "blank" });
