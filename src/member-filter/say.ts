import type { Format } from "../format/format.js";
import type { filterMessages } from "../locales/en/filter.js";
import type { Translate } from "../locales/translate.js";

/** Says one of the filter's messages. */
export type FilterTranslate = Translate<typeof filterMessages>;
export type FilterMessageId = keyof typeof filterMessages;

/** The words, numbers and dates that a filter is told in. */
export interface Say {
  readonly t: FilterTranslate;
  readonly format: Format;
  /** A BCP 47 tag. */
  readonly locale: string;
}
