const APOSTROPHE = /['‘’‛ʹʻʼʽˈ`´′׳＇]/gu;
const QUOTE = /["“”„‟″״＂]/gu;

/** A text with the punctuation that keyboards have, composed, with single spaces and none around it. */
const asTyped = (text: string): string =>
  text
    .replace(APOSTROPHE, "'")
    .replace(QUOTE, '"')
    .normalize("NFKC")
    .replace(/\p{Pd}/gu, "-")
    .replace(/\s+/gu, " ")
    .trim();

/**
 * Whether a typed confirmation names the member: by the id or the full name. Case counts. How apostrophes, quotes and
 * hyphens are spelt, which Unicode form is used, and how wide the spaces are does not: `O'Brien` confirms `O’Brien`.
 */
export const confirms = (typed: string, { id, name }: { readonly id: string; readonly name: string }): boolean => {
  const said = asTyped(typed);
  return said === asTyped(id) || said === asTyped(name);
};
