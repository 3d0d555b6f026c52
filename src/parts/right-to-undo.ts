import { inverseOf, type Operation } from "../../sdk/contract/index.js";
import { undoOf } from "./capability.js";
import { isForbidden, type Asking, type Right } from "./rights.js";

/** The right to undo an operation: one's own act takes the permission for it, that of others the inverse's. */
export const rightToUndo = (
  asking: Asking,
  { action, operator, changes }: Pick<Operation, "action" | "operator" | "changes">,
): Right => {
  if (undoOf(asking.capabilities, action) === "none") return "absent";
  const isOwn = operator?.id === asking.operator?.id;
  return isForbidden(asking, isOwn ? action : inverseOf(action), changes[0]?.currency ?? null)
    ? "forbidden"
    : "allowed";
};
