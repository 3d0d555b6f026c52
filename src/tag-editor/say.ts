import type { tagMessages } from "../locales/en/tags.js";
import type { Translate } from "../locales/translate.js";

/** Says one of the tag editor's messages. */
export type TagTranslate = Translate<typeof tagMessages>;
