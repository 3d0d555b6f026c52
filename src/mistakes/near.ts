/** How many letters must be changed, put in or taken out to make one word of the other. */
const distance = (a: string, b: string): number => {
  let row = [...b, ""].map((_, index) => index);
  for (const [above, letter] of [...a].entries()) {
    const next = [above + 1];
    for (const [before, other] of [...b].entries())
      next.push(
        Math.min((next[before] ?? 0) + 1, (row[before + 1] ?? 0) + 1, (row[before] ?? 0) + Number(letter !== other)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
};

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The known word that was probably meant: two letters off at most, case and punctuation aside. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const off = (each: string) => distance(plain(word), plain(each));
  const [first] = [...known].sort((a, b) => off(a) - off(b));
  return first !== undefined && off(first) <= Math.min(2, first.length / 3) ? first : undefined;
};
