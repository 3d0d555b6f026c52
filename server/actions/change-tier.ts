import type { Handler } from "../domain/handler.js";
import { refuse } from "../domain/refusal.js";
import { givenTier, rankOf } from "../domain/tiers.js";

/** The tier that was given is a floor from now on; what is earned may lift it. */
export const changeTier: Handler<"change-tier"> = ({ member, program }, { tierId }) => {
  if (rankOf(program, tierId) <= rankOf(program, member.tierId))
    return refuse("conflict", "Only a higher tier than the member's own can be given.");
  return { effects: [{ kind: "tier", before: givenTier(program, member), after: tierId }] };
};
