/** What of a text is the same in base64 wherever it stands among other bytes. */
const base64Cores = (text: string): string[] =>
  [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const [from, to] = [Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3)];
    return bytes.toString("base64").slice(from, to);
  });

/** Percent signs of an address read, as far as they can be. */
const decoded = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });

const folded = (text: string): string => text.normalize("NFC").toLowerCase();

/** A text as it can be searched. */
export interface Reading {
  /** As it is, percent-decoded, and as form data; folded. */
  readonly folded: readonly string[];
  readonly base64: string;
}

export const readingOf = (text: string): Reading => ({
  folded: [...new Set([text, decoded(text), decoded(text.replaceAll("+", " "))])].map(folded),
  base64: text.replaceAll("-", "+").replaceAll("_", "/"),
});

/**
 * Makes what says whether a text holds a canary: as it is, in whatever case, percent-encoded, as form data, in JSON's
 * escapes, in hexadecimal or in base64.
 */
export const finderOf = (canary: string): ((reading: Reading) => boolean) => {
  const forms = [canary, JSON.stringify(canary).slice(1, -1)].map(folded);
  forms.push(Buffer.from(canary).toString("hex"));
  const cores = base64Cores(canary);
  return ({ folded: texts, base64 }) =>
    texts.some((text) => forms.some((form) => text.includes(form))) || cores.some((core) => base64.includes(core));
};
