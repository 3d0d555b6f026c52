import type { Handler } from "../domain/handler.js";
import { usableGift } from "../domain/held-gift.js";

/** The gift leaves the wallet; one with a stock is one more then. */
export const revokeGift: Handler<"revoke-gift"> = ({ member }, { heldGiftId }) => {
  const held = usableGift(member, heldGiftId);
  if ("problem" in held) return held;
  const { id, gift, expiresOn } = held;
  return { effects: [{ kind: "gift", change: "revoked", id, gift, expiresOn }] };
};
