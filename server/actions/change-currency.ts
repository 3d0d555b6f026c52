import type { Handler } from "../domain/handler.js";
import { currencyOf } from "../domain/member.js";
import { refuse } from "../domain/refusal.js";

/** From now on rewards cost what is set for the new currency. Nothing is converted (L07). */
export const changeCurrency: Handler<"change-currency"> = ({ member, program }, { currency }) => {
  const before = currencyOf(member, program);
  if (before === currency) return refuse("conflict", "This is their currency already.");
  return { effects: [{ kind: "currency", before, after: currency }] };
};
