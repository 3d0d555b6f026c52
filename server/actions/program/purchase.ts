import type { Money } from "../../../sdk/contract/index.js";
import type { Decide } from "../../domain/handler.js";
import { newPurchase, type PurchaseLine, receiptNumber, withReceipt } from "../../domain/purchase.js";
import { refuse, refuseField } from "../../domain/refusal.js";

interface PurchaseInput {
  readonly amount: Money;
  /** The number on the till's receipt, as it is printed. */
  readonly receipt?: string;
  readonly items?: readonly PurchaseLine[];
}

/** Records a purchase at a till. It earns nothing by itself: the program's rules decide that. */
export const purchase: Decide<PurchaseInput> = (
  { purchases },
  { amount, receipt: printed, items = [] },
  { newId, today: day },
) => {
  const receipt = printed === undefined ? null : receiptNumber(printed);
  if (printed !== undefined && receipt === null) return refuseField("receipt", "wrong-format", "That is no number.");
  if (withReceipt(purchases, receipt)) return refuse("already-done", "This receipt has been told of before.");
  const bought = { ...newPurchase(newId("pu"), amount, receipt), items };
  return { effects: [{ kind: "purchase", change: "bought", purchase: bought, day, wasKept: false }] };
};
