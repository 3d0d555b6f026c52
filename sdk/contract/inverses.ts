import type { ActionId } from "./permissions.js";

/** The action that does the contrary of another; one that isn't here is its own, or has none. */
const inverses: Partial<Record<ActionId, ActionId>> = {
  add: "subtract",
  subtract: "add",
  redeem: "refund",
  refund: "redeem",
  expire: "reinstate",
  reinstate: "expire",
  "send-asset": "revoke-gift",
  "claim-reward": "revoke-reward",
  "give-reward": "revoke-reward",
  "claim-purchase": "return-purchase",
  "add-tag": "remove-tag",
  "remove-tag": "add-tag",
};

/**
 * The action that undoing another comes to. An operator may undo what they did themselves. To undo what somebody else
 * did, or the program, is to do the inverse: it takes that permission, and counts against its limits. So who may not
 * subtract can't subtract by undoing an addition.
 */
export const inverseOf = (actionId: string): string => inverses[actionId as ActionId] ?? actionId;
