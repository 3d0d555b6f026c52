import type { ActionDeclaration } from "../../sdk/contract/index.js";
import { editableAmount, parseAmount } from "./amount-text.js";

/** The name of an action's amount field, where it has one. */
export const amountFieldOf = ({ fields }: ActionDeclaration): string | undefined =>
  Object.entries(fields).find(([, { kind }]) => kind === "amount")?.[0];

/** The amount among an action's values, in minor units; null where there is none, or none that can be read. */
export const amountIn = (
  action: ActionDeclaration,
  values: Readonly<Record<string, string>>,
  scale: number,
  locale: string,
): number | null => {
  const text = values[amountFieldOf(action) ?? ""];
  const minor = text ? parseAmount(text, scale, locale) : "not-a-number";
  return typeof minor === "number" ? minor : null;
};

/** Values as a page writes them, `5.50`, turned into what an operator of this locale would type, `5,50`. */
export const typedValues = (
  action: ActionDeclaration,
  values: Readonly<Record<string, string>>,
  scale: number,
  locale: string,
): Record<string, string> => {
  const minor = amountIn(action, values, scale, "en");
  return { ...values, ...(minor !== null && { [amountFieldOf(action) ?? ""]: editableAmount(minor, scale, locale) }) };
};
