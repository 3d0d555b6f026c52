import type { Handler } from "../domain/handler.js";
import { chosen } from "../domain/member.js";
import { claimantOf, handOut, obstaclesTo, priceOf, refuseFor } from "../domain/reward.js";

/** Of a free coupon only the stock is asked; of one that is paid for, whether there is a price and enough to pay it. */
const asked = (deductPoints: boolean): readonly string[] =>
  deductPoints ? ["out-of-stock", "no-price", "insufficient-balance"] : ["out-of-stock"];

/** The coupon is issued, and its price spent where it is to be deducted (S4-6). */
export const giveReward: Handler<"give-reward"> = (
  { member, program, rewards },
  { rewardId, deductPoints },
  context,
) => {
  const reward = chosen(rewards, rewardId);
  const inTheWay = obstaclesTo(reward, claimantOf(member, context.today), program, context.today).find(({ code }) =>
    asked(deductPoints).includes(code),
  );
  if (inTheWay) return refuseFor(inTheWay);
  const price = deductPoints ? priceOf(reward, member, program) : null;
  return { effects: handOut(reward, price, member, context) };
};
