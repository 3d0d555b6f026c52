import type { Operation } from "../../sdk/contract/index.js";
import type { Rule } from "../domain/rule.js";

const purchaseIn = ({ effects }: Operation) => effects.find(({ kind }) => kind === "purchase");

const earnsPoints = ({ changes }: Operation): boolean =>
  changes.some(({ currency, earned, applied }) => currency === "points" && earned && applied > 0);

/** A purchase earns a point for each whole euro. */
export const pointPerEuro: Rule = {
  id: "rule_points",
  name: "1 point per €1",
  react(operation) {
    const paid = purchaseIn(operation)?.amount;
    const points = paid?.currency === "EUR" ? Math.floor(paid.amount / 10 ** paid.scale) : 0;
    return points > 0 ? { actionId: "add", input: { currency: "points", amount: points } } : null;
  },
};

/** A purchase punches the coffee card, as the button does (S0-14). */
export const punchPerPurchase: Rule = {
  id: "rule_punch",
  name: "Punch per coffee",
  react: (operation) =>
    purchaseIn(operation) ? { actionId: "punch-card", input: { punchCardId: "card_coffee", count: 1 } } : null,
};

/** A review of four stars or five earns points. */
const pointsForReview: Rule = {
  id: "rule_review",
  name: "25 points per good review",
  react({ effects }) {
    const review = effects.find(({ kind, subject }) => kind === "event" && subject?.id === "review");
    const stars = review?.details?.find(({ id }) => id === "stars")?.value;
    return typeof stars === "number" && stars >= 4
      ? { actionId: "add", input: { currency: "points", amount: 25 } }
      : null;
  },
};

/**
 * Points that were added bring a small gift. It would see those added by hand too, were they shown to any rule (S0-28).
 */
const thanksForPoints: Rule = {
  id: "rule_thanks",
  name: "Thank-you for points",
  react: (operation) =>
    operation.action === "add" && earnsPoints(operation)
      ? { actionId: "send-asset", input: { giftId: "gift_thanks" } }
      : null,
};

/** The rules of the demo program, in the order in which they react. */
export const northwindRules: readonly Rule[] = [pointPerEuro, punchPerPurchase, pointsForReview, thanksForPoints];
