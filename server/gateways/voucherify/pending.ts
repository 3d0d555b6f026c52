import * as z from "zod/mini";
import { type Refused, refuse } from "../../domain/refusal.js";
import { balanceChange, movedBalance } from "../vendor/balance-change.js";
import type { Estimate, VendorAction, VendorCall } from "../vendor/vendor.js";
import { refusedByVendor } from "../vendor/vendor-error.js";
import {
  isDecided,
  lookOften,
  onUnseen,
  outcomeOf,
  refusalOf,
  sinceOf,
  type Voucherify,
  type VoucherifyFound,
  type VoucherifyOwn,
} from "./actions.js";
import { cardsOf, currencyOf, type PendingPoints } from "./program.js";
import { type Card, notAccepted, Transaction } from "./voucherify-api.js";

interface Plan {
  readonly member: string;
  readonly card: string;
  readonly bucket: string;
  readonly points: number;
  readonly date: string;
  /** Whether nothing else is pending of the same size and day, by which alone Voucherify tells what a transaction was about. */
  readonly isAlone: boolean;
  /** From when on Voucherify may show it: RFC 3339. */
  readonly since: string;
}

/** What becomes of what is pending, and how Voucherify calls that. */
const ways = {
  release: { verb: "activate", type: "PENDING_POINTS_ACTIVATED" },
  cancel: { verb: "cancel", type: "PENDING_POINTS_CANCELED" },
} as const;

const changeOf = (way: keyof typeof ways, card: Card, points: number) => {
  const balance = { currency: currencyOf(card.card_definition_id), spendable: card.balance.points };
  const { pending_points: before } = card.balance;
  const pending = { before, after: before - points };
  if (way === "cancel") return { ...balanceChange(balance, 0), requested: -points, applied: -points, pending };
  const change = movedBalance(balance, points);
  return "problem" in change ? change : { ...change, pending };
};

const Created = z.object({ transaction: z.nullable(Transaction) });

const sameAs = (one: PendingPoints) => (other: PendingPoints) =>
  other.points.total === one.points.total && other.date === one.date;

/**
 * What is pending is released before its day, or never becomes available. It happens to a part of a balance at most once,
 * and Voucherify takes no mark with it: after a lost answer it counts as done where that part isn't pending any more, and
 * a transaction of its size and day is there. Else its outcome is unknown.
 */
export const pendingAction = (voucherify: Voucherify, way: keyof typeof ways): VendorAction<VoucherifyOwn, Plan> => {
  const { api, program, ledger, clock } = voucherify;
  const { verb, type } = ways[way];

  const estimate = async (found: VoucherifyFound, lotId: string): Promise<Estimate<Plan> | Refused> => {
    const member = found.own.membership?.member.id ?? "";
    for (const card of cardsOf(found.own.membership)) {
      const buckets = await program.pendingOf(member, card);
      const bucket = buckets.find(({ id }) => id === lotId);
      if (!bucket) continue;
      const points = bucket.points.total;
      const change = changeOf(way, card, points);
      if ("problem" in change) return change;
      const isAlone = buckets.filter(sameAs(bucket)).length === 1;
      const plan = { member, card: card.id, bucket: bucket.id, points, date: bucket.date, isAlone };
      return { plan: { ...plan, since: sinceOf(clock) }, changes: [change], effects: [] };
    }
    return refuse("conflict", "This is not pending any more.");
  };

  const isPending = async ({ plan: { member, card, bucket } }: VendorCall<Plan>): Promise<boolean> =>
    (await program.pendingOn(member, card)).some(({ id }) => id === bucket);

  const find = async (call: VendorCall<Plan>): Promise<Transaction | null> => {
    const { member, card, points, date, isAlone, since } = call.plan;
    if (call.entryId !== null) return ledger.byId(member, card, call.entryId);
    if (!isAlone || (await isPending(call))) return null;
    return ledger.ofPending(member, card, { type, points, date }, since);
  };

  return {
    capability: { firesRules: "unknown", optionalFields: ["note"], noteSeenBy: "internal", undo: "none" },
    repeat: { by: "never" },
    refusal: refusalOf,
    estimate: (found, { lotId }) => estimate(found, lotId as string),
    run: async (call) => {
      const { member, card, bucket } = call.plan;
      const path = `${program.pendingPath(member, card)}/${encodeURIComponent(bucket)}/${verb}`;
      const answer = await api.try({ method: "POST", path }, Created);
      if (!("value" in answer)) {
        if (answer.status === 404 || answer.status === 423)
          throw refusedByVendor("conflict", "This is not pending any more, or Voucherify has closed it.");
        throw refusedByVendor("backend-error", notAccepted(answer.code));
      }
      const { transaction } = answer.value;
      if (!transaction) throw refusedByVendor("conflict", "This is not pending any more.");
      const look = () => find({ ...call, entryId: transaction.id }).catch(onUnseen);
      return outcomeOf((await lookOften(voucherify, look, isDecided)) ?? transaction);
    },
    lookUp: async (call) => {
      const seen = await lookOften(
        voucherify,
        () => find(call),
        (each) => call.entryId !== null || each !== null,
      );
      return seen ? outcomeOf(seen) : "unclear";
    },
  };
};
