import { isolate } from "../locales/translate.js";

/**
 * A list in one line, as the language writes one: `Flat white, Chai, 3 more`. No item reorders the others, whichever way it
 * reads.
 */
export const listOf = (items: readonly string[], locale: string): string =>
  new Intl.ListFormat(locale, { type: "conjunction", style: "narrow" }).format(
    items.map((item) => isolate(item, locale)),
  );
