import type { ActionDeclaration } from "../../sdk/contract/index.js";
import { isSigned } from "./number-input.js";
import { editableNumber, parseNumber } from "./number-text.js";

/** The name of an action's amount field; undefined: it has none. */
const amountFieldOf = ({ fields }: ActionDeclaration): string | undefined =>
  Object.entries(fields).find(([, { kind }]) => kind === "amount")?.[0];

/** Whether an action's amount may be below 0. */
export const isSignedAmount = (action: ActionDeclaration): boolean =>
  isSigned(action.fields[amountFieldOf(action) ?? ""] ?? {});

/** The amount among an action's values, in minor units; null: there is none, or it can't be read. */
export const amountIn = (
  action: ActionDeclaration,
  values: Readonly<Record<string, string>>,
  scale: number,
  locale: string,
): number | null => {
  const text = values[amountFieldOf(action) ?? ""];
  const minor = text ? parseNumber(text, scale, locale) : "not-a-number";
  return typeof minor === "number" ? minor : null;
};

/** Values as a page writes them (`5.50`), turned into what an operator of this locale would type (`5,50`). */
export const typedValues = (
  action: ActionDeclaration,
  values: Readonly<Record<string, string>>,
  scale: number,
  locale: string,
): Record<string, string> => {
  const minor = amountIn(action, values, scale, "en");
  return { ...values, ...(minor !== null && { [amountFieldOf(action) ?? ""]: editableNumber(minor, scale, locale) }) };
};
