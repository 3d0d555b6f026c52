/** A text without accents and case, as it is compared. */
export const plainText = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether a text holds every word that is searched for, accents and case aside. */
export const matches = (text: string, query: string): boolean => {
  const plain = plainText(text);
  return plainText(query)
    .split(/\s+/)
    .every((word) => plain.includes(word));
};
