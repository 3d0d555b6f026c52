import type { InputOfAction } from "../../sdk/contract/index.js";
import { dayOf } from "../domain/calendar.js";
import type { Context, Handler } from "../domain/handler.js";
import type { State } from "../domain/member.js";
import { moneyOf } from "../domain/program.js";
import { newPurchase, type PurchaseState, receiptNumber, withReceipt } from "../domain/purchase.js";
import { type InputError, type Refused, refuse, refuseAt, refuseField } from "../domain/refusal.js";

type Input = InputOfAction<"claim-purchase">;

/** A purchase and its day. */
interface Dated {
  readonly purchase: PurchaseState;
  readonly day: string;
}

/** What the till told is not for an operator to say otherwise. */
const asTheTillSays = (kept: PurchaseState, { amount, branchId, date }: Input, { timeZone }: State["program"]) => {
  const day = dayOf(new Date(kept.at), timeZone);
  const others: readonly (readonly [string, unknown, unknown])[] = [
    ["amount", amount, kept.amount.amount],
    ["branchId", branchId, kept.branchId],
    ["date", date, day],
  ];
  const wrong = others.flatMap(([field, typed, told]): InputError[] =>
    typed === undefined || typed === told
      ? []
      : [{ pointer: `/${field}`, code: "mismatch", detail: "The till knows this receipt, and says otherwise." }],
  );
  return wrong.length > 0 ? refuseAt("validation", wrong) : { purchase: kept, day };
};

/** A receipt that no till told of, as it is read off the paper. */
const asTyped = (receipt: string, input: Input, { program }: State, { newId, today }: Context): Dated | Refused => {
  if (!program.purchases?.byHand) return refuseField("receipt", "unknown", "No till knows this receipt.");
  const { amount, branchId, date } = input;
  const missing = Object.entries({ amount, branchId, date }).filter(([, typed]) => typed === undefined);
  const why = { code: "required", detail: "No till knows this receipt: fill in what it says." };
  if (amount === undefined || branchId === undefined || date === undefined)
    return refuseAt(
      "validation",
      missing.map(([field]) => ({ pointer: `/${field}`, ...why })),
    );
  if (date > today) return refuseField("date", "future", "Choose today or an earlier day.");
  const bought = newPurchase(newId("pu"), { amount, ...moneyOf(program) }, receipt);
  const at = date === today ? bought.at : `${date}T12:00:00.000Z`;
  return { purchase: { ...bought, at, branchId }, day: date };
};

/** A receipt that is nobody's becomes the member's. By itself it earns nothing: that is for the program's rules. */
export const claimPurchase: Handler<"claim-purchase"> = (state, input, context) => {
  const receipt = receiptNumber(input.receipt);
  if (receipt === null) return refuseField("receipt", "wrong-format", "Write the number that is on the receipt.");
  const known = withReceipt(state.purchases, receipt);
  if (known && known.memberId !== null)
    return refuse(
      "already-done",
      known.memberId === state.member.id
        ? "The member has this receipt already."
        : "Somebody has this receipt already.",
    );
  const found = known ? asTheTillSays(known, input, state.program) : asTyped(receipt, input, state, context);
  if ("problem" in found) return found;
  return { effects: [{ kind: "purchase", change: "claimed", ...found, wasKept: known !== undefined }] };
};
