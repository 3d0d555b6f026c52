import { undoOf } from "../../../parts/capability.js";
import { isReversible } from "../../../parts/reversible.js";
import { rightToUndo } from "../../../parts/right-to-undo.js";
import type { ModalView } from "../../modal-view.js";
import type { OpenAction } from "../open-action.js";

/** Whether the program wants to know why something is undone: the timeline asks. */
const mustSayWhy = ({ capabilities: { reason } }: ModalView): boolean =>
  reason.reasonCode === "required" || reason.note === "required";

/** Whether what was done can be undone now, in the receipt. */
export const canUndo = (view: ModalView, { run: { operation, undoOperation } }: OpenAction): boolean =>
  operation !== null &&
  isReversible(operation) &&
  undoOperation === null &&
  !mustSayWhy(view) &&
  rightToUndo(view, operation) === "allowed";

/** What is said of an undo: before it is pressed, and once it is done. */
export const undoWords = ({ capabilities }: ModalView, { item: { action } }: OpenAction) =>
  undoOf(capabilities, action.id) === "compensating"
    ? ({ before: "preview.compensating", after: "receipt.undone.compensating" } as const)
    : ({ before: "receipt.undo.hint", after: "receipt.undone.hint" } as const);
