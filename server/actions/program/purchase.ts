import type { Money } from "../../../sdk/contract/index.js";
import type { Decide } from "../../domain/handler.js";

interface PurchaseInput {
  readonly amount: Money;
}

/** Something was bought at a till. By itself it earns nothing: that is for the program's rules. */
export const purchase: Decide<PurchaseInput> = (_, { amount }) => ({ effects: [{ kind: "purchase", amount }] });
