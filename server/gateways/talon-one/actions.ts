import type { Clock } from "../../clock.js";
import { dayOf } from "../../domain/calendar.js";
import { refuse, refuseField, type Refused, type Refusal } from "../../domain/refusal.js";
import { balanceChange, movedBalance } from "../vendor/balance-change.js";
import { marked } from "../vendor/mark.js";
import type { Done, Estimate, Found, VendorAction, VendorCall } from "../vendor/vendor.js";
import { refusedByVendor, VendorError } from "../vendor/vendor-error.js";
import { endOf, startOf } from "./days.js";
import { ledgerOf, type LoyaltyProgram, type Wallet } from "./program.js";
import type { Ledgers, Profile, TalonOneApi, Transaction } from "./talon-one-api.js";
import type { Transactions } from "./transactions.js";

/** What is read of a member beside what the contract tells. */
export interface TalonOneOwn {
  /** Null: they are not in the program. */
  readonly ledgers: Ledgers | null;
  readonly profile: Profile;
  /** The program's, in which its days begin and end. */
  readonly timeZone: string;
}

type TalonOneFound = Found<TalonOneOwn>;

/** What every action speaks by. */
export interface TalonOne {
  readonly api: TalonOneApi;
  readonly program: LoyaltyProgram;
  readonly transactions: Transactions;
  readonly wallets: readonly Wallet[];
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
}

const NOT_ENROLLED: Refusal = { code: "not-eligible", detail: "This customer isn't in the loyalty program." };

const refusalOf = ({ own: { ledgers } }: TalonOneFound): Refusal | null => (ledgers ? null : NOT_ENROLLED);

interface Booking {
  readonly currency: string;
  readonly subledgerId: string;
  /** Signed, in minor units. */
  readonly units: number;
  /** From when on Talon.One may show it: RFC 3339. */
  readonly since: string;
  /** First instant at which it can be spent no more, and at which it can. */
  readonly validUntil?: string;
  readonly pendingUntil?: string;
}

/** How far Talon.One's clock may be behind ours, in milliseconds. */
const CLOCKS_DIFFER_MS = 600_000;

interface Move {
  readonly currency: string;
  readonly units: number;
  readonly validUntil?: string;
  readonly pendingUntil?: string;
}

const booking = (
  { own: { ledgers } }: TalonOneFound,
  { program, wallets, clock }: TalonOne,
  { currency, units, ...when }: Move,
): Estimate<Booking> | Refused => {
  if (!ledgers) return { problem: NOT_ENROLLED };
  const wallet = wallets.find(({ code }) => code === currency);
  if (!wallet) return refuse("not-eligible", "The program has no such points.");
  const ledger = ledgerOf(ledgers, wallet);
  const balance = { currency, spendable: program.spendableOf(ledger) };
  const pending = program.unitsOf(ledger.pendingBalance);
  const change = movedBalance(balance, units);
  if ("problem" in change) return change;
  const since = new Date(clock.now().getTime() - CLOCKS_DIFFER_MS).toISOString();
  const plan = { currency, subledgerId: wallet.subledgerId, units, since, ...when };
  const later = { ...balanceChange(balance, 0), requested: units, applied: units };
  return {
    ...{ plan, effects: [] },
    changes: [
      when.pendingUntil === undefined ? change : { ...later, pending: { before: pending, after: pending + units } },
    ],
  };
};

interface Days {
  readonly expiresAt?: string;
  readonly availableAt?: string;
}

/** The instants of the days that were chosen; or what is wrong with them. */
const instantsOf = ({ expiresAt, availableAt }: Days, today: string, timeZone: string) => {
  if (expiresAt !== undefined && expiresAt < today)
    return refuseField("expiresAt", "past", "Choose today or a later day.");
  if (availableAt !== undefined && availableAt < today)
    return refuseField("availableAt", "past", "Choose today or a later day.");
  if (availableAt !== undefined && expiresAt !== undefined && availableAt > expiresAt)
    return refuseField("availableAt", "too-late", "It would expire before it is available.");
  return {
    ...(expiresAt !== undefined && { validUntil: endOf(expiresAt, timeZone) }),
    ...(availableAt !== undefined && availableAt > today && { pendingUntil: startOf(availableAt, timeZone) }),
  };
};

/** The pauses after which it is looked for again, in milliseconds: what takes longer is followed later. */
const LOOKS_MS = [200, 400, 800];

const doneOf = ({ id, created }: Transaction): Done => ({
  ...{ status: "applied", entryId: String(id), at: new Date(created).toISOString() },
});

const find = async ({ transactions, pause }: TalonOne, { memberId, mark, plan }: VendorCall<Booking>) => {
  const look = () => transactions.byMark(memberId, mark, plan.since);
  let found = await look();
  for (const ms of LOOKS_MS) {
    if (found) break;
    await pause(ms);
    found = await look();
  }
  return found;
};

/** A look that fails says nothing of what was booked. */
const onUnseen = (error: unknown): null => {
  if (error instanceof VendorError) return null;
  throw error;
};

const refused = (status: number, units: number): Error => {
  if (status === 404) return refusedByVendor(NOT_ENROLLED.code, NOT_ENROLLED.detail);
  // Talon.One has no code of its own for it.
  return units < 0 && status === 400
    ? refusedByVendor("insufficient-balance", "There aren't enough points that can be spent now.")
    : refusedByVendor("backend-error", `Talon.One doesn't accept this (${status}).`);
};

const run = async (talonOne: TalonOne, call: VendorCall<Booking>): Promise<Done> => {
  const { api, program } = talonOne;
  const { units, subledgerId, validUntil, pendingUntil } = call.plan;
  const [management, method] = units > 0 ? (["add", "add_points"] as const) : (["deduct", "deduct_points"] as const);
  const status = await api.do({
    ...{ method: "PUT", management, path: `${program.profilePath(call.memberId)}/${method}` },
    body: {
      ...{ points: program.pointsOf(Math.abs(units)), name: marked(call.text.note, call.mark) },
      ...(subledgerId !== "" && { subledgerId }),
      ...(validUntil !== undefined && { validUntil }),
      ...(pendingUntil !== undefined && { pendingUntil }),
    },
  });
  if (status >= 400) throw refused(status, units);
  // It is booked, and the answer has no body: the entry is looked up.
  const entry = await find(talonOne, call).catch(onUnseen);
  return entry ? doneOf(entry) : { status: "pending", entryId: null };
};

/**
 * Points by hand: they are added, or spent, which is the only way in which Talon.One takes any. It knows no keys for either, so
 * nothing is ever sent twice: after a lost answer it is looked for by our mark. It says nowhere that its log shows a booking
 * at once, so that one which is not found proves nothing, and its outcome is unknown until it is.
 */
export const points = (talonOne: TalonOne, sign: 1 | -1): VendorAction<TalonOneOwn, Booking> => ({
  capability: {
    ...{ firesRules: "unknown", noteSeenBy: "internal", undo: "compensating" },
    optionalFields: sign > 0 ? ["note", "expiresAt", "availableAt"] : ["note"],
  },
  repeat: { by: "never" },
  refusal: refusalOf,
  estimate: async (found, { currency, amount, ...days }) => {
    const { timeZone } = found.own;
    const when = instantsOf(days, dayOf(talonOne.clock.now(), timeZone), timeZone);
    if ("problem" in when) return when;
    return booking(found, talonOne, { currency: currency as string, units: sign * (amount as number), ...when });
  },
  undo: async (found, { plan: { currency, units, pendingUntil } }) =>
    pendingUntil !== undefined && pendingUntil > talonOne.clock.now().toISOString()
      ? refuse("not-reversible", "Talon.One takes back no points that can't be spent yet.")
      : booking(found, talonOne, { currency, units: -units }),
  run: (call) => run(talonOne, call),
  lookUp: async (call) => {
    const entry = await find(talonOne, call);
    return entry ? doneOf(entry) : "unclear";
  },
});

/** However often it is asked for, the attributes are gone. */
const KEYLESS_MS = 24 * 60 * 60 * 1000;

/** What Talon.One knows of a customer goes; their profile stays as an id, with its points. */
export const deleting = ({ api }: TalonOne): VendorAction<TalonOneOwn, object> => ({
  capability: {
    ...{ firesRules: "unknown", optionalFields: ["note"], undo: "none" },
    consequences: {
      removed: ["All attributes of the customer in Talon.One: name, e-mail, phone and all others"],
      kept: [
        "The customer's id, sessions and points in Talon.One, without attributes",
        "Notes in Talon.One's log of points",
        "This deletion, with your name",
      ],
      freed: [],
    },
  },
  repeat: { by: "key", forMs: KEYLESS_MS },
  estimate: async () => ({ plan: {}, changes: [], effects: [{ kind: "erasure", subject: null }] }),
  run: async ({ memberId }): Promise<Done> => {
    const status = await api.do({ method: "DELETE", path: `/v1/customer_data/${encodeURIComponent(memberId)}` });
    // Who is gone by now was there when it was decided.
    if (status >= 400 && status !== 404)
      throw refusedByVendor("backend-error", `Talon.One doesn't accept this (${status}).`);
    return { status: "applied", entryId: null };
  },
});
