import type { tagsEnglish } from "../locales/en/tags.js";
import type { Translate } from "../locales/localize.js";

/** Says one of the tag editor's messages. */
export type Say = Translate<typeof tagsEnglish>;
