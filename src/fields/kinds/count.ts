import { isSigned, numberInput, readNumber } from "../number-input.js";
import type { Kind } from "./kind.js";

/** A whole number without a unit. */
export const count: Kind = {
  draw: (view, { field }) => numberInput(view, { scale: 0, unit: null, signed: isSigned(field) }),
  read: (text, { field }, _form, locale) => readNumber(text, field, 0, locale),
};
