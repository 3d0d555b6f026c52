/** The longest tag, in UTF-16 code units. */
export const longestTag = 64;

const folded = (tag: string): string => tag.normalize("NFC").toLowerCase();

/** The one of `tags` that reads the same as `tag`, whatever its case: "vip" is "VIP" to whoever filters by it. */
export const sameTag = (tags: readonly string[], tag: string): string | undefined => tags.find((one) => folded(one) === folded(tag));
