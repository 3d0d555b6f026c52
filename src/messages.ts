/** The kit's English by message id, for whoever translates it or says it otherwise. A page needs nothing of this. */
import { declared } from "./locales/declared.js";
import { pseudo } from "./locales/pseudo.js";
import { english as bySurface, type HostMessages } from "./locales/words.js";

export type { Message } from "./locales/translate.js";
export type { HostMessages, MessageId } from "./locales/words.js";

/** Every text of the kit and of the contract's actions and refusals. */
export const english = {
  ...declared.profile,
  ...declared.modal,
  ...bySurface.profile,
  ...bySurface.modal,
  ...bySurface.list,
  ...bySurface.filter,
};

/**
 * All of it in a language that nobody speaks, for tests of a page: what stands in it without accents is not translated, and
 * what lacks its closing bracket is cut off. Its `locale` is `en-XA`.
 */
export const pseudoMessages: HostMessages = pseudo(english);
