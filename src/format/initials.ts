/** Up to two initials of a name, whole characters of any script. */
export const initials = (name: string): string => {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = (word = "") => [...word].find((character) => /\p{L}/u.test(character)) ?? "";
  const two = [first(words[0]), words.length > 1 ? first(words.at(-1)) : ""].filter(Boolean);
  // Letters of a joined script would melt into a ligature.
  return two.join("\u200c").toLocaleUpperCase();
};
