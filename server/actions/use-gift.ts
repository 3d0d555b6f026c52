import type { Handler } from "../domain/handler.js";
import { usableGift } from "../domain/held-gift.js";
import { refuse } from "../domain/refusal.js";

/** What the wallet had is handed over. On its last day it still can be. */
export const useGift: Handler<"use-gift"> = ({ member }, { heldGiftId }, { today }) => {
  const held = usableGift(member, heldGiftId);
  if ("problem" in held) return held;
  const { id, gift, expiresOn } = held;
  if (expiresOn !== null && expiresOn < today) return refuse("not-eligible", "This gift has expired.");
  return { effects: [{ kind: "gift", change: "used", id, gift, expiresOn }] };
};
