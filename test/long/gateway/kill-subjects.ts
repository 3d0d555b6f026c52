import { createSquareDouble, SQUARE_TOKEN, seedSquare } from "../../../examples/doubles/square/square.js";
import { PROGRAM_ID as TALON_ONE_PROGRAM } from "../../../examples/doubles/talon-one/state.js";
import { createTalonOneDouble, seedTalonOne, TALON_ONE_KEYS } from "../../../examples/doubles/talon-one/talon-one.js";
import { PROGRAM_ID } from "../../../examples/doubles/voucherify/state.js";
import {
  createVoucherifyDouble,
  seedVoucherify,
  VOUCHERIFY_APP,
} from "../../../examples/doubles/voucherify/voucherify.js";
import { createSquare } from "../../../server/gateways/square/square.js";
import { createTalonOne } from "../../../server/gateways/talon-one/talon-one.js";
import type { CallSettings } from "../../../server/gateways/vendor/call-settings.js";
import type { Vendor } from "../../../server/gateways/vendor/vendor.js";
import { createVoucherify } from "../../../server/gateways/voucherify/voucherify.js";

/** An entry of a vendor's ledger that came of the gateway: its mark, and by how much it moved the balance. */
export interface Effect {
  readonly mark: string;
  readonly amount: number;
}

/** A vendor's double as the run looks at it, past the gateway. */
export interface KillDouble {
  fetch(request: Request): Promise<Response>;
  /** What the vendor has done in all, as far as its ledger bears our mark. */
  effects(): readonly Effect[];
  balance(): number;
  /** The customer's e-mail address. */
  email(): string;
}

/** What is done to the member: by how much it moves what is counted, and in what. */
export interface KillAct {
  readonly action: string;
  /** The balance, or the number in the e-mail address. */
  readonly counted: "balance" | "email";
  readonly least: number;
  readonly most: number;
  /** Which way it goes. */
  readonly sign: 1 | -1;
  /** Whether the vendor may be unable to tell, of a call that never left, that it didn't. */
  readonly mayBeUnknown: boolean;
  /** Whether the vendor's ledger bears our mark for it. */
  readonly isMarked: boolean;
  input(amount: number, subject: KillSubject, double: KillDouble): object;
}

/** A vendor before which a gateway is killed. The run and the gateway's own process both read it. */
export interface KillSubject {
  /** To whom it is done. */
  readonly memberId: string;
  /** Those that take points are done while there are plenty. */
  readonly acts: readonly [KillAct, ...KillAct[]];
  readonly currency: string;
  /** Whether a call to the vendor changes something. */
  isWrite(method: string, path: string): boolean;
  startDouble(): KillDouble;
  createVendor(baseUrl: string, calls: CallSettings): Vendor;
}

const marked = (reason: unknown): string => /op_[a-z0-9]+$/.exec(String(reason))?.[0] ?? "";

const pointsBy = (action: string, sign: 1 | -1, mayBeUnknown: boolean): KillAct => ({
  ...{ action, sign, mayBeUnknown, isMarked: true, counted: "balance", least: 1, most: 90 },
  input: (amount, { currency }) => ({ currency, amount }),
});

const addressOf = (number: number): string => `kill-${number}@example.com`;

/** Which number an address has; 0: it is the one of before the run. */
export const numberIn = (email: string): number => Number(/^kill-(\d+)@/.exec(email)?.[1] ?? 0);

/** The e-mail address counts on by one. */
const editing: KillAct = {
  ...{ action: "edit-profile", sign: 1, mayBeUnknown: false, isMarked: false, counted: "email", least: 1, most: 1 },
  input: (_amount, _subject, double) => {
    const from = double.email();
    return { changes: { email: { from, to: addressOf(numberIn(from) + 1) } } };
  },
};

/** A reward of 100 points. */
const claiming: KillAct = {
  ...{
    action: "claim-reward",
    sign: -1,
    mayBeUnknown: false,
    isMarked: false,
    counted: "balance",
    least: 100,
    most: 100,
  },
  input: () => ({ rewardId: "tier-coffee" }),
};

const square: KillSubject = {
  memberId: "cust-noa",
  acts: [pointsBy("add", 1, false), pointsBy("subtract", -1, false), claiming, editing],
  currency: "points",
  isWrite: (method, path) => method === "PUT" || /\/adjust$|\/rewards$/.test(path),
  startDouble: () => {
    const double = createSquareDouble();
    seedSquare(double);
    const accountOf = () => [...double.state.accounts.values()].find((each) => each.customer_id === "cust-noa");
    return {
      fetch: double.fetch,
      balance: () => accountOf()?.balance ?? 0,
      email: () => double.state.customer("cust-noa").email_address ?? "",
      effects: () =>
        double.state.events.flatMap(({ type, loyalty_account_id: of, adjust_points: details }) => {
          if (type !== "ADJUST_POINTS" || of !== accountOf()?.id) return [];
          const { reason, points } = details as { reason?: string; points: number };
          return [{ mark: marked(reason), amount: points }];
        }),
    };
  },
  createVendor: (baseUrl, calls) =>
    createSquare({
      ...{ ...calls, accessToken: SQUARE_TOKEN, baseUrl, programName: "Corner Coffee", timeZone: "UTC" },
    }),
};

const voucherify: KillSubject = {
  memberId: "cust_noa",
  acts: [pointsBy("add", 1, true), pointsBy("subtract", -1, true), editing],
  currency: "lcdef0b01",
  isWrite: (method, path) => method === "PUT" || (method === "POST" && path.endsWith("/points")),
  startDouble: () => {
    const double = createVoucherifyDouble();
    seedVoucherify(double);
    const { state } = double;
    const [card] = state.cardsOf(state.memberOf("cust_noa").id);
    return {
      fetch: double.fetch,
      balance: () => {
        state.decide();
        return card?.points ?? 0;
      },
      email: () => state.customer("cust_noa").email,
      effects: () =>
        state.transactions.flatMap(({ card_id: of, details: { reason, points } }) =>
          of === card?.id && reason !== null ? [{ mark: marked(reason), amount: points.total }] : [],
        ),
    };
  },
  createVendor: (baseUrl, calls) =>
    createVoucherify({
      ...{
        ...calls,
        ...VOUCHERIFY_APP,
        baseUrl,
        programId: PROGRAM_ID,
        programName: "Corner Coffee",
        timeZone: "UTC",
      },
    }),
};

const talonOne: KillSubject = {
  memberId: "crm-noa",
  acts: [pointsBy("add", 1, true), pointsBy("redeem", -1, true), editing],
  currency: "points",
  isWrite: (method) => method === "PUT",
  startDouble: () => {
    const double = createTalonOneDouble();
    seedTalonOne(double);
    return {
      fetch: double.fetch,
      balance: () => double.state.balance("crm-noa", "").current,
      email: () => double.state.profile("crm-noa").attributes.Email ?? "",
      effects: () =>
        double.state.booked.flatMap(({ kind, profile, transaction: { name, type, amount } }) =>
          kind === "manual" && profile === "crm-noa"
            ? [{ mark: marked(name), amount: type === "addition" ? amount : -amount }]
            : [],
        ),
    };
  },
  createVendor: (baseUrl, calls) =>
    createTalonOne({
      ...{ ...calls, ...TALON_ONE_KEYS, baseUrl, programId: TALON_ONE_PROGRAM, managementCallsPerSecond: 0 },
    }),
};

/** By name. */
export const killSubjects = { square, voucherify, "talon-one": talonOne } as const satisfies Record<
  string,
  KillSubject
>;
export type KillVendor = keyof typeof killSubjects;
