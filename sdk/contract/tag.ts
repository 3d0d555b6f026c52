/** How a program tells tags apart: as they are spelt, or by their letters whatever their case and width. */
export type TagCase = "exact" | "folded";

/**
 * A tag as tags are compared and suggested: composed, in one case and width. `VIP`, `vip` and `ｖｉｐ` are the same; so
 * are `STRASSE` and `Straße`, and `Москва` and `москва`. The same in every language.
 */
export const foldTag = (tag: string): string =>
  tag.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("i\u0307", "i").replaceAll("ς", "σ").normalize("NFKC");

/** The one of some tags that a program holds for the same as this one: the same spelling, if that is among them. */
export const findTag = (tags: Iterable<string>, tag: string, tagCase: TagCase): string | undefined => {
  const spelt = tag.normalize("NFC");
  const all = [...tags];
  const same = all.find((one) => one.normalize("NFC") === spelt);
  return same ?? (tagCase === "folded" ? all.find((one) => foldTag(one) === foldTag(spelt)) : undefined);
};
