/** Without letters and digits that are taken for one another. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH = 12;

/** The greatest byte from which every letter comes equally often, and one more. */
const FAIR = 256 - (256 % ALPHABET.length);

/** A new code, to be read out and typed: `7F3K-22QM-XPT4`. Nobody can guess one: there are some 2^59. */
export const newCouponCode = (): string => {
  let code = "";
  while (code.length < LENGTH) {
    const bytes = crypto.getRandomValues(new Uint8Array(LENGTH)).filter((byte) => byte < FAIR);
    for (const byte of bytes) code += ALPHABET[byte % ALPHABET.length] ?? "";
  }
  return code.slice(0, LENGTH).replace(/.{4}(?=.)/g, "$&-");
};
