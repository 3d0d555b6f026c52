import type { Handler } from "../domain/handler.js";
import { chosen } from "../domain/member.js";
import { claimantOf, handOut, obstaclesTo, priceOf, refuseFor } from "../domain/reward.js";

/** The reward's price is spent and its coupon issued. What a forced claim disregards is told as warnings (S3-8). */
export const claimReward: Handler<"claim-reward"> = (
  { member, program, rewards },
  { rewardId, force = false },
  context,
) => {
  const reward = chosen(rewards, rewardId);
  const obstacles = obstaclesTo(reward, claimantOf(member, context.today), program, context.today);
  const inTheWay = obstacles.find(({ forced }) => !(force && forced));
  if (inTheWay) return refuseFor(inTheWay);
  return {
    effects: handOut(reward, priceOf(reward, member, program), member, context),
    warnings: obstacles.map(({ code, detail }) => ({ code, detail })),
  };
};
