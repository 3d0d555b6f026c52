import * as z from "zod/mini";
import { refuse, type Refusal } from "../../domain/refusal.js";
import { movedBalance } from "../vendor/balance-change.js";
import { marked } from "../vendor/mark.js";
import type { Done, Estimate, Found, VendorAction, VendorCall } from "../vendor/vendor.js";
import { refusedByVendor, type VendorError } from "../vendor/vendor-error.js";
import type { CustomerGroups } from "./customer-groups.js";
import { customerPath } from "./customers.js";
import { accountPath, CURRENCY } from "./loyalty.js";
import { type Customer, type LoyaltyAccount, LoyaltyEvent, type SquareApi } from "./square-api.js";

/** What is read of a Square member beside what the contract tells. */
export interface SquareOwn {
  /** Null: they are not in the program. */
  readonly account: LoyaltyAccount | null;
  readonly customer: Customer;
}

export type SquareFound = Found<SquareOwn>;

/** Square's document says nothing of how long its keys are remembered: a day is what others keep theirs. */
const KEYS_LAST_MS = 24 * 60 * 60 * 1000;

export const byKey = { by: "key", forMs: KEYS_LAST_MS } as const;

export const NOT_ENROLLED: Refusal = {
  code: "not-eligible",
  detail: "This customer isn't in Square's loyalty program.",
};

/** A refusal of Square's that has no words of its own: nothing was done. */
export const notAccepted = (code: string): VendorError =>
  refusedByVendor("backend-error", `Square doesn't accept this${code && ` (${code})`}.`);

const Adjusted = z.object({ event: LoyaltyEvent });
const Nothing = z.object({});

interface Adjustment {
  readonly accountId: string;
  readonly points: number;
}

const adjustment = ({ own: { account } }: SquareFound, points: number): Estimate<Adjustment> | { problem: Refusal } => {
  if (!account) return { problem: NOT_ENROLLED };
  const change = movedBalance({ currency: CURRENCY, spendable: account.balance ?? 0 }, points);
  return "problem" in change ? change : { plan: { accountId: account.id, points }, changes: [change], effects: [] };
};

/** Points by hand: `sign` is which way. Undone by the contrary, which is an entry of its own in Square. */
export const adjusting = (api: SquareApi, sign: 1 | -1): VendorAction<SquareOwn, Adjustment> => ({
  capability: { firesRules: "no", optionalFields: ["note"], noteSeenBy: "internal", undo: "compensating" },
  repeat: byKey,
  refusal: ({ own }) => (own.account ? null : NOT_ENROLLED),
  estimate: async (found, { amount }) => adjustment(found, sign * (amount as number)),
  undo: async (found, { plan }) => adjustment(found, -plan.points),
  run: async ({ plan: { accountId, points }, key, mark, text }): Promise<Done> => {
    const body = {
      idempotency_key: key,
      adjust_points: { points, reason: marked(text.note, mark) },
      allow_negative_balance: false,
    };
    const answer = await api.try({ method: "POST", path: `${accountPath(accountId)}/adjust`, body }, Adjusted);
    if ("value" in answer) {
      const { id, created_at: at } = answer.value.event;
      return { status: "applied", entryId: id, at: new Date(at).toISOString() };
    }
    // Square has no code of its own for it.
    if (points < 0 && answer.code === "BAD_REQUEST")
      throw refusedByVendor("insufficient-balance", "There isn't enough to take any more.");
    throw notAccepted(answer.code);
  },
});

interface Tagging {
  readonly change: "add" | "remove";
}

const tagging = (change: Tagging["change"], { member }: SquareFound, tag: string) => {
  const isThere = member.tags.includes(tag);
  if (change === "add" && isThere) return refuse("conflict", "The member has this tag already.");
  if (change === "remove" && !isThere) return refuse("conflict", "The member doesn't have this tag.");
  return { plan: { change }, changes: [], effects: [{ kind: "tag", subject: { id: tag, name: tag } }] };
};

const contrary = { add: "remove", remove: "add" } as const;

/** A tag is a customer group of the seller's: what is put in one, or taken out, is so however often it is asked for. */
export const regrouping = (groups: CustomerGroups, change: Tagging["change"]): VendorAction<SquareOwn, Tagging> => ({
  capability: { firesRules: "unknown", optionalFields: [] },
  repeat: byKey,
  estimate: async (found, { tag }) => tagging(change, found, tag as string),
  undo: async (found, { plan, text }) => tagging(contrary[plan.change], found, text.tags[0] ?? ""),
  run: async ({ memberId, plan, key, text }: VendorCall<Tagging>): Promise<Done> => {
    const [tag = ""] = text.tags;
    if (plan.change === "add") await groups.add(memberId, tag, key);
    else await groups.remove(memberId, tag);
    return { status: "applied", entryId: null };
  },
});

interface Deletion {
  readonly version: number | null;
}

/** The customer's profile is deleted; what Square keeps beside it is Square's to say. */
export const deleting = (api: SquareApi): VendorAction<SquareOwn, Deletion> => ({
  capability: {
    ...{ firesRules: "no", optionalFields: ["note"], undo: "none" },
    consequences: {
      removed: ["The customer's profile in Square: name, e-mail, phone and all other details", "Groups"],
      kept: [
        "Points and phone number in Square's loyalty account, as Square keeps them",
        "Notes in Square's ledger",
        "This deletion, with your name",
      ],
      freed: [],
    },
  },
  repeat: byKey,
  estimate: async ({ own: { customer } }) => ({
    ...{ plan: { version: customer.version ?? null }, changes: [], effects: [{ kind: "erasure", subject: null }] },
  }),
  run: async ({ memberId, plan: { version } }): Promise<Done> => {
    const held = version === null ? "" : `?version=${version}`;
    const answer = await api.try({ method: "DELETE", path: `${customerPath(memberId)}${held}` }, Nothing);
    // Who is gone by now was there when it was decided: an answer before this one was lost.
    if ("value" in answer || answer.status === 404) return { status: "applied", entryId: null };
    if (answer.status === 409) throw refusedByVendor("stale", "The customer was changed in Square since you looked.");
    throw notAccepted(answer.code);
  },
});
