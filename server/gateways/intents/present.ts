import type { Operation } from "../../../sdk/contract/index.js";
import { awaited } from "../../domain/approval.js";
import { type Intent, operationIn } from "./intent-store.js";

/** An operation as it is now; null: it became none. What was approved is the operation that it became: not this one. */
export const present = ({ receipt, text, reversed_by: reversedBy, ...intent }: Intent): Operation | null => {
  if (receipt === null) return null;
  const operation = operationIn(receipt, text);
  const { approval_status: status, approval_comment: comment } = intent;
  if (intent.status === "awaiting") return awaited(operation, { status: status ?? "expired", comment });
  return reversedBy === null ? operation : { ...operation, status: "reversed", reversible: null, reversedBy };
};
