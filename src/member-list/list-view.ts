import type { FilterField, FilterSchema } from "../../sdk/contract/bulk/answers.js";
import type { Capabilities, Operator } from "../../sdk/contract/index.js";
import type { Format } from "../format/format.js";
import type { listMessages } from "../locales/en/list.js";
import type { Translate } from "../locales/translate.js";

export type ListTranslate = Translate<typeof listMessages>;

/** What the list is drawn with. */
export interface ListView {
  readonly t: ListTranslate;
  readonly format: Format;
  readonly capabilities: Capabilities;
  readonly operator: Operator | undefined;
  readonly schema: FilterSchema;
  /** A member's status in words. */
  readonly status: (status: string) => string;
  /** Those that are shown, in their order. */
  readonly columns: readonly FilterField[];
}
