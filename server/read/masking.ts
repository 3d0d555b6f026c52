import { isGranted, type Operator } from "../domain/operator.js";
import { type Mask, maskOf, SEES_CONTACTS } from "../domain/masking.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { readSettings } from "./settings.js";

/** What is hidden from an operator; null: nothing. Who may see everything costs no query. */
export const readMask = async (
  database: Database | OpenTransaction,
  operator: Pick<Operator, "tenant" | "permissions">,
): Promise<Mask | null> => {
  if (isGranted(operator, SEES_CONTACTS)) return null;
  const program = await readSettings(database, operator.tenant);
  return program && maskOf(operator, program);
};
