import type { Money } from "../../../sdk/contract/index.js";
import type { Decide } from "../../domain/handler.js";

interface PurchaseInput {
  readonly amount: Money;
}

/** Records a purchase at a till. It earns nothing by itself: the program's rules decide that. */
export const purchase: Decide<PurchaseInput> = (_, { amount }) => ({ effects: [{ kind: "purchase", amount }] });
