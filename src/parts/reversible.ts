import type { Operation } from "../../sdk/contract/index.js";

/** Whether an operation can still be undone, as far as its receipt tells. */
export const isReversible = ({ reversible }: Pick<Operation, "reversible">, now = Date.now()): boolean =>
  reversible !== null && (reversible.until === null || Date.parse(reversible.until) > now);
