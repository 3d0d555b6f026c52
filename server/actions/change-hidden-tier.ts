import type { Handler } from "../domain/handler.js";
import { hiddenTiersOf } from "../domain/program.js";
import { refuse } from "../domain/refusal.js";
import { rankOn } from "../domain/tiers.js";

/** Upwards only (S3-11). Nothing that is earned or taken back moves it. */
export const changeHiddenTier: Handler<"change-hidden-tier"> = ({ member, program }, { hiddenTierId }) => {
  const ladder = hiddenTiersOf(program);
  if (rankOn(ladder, hiddenTierId) <= rankOn(ladder, member.hiddenTierId))
    return refuse("conflict", "Only a higher hidden tier than the member's own can be given.");
  return { effects: [{ kind: "hidden-tier", before: member.hiddenTierId, after: hiddenTierId }] };
};
