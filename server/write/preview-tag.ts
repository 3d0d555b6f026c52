import { canonicalJson, digest, keyedDigest } from "../domain/digest.js";
import type { Effect } from "../domain/effects.js";
import type { Change, Outcome } from "./outcome.js";

/**
 * What an operator sees of an effect before it is done: moves, not levels, and nothing that is new each time it is
 * decided.
 */
const essenceOf = (effect: Effect): object => {
  switch (effect.kind) {
    case "balance":
      return { ...effect, legs: null };
    case "gift":
    case "coupon":
      return { ...effect, id: null };
    case "card":
      return { ...effect, after: effect.after?.number };
    case "purchase":
      return effect.wasKept ? effect : { ...effect, purchase: { ...effect.purchase, id: null } };
    case "absorb":
      return { ...effect, moved: null };
    case "punch": {
      const { kind, change, punchCard, before, after, of } = effect;
      return { kind, change, card: punchCard.id, punches: after - before, full: after >= of };
    }
    default:
      return effect;
  }
};

const essenceOfChange = ({ effects, tier }: Change): object => ({ effects: effects.map(essenceOf), tier });

/**
 * A digest of what would come of it: the effects, the tier, the message with its consent, or the refusal. A purchase
 * that lands between preview and commit and changes nothing of these leaves it as it was. It is keyed by the member's salt,
 * so that nobody comes by trying to what is masked in the preview itself.
 */
export const previewTagOf = (outcome: Outcome): string => {
  if ("problem" in outcome) return digest(canonicalJson({ refused: outcome.problem.code }));
  const { told, other, warnings, before } = outcome;
  const essence = {
    ...essenceOfChange(outcome),
    ...(told && { told }),
    ...(other && { other: essenceOfChange(other) }),
    warnings: warnings.map(({ code }) => code),
  };
  return keyedDigest(before.profile.salt, canonicalJson(essence));
};
