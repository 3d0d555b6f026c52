/** What a backend says of why: a code, which may be one that the kit does not know, and its own words. */
interface Said {
  readonly code: string;
  readonly detail: string;
}

/** Says a text by its id, else the English that stands beside it. */
export interface Words {
  translate(id: string, english: string): string;
}

/** A refusal in the operator's language where the kit has words for its code, else in the backend's words. */
export const reasonText = (words: Words, { code, detail }: Said): string =>
  words.translate(`problem.${code}`, detail || code);

/** What is wrong with one part of an input. */
export const wrongText = (words: Words, said: Said): string =>
  words.translate(`invalid.${said.code}`, reasonText(words, said));

/** What a warning says. */
export const warningText = (words: Words, said: Said): string =>
  words.translate(`warning.${said.code}`, reasonText(words, said));
