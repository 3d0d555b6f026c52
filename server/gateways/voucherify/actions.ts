import * as z from "zod/mini";
import type { Clock } from "../../clock.js";
import { type Refusal, RefusalError, type Refused } from "../../domain/refusal.js";
import { movedBalance } from "../vendor/balance-change.js";
import { marked } from "../vendor/mark.js";
import type { Done, Estimate, Found, VendorAction, VendorCall } from "../vendor/vendor.js";
import { refusedByVendor, VendorError } from "../vendor/vendor-error.js";
import { customerPath } from "./customers.js";
import type { Ledger } from "./ledger.js";
import { cardsOf, currencyOf, type Program } from "./program.js";
import { type Customer, type Membership, notAccepted, Transaction, type VoucherifyApi } from "./voucherify-api.js";

/** What is read of a member beside what the contract tells. */
export interface VoucherifyOwn {
  /** Null: they are not in the program. */
  readonly membership: Membership | null;
  readonly customer: Customer;
}

export type VoucherifyFound = Found<VoucherifyOwn>;

/** What every action speaks by. */
export interface Voucherify {
  readonly api: VoucherifyApi;
  readonly program: Program;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
}

const NOT_ENROLLED: Refusal = { code: "not-eligible", detail: "This customer isn't in the loyalty program." };
const NO_CARD: Refusal = { code: "not-eligible", detail: "This member has no card for that." };
const CLOSED: Refusal = { code: "member-blocked", detail: "The membership isn't active in Voucherify." };

export const refusalOf = ({ own: { membership } }: VoucherifyFound): Refusal | null => {
  if (!membership) return NOT_ENROLLED;
  return membership.member.status === "ACTIVE" ? null : CLOSED;
};

interface Adjustment {
  readonly member: string;
  readonly card: string;
  readonly currency: string;
  readonly points: number;
  /** From when on Voucherify may show it: RFC 3339. */
  readonly since: string;
}

/** How far Voucherify's clock may be behind ours, in milliseconds. */
const CLOCKS_DIFFER_MS = 600_000;

/** From when on Voucherify may show what is asked for now. */
export const sinceOf = (clock: Clock): string => new Date(clock.now().getTime() - CLOCKS_DIFFER_MS).toISOString();

const adjustment = (
  { own: { membership } }: VoucherifyFound,
  { clock }: Voucherify,
  { currency, points }: Pick<Adjustment, "currency" | "points">,
): Estimate<Adjustment> | Refused => {
  if (!membership) return { problem: NOT_ENROLLED };
  const card = cardsOf(membership).find(({ card_definition_id: id }) => currencyOf(id) === currency);
  if (!card) return { problem: NO_CARD };
  const change = movedBalance({ currency, spendable: card.balance.points }, points);
  if ("problem" in change) return change;
  const plan = { member: membership.member.id, card: card.id, currency, points, since: sinceOf(clock) };
  return { plan, changes: [change], effects: [] };
};

const Adjusted = z.object({ transaction: Transaction });

/** Voucherify decides afterwards. @throws VendorError `refused` where it has said no */
export const outcomeOf = ({ id, status, details, created_at: at }: Transaction): Done => {
  if (status === "REJECTED")
    throw refusedByVendor("conflict", `Voucherify has refused this${saidWhy(details?.rejection?.reason)}.`);
  return { status: status === "APPROVED" ? "applied" : "pending", entryId: id, at: new Date(at).toISOString() };
};

/** A code of Voucherify's own, and no words that may be anybody's. */
const saidWhy = (reason: string | null | undefined): string =>
  /^[\w-]{1,60}$/.test(reason ?? "") ? ` (${reason})` : "";

const refused = (status: number, key: string): Error => {
  if (status === 423) return refusedByVendor(CLOSED.code, "The membership or the program isn't active in Voucherify.");
  if (status === 404) return refusedByVendor(NO_CARD.code, NO_CARD.detail);
  return refusedByVendor("backend-error", notAccepted(key));
};

/** The pauses after which it is looked at again, in milliseconds: what takes longer is followed later. */
const LOOKS_MS = [200, 400, 800];

/** Looks until there is something to say, or it takes too long. */
export const lookOften = async <T>(
  { pause }: Voucherify,
  look: () => Promise<T>,
  isEnough: (seen: T) => boolean,
): Promise<T> => {
  let seen = await look();
  for (const ms of LOOKS_MS) {
    if (isEnough(seen)) break;
    await pause(ms);
    seen = await look();
  }
  return seen;
};

/**
 * Points by hand: `sign` is which way. Voucherify knows no keys, so nothing is ever sent twice: after a lost answer it is
 * looked for by our mark. It says nowhere that a transaction is shown as soon as it is taken, so that one which is not found
 * proves nothing, and its outcome is unknown until it is.
 */
export const adjusting = (voucherify: Voucherify, sign: 1 | -1): VendorAction<VoucherifyOwn, Adjustment> => {
  const { api, program, ledger } = voucherify;
  const find = ({ plan: { member, card, since }, mark, entryId }: VendorCall<Adjustment>) =>
    entryId === null ? ledger.byMark(member, card, mark, since) : ledger.byId(member, card, entryId);
  return {
    capability: { firesRules: "unknown", optionalFields: ["note"], noteSeenBy: "internal", undo: "compensating" },
    repeat: { by: "never" },
    refusal: refusalOf,
    estimate: async (found, { currency, amount }) =>
      adjustment(found, voucherify, { currency: currency as string, points: sign * (amount as number) }),
    undo: async (found, { plan: { currency, points } }) => adjustment(found, voucherify, { currency, points: -points }),
    run: async (call) => {
      const { plan, mark, text } = call;
      const body = { points: plan.points, reason: marked(text.note, mark) };
      const path = `${program.cardPath(plan.member, plan.card)}/points`;
      const answer = await api.try({ method: "POST", path, body }, Adjusted);
      if (!("value" in answer)) throw refused(answer.status, answer.code);
      const { transaction } = answer.value;
      const look = () => find({ ...call, entryId: transaction.id }).catch(onUnseen);
      const seen = await lookOften(voucherify, look, isDecided);
      return outcomeOf(seen ?? transaction);
    },
    lookUp: async (call) => {
      const isEnough = (each: Transaction | null) => (call.entryId === null ? each !== null : true);
      const seen = await lookOften(voucherify, () => find(call), isEnough);
      return seen ? outcomeOf(seen) : "unclear";
    },
  };
};

/** A look that fails says nothing of what was taken. */
export const onUnseen = (error: unknown): null => {
  if (error instanceof VendorError || error instanceof RefusalError) return null;
  throw error;
};

export const isDecided = (transaction: Transaction | null): boolean =>
  transaction?.status === "APPROVED" || transaction?.status === "REJECTED";

interface Deletion {
  /** Null: they are not in the program. */
  readonly member: string | null;
}

const Nothing = z.object({});

/** However often it is asked for, they are gone. */
const KEYLESS_MS = 24 * 60 * 60 * 1000;

/** The membership ends, with its cards; then the customer is deleted for good. Both are so however often they are asked for. */
export const deleting = ({ api, program }: Voucherify): VendorAction<VoucherifyOwn, Deletion> => {
  /** Removes what is there; answers Voucherify's key of a refusal, or null: it is gone. */
  const remove = async (method: "DELETE" | "POST", path: string): Promise<string | null> => {
    const answer = await api.try({ method, path }, Nothing);
    // Who is gone by now was there when it was decided: an answer before this one was lost.
    return "value" in answer || answer.status === 404 ? null : answer.code;
  };
  return {
    capability: {
      ...{ firesRules: "unknown", optionalFields: ["note"], undo: "none" },
      consequences: {
        removed: ["The customer in Voucherify: name, e-mail, phone and all other details", "Membership and cards"],
        kept: ["What Voucherify keeps by its own terms", "This deletion, with your name"],
        freed: [],
      },
    },
    repeat: { by: "key", forMs: KEYLESS_MS },
    estimate: async ({ own: { membership } }) => ({
      ...{
        plan: { member: membership?.member.id ?? null },
        changes: [],
        effects: [{ kind: "erasure", subject: null }],
      },
    }),
    run: async ({ memberId, plan: { member } }): Promise<Done> => {
      const kept = member === null ? null : await remove("DELETE", program.memberPath(member));
      if (kept !== null) throw refusedByVendor("backend-error", notAccepted(kept));
      const left = await remove("POST", `${customerPath(memberId)}/permanent-deletion`);
      // The membership is gone already: that nothing was done can't be said any more, so that it is tried again.
      if (left !== null) throw new VendorError("lost", "backend-error", notAccepted(left));
      return { status: "applied", entryId: null };
    },
  };
};
