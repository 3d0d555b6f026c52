import type { Handler } from "../domain/handler.js";
import { refuse, refuseField } from "../domain/refusal.js";
import { rankOn } from "../domain/tiers.js";

/** The tier that was given is a floor from now on, for good or until the end of a day; what is earned may lift it. */
export const changeTier: Handler<"change-tier"> = ({ member, program }, { tierId, until = null }, { today }) => {
  if (until !== null && until < today) return refuseField("until", "past", "Choose today or a later day.");
  if (rankOn(program.tiers, tierId) <= rankOn(program.tiers, member.tierId))
    return refuse("conflict", "Only a higher tier than the member's own can be given.");
  return { effects: [{ kind: "tier", change: "given", given: { tierId, until } }] };
};
