import type { Operation } from "../../../sdk/contract/index.js";
import { type Intent, operationIn } from "./intent-store.js";

/** An operation as it is now; null: it became none. */
export const present = ({ receipt, text, reversed_by: reversedBy }: Intent): Operation | null => {
  if (receipt === null) return null;
  const operation = operationIn(receipt, text);
  return reversedBy === null ? operation : { ...operation, status: "reversed", reversible: null, reversedBy };
};
