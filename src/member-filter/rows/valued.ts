import type { FilterField } from "../../../sdk/contract/bulk/answers.js";
import type { Editor } from "../model/editors.js";
import type { ConditionRow } from "../model/rows.js";

/** A condition whose value is typed. */
export interface Valued {
  readonly row: ConditionRow;
  readonly field: FilterField;
  readonly editor: Editor;
  /** The id of what is wrong with it; undefined: nothing is. */
  readonly error: string | undefined;
}
