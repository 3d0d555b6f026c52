import { defineAction } from "../define-action.js";
import { moneyField, optional, purchaseField, why } from "../fields.js";

/**
 * A purchase comes back, whole or in part: so do the points, punches and gifts that it brought, in the same proportion.
 * Of what was spent already, the program decides whether it stays, is recorded as a shortfall, or stands in the way.
 */
export const returnPurchase = defineAction({
  id: "return-purchase",
  category: "corrections",
  title: "Return a purchase",
  summary: "Takes back what it brought",
  submit: "Return the purchase",
  done: "Purchase returned",
  past: "Purchase returned: {amount}",
  icon: "receipt-back",
  capability: "purchases.return",
  danger: "reversible",
  holds: "outcome",
  problems: ["already-done", "insufficient-balance", "operation-in-progress", "reason-required"],
  fields: {
    purchaseId: purchaseField("Purchase"),
    amount: optional(moneyField("Amount that comes back", { help: "Left empty: all that is left of it." })),
    ...why,
  },
  example: { purchaseId: "pu_1048_14", amount: 10_000, note: "The grinder went back" },
});
