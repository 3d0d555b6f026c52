import { addDays } from "../domain/calendar.js";
import { type Handler } from "../domain/handler.js";
import { chosen } from "../domain/member.js";
import { refuse } from "../domain/refusal.js";

/** The gift lands in the wallet, free; one with a stock is one fewer then (S0-11). */
export const sendAsset: Handler<"send-asset"> = ({ gifts }, { giftId }, { today, newId }) => {
  const { id, name, stock, validDays } = chosen(gifts, giftId);
  if (stock === 0) return refuse("out-of-stock", "None of these are left.");
  const expiresOn = validDays === null ? null : addDays(today, validDays);
  return { effects: [{ kind: "gift", change: "issued", id: newId("mg"), gift: { id, name }, expiresOn }] };
};
