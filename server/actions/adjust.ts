import type { Handler } from "../domain/handler.js";
import { add } from "./add.js";
import { subtract } from "./subtract.js";

/** A correction up is earned, one down is as if it had never been (S4-2). */
export const adjust: Handler<"adjust"> = (state, { currency, amount }, context) =>
  amount > 0 ? add(state, { currency, amount }, context) : subtract(state, { currency, amount: -amount }, context);
