/**
 * How many SMS a text becomes (3GPP TS 23.038, 23.040). A text of GSM-7 characters holds 160 of them, or 153 in each
 * part of a longer one; any other character makes the whole text UCS-2: 70, or 67.
 */

const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** These take two septets: an escape and the character. */
const extended = new Set("\f^{}\\[~]|€");

const limits = { "gsm-7": { single: 160, part: 153 }, "ucs-2": { single: 70, part: 67 } } as const;

/** The length of a text as a phone network counts it. */
interface Segmentation {
  readonly encoding: keyof typeof limits;
  /** Septets for GSM-7, UTF-16 code units for UCS-2. */
  readonly units: number;
  /** How many SMS are sent and paid for; at least 1. */
  readonly segments: number;
  /** The characters that force UCS-2, once each, in their order; of what shapes others, only these. */
  readonly beyondGsm: readonly string[];
}

const isGsm = (character: string): boolean => basic.has(character) || extended.has(character);

/** A character is never split between two parts: neither an escape pair nor a surrogate pair. */
const countParts = (widths: readonly number[], limit: number): number => {
  let parts = 1;
  let used = 0;
  for (const width of widths) {
    const fits = used + width <= limit;
    used = fits ? used + width : width;
    parts += fits ? 0 : 1;
  }
  return parts;
};

/** Counts the segments of an SMS. */
export const segment = (text: string): Segmentation => {
  const characters = [...text];
  const beyond = [...new Set(characters.filter((character) => !isGsm(character)))];
  const beyondGsm = beyond.filter((character) => !/\p{DI}/u.test(character));
  const encoding = beyond.length === 0 ? "gsm-7" : "ucs-2";
  const widths = characters.map((character) =>
    encoding === "gsm-7" ? (extended.has(character) ? 2 : 1) : character.length,
  );
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { single, part } = limits[encoding];
  return { encoding, units, segments: units <= single ? 1 : countParts(widths, part), beyondGsm };
};
