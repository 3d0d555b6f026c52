/** A message: a text, or one text per plural category of `count` (CLDR: `one`, `few`, `many`, `other` …). */
export type Message = string | ({ readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);
export type Messages = Readonly<Record<string, Message>>;

/** What `{placeholders}` are filled with. A number is formatted; `count` also chooses the plural. */
export type Values = Readonly<Record<string, string | number>>;

/** Says a message of a set. An id that the language lacks falls back to the kit's English. */
export type Translate<M extends Messages> = (id: keyof M & string, values?: Values) => string;

// Right-to-left letters, and the controls that could turn the sentence around (S21).
const reordering = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const rightToLeft = /^(ar|fa|he|iw|ps|ur|yi|dv|ckb)\b/;

/** Keeps a value from reordering the sentence around it. */
export const isolate = (text: string, locale: string): string =>
  reordering.test(text) || rightToLeft.test(locale) ? `\u2068${text}\u2069` : text;

const choose = (message: Message, locale: string, count: string | number | undefined): string => {
  if (typeof message === "string") return message;
  const category = new Intl.PluralRules(locale).select(Number(count ?? 0));
  return message[category] ?? message.other;
};

/**
 * Says a kit's messages in a language: `defaults` are one surface's English, `messages` a whole language's, by the same
 * ids.
 */
export const createTranslate =
  <const M extends Messages>(defaults: M, locale: string, messages: Messages = {}): Translate<M> =>
  (id, values = {}) =>
    fill(choose(messages[id] ?? defaults[id] ?? id, locale, values.count), values, locale);

/** Fills `{placeholders}` of a text that is already in its language, such as an action's title. */
export const fill = (text: string, values: Values, locale: string): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return placeholder;
    return isolate(
      typeof value === "number" ? new Intl.NumberFormat(locale, { numberingSystem: "latn" }).format(value) : value,
      locale,
    );
  });
