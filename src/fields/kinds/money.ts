import { numberInput, readNumber } from "../number-input.js";
import type { Kind, WithCurrency } from "./kind.js";

/** Decimal places of most currencies. */
const USUAL_SCALE = 2;

/** Decimal places of what purchases are paid in. */
export const moneyScale = ({ money }: WithCurrency): number => money?.scale ?? USUAL_SCALE;

/** An amount of what purchases are paid in, typed in its units and read in its minor units. */
export const money: Kind = {
  draw: (view, _entry, { form }) =>
    numberInput(view, { scale: moneyScale(form), unit: form.money?.label ?? null, signed: false }),
  read: (text, { field }, form, locale) => readNumber(text, field, moneyScale(form), locale),
};
