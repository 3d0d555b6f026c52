import { isSigned, numberInput, readNumber } from "../number-input.js";
import type { Kind } from "./kind.js";

/** An amount of the form's currency. It is typed in the currency's units and read in its minor units. */
export const amount: Kind = {
  draw: (view, { field }, { form: { currency } }) =>
    numberInput(view, { scale: currency?.scale ?? 0, unit: currency?.label ?? null, signed: isSigned(field) }),
  read: (text, { field }, { currency }, locale) => readNumber(text, field, currency?.scale ?? 0, locale),
};
