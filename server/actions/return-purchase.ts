import type { Handler } from "../domain/handler.js";
import { refuse, refuseField } from "../domain/refusal.js";
import { takeBackBrought } from "../domain/returning.js";

/** A part of a purchase comes back, and with it what the rules did about it. */
export const returnPurchase: Handler<"return-purchase"> = (
  { member, program, purchases, brought },
  { purchaseId, amount },
  { today },
) => {
  const purchase = purchases.get(purchaseId);
  if (purchase?.memberId !== member.id) return refuseField("purchaseId", "unknown", "The member has no such purchase.");
  const left = purchase.amount.amount - purchase.returned;
  if (left === 0) return refuse("already-done", "All of it has come back already.");
  if (amount !== undefined && amount > left) return refuseField("amount", "too-large", "There is less left of it.");
  const reactions = brought.get(purchase.operationId ?? "") ?? [];
  if (reactions.some(({ rulesDue }) => rulesDue))
    return refuse("operation-in-progress", "What the purchase brings is still on its way. Try again in a moment.");
  const after = purchase.returned + (amount ?? left);
  const part = { of: purchase.amount.amount, before: purchase.returned, after };
  const taken = takeBackBrought(member, reactions, part, program.purchases?.returns ?? "refuse", today);
  if ("problem" in taken) return taken;
  return {
    effects: [{ kind: "return", purchase, before: purchase.returned, after }, ...taken.effects],
    warnings: taken.warnings,
  };
};
