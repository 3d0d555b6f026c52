import { DoubleState } from "../double-state.js";

/** What the double of Talon.One knows, in Talon.One's own shapes. */
export interface TalonOneProfile {
  readonly id: number;
  readonly created: string;
  readonly integrationId: string;
  attributes: Readonly<Record<string, string>>;
}

export interface TalonOneTransaction {
  readonly id: number;
  readonly transactionUUID: string;
  readonly created: string;
  readonly programId: number;
  readonly customerSessionId?: string;
  readonly type: "addition" | "subtraction";
  readonly name: string;
  /** `immediate`, or an instant. */
  readonly startDate: string;
  /** `unlimited`, or an instant. */
  readonly expiryDate: string;
  /** "": the main ledger. */
  readonly subledgerId: string;
  readonly amount: number;
}

/** How a transaction came about. */
export type TransactionKind = "manual" | "session" | "import";

export interface Booked {
  readonly profile: string;
  readonly kind: TransactionKind;
  readonly transaction: TalonOneTransaction;
}

/** Points that were added together, as far as they are not spent. */
export interface Part extends TalonOneTransaction {
  left: number;
}

/** A refusal of Talon.One's. */
export class TalonOneRefusal extends Error {
  override readonly name = "TalonOneRefusal";
  constructor(
    readonly status: 400 | 401 | 404 | 429,
    detail: string,
  ) {
    super(detail);
  }
}

export const notFound = (what: string) => new TalonOneRefusal(404, `${what} isn't there.`);
export const badRequest = (detail: string) => new TalonOneRefusal(400, detail);

export const PROGRAM_ID = 7;

/** How many calls each endpoint of the Management API takes in a second. */
const CALLS_A_SECOND = 3;

const isActive = ({ startDate, expiryDate }: TalonOneTransaction, at: string): boolean =>
  (startDate === "immediate" || startDate <= at) && (expiryDate === "unlimited" || expiryDate > at);

const isPending = ({ startDate }: TalonOneTransaction, at: string): boolean =>
  startDate !== "immediate" && startDate > at;

interface Adding {
  readonly points: number;
  readonly name?: string;
  readonly validUntil?: string;
  readonly pendingUntil?: string;
  readonly subledgerId?: string;
}

/** One deployment's customer profiles, and the ledgers of one loyalty program. */
export class TalonOneState extends DoubleState {
  /** How long a list of transactions may not show what was booked, in milliseconds. */
  listLagMs = 0;
  /** Whether it turns away more than three calls a second of an endpoint of the Management API. */
  turnsAway = false;
  readonly profiles = new Map<string, TalonOneProfile>();
  /** Oldest first. */
  readonly booked: Booked[] = [];
  readonly tiers = [
    { id: 1, name: "Regular", minPoints: 0 },
    { id: 2, name: "Friend of the house", minPoints: 500 },
  ];
  readonly #calls = new Map<string, number[]>();

  profile(integrationId: string): TalonOneProfile {
    const found = this.profiles.get(integrationId);
    if (!found) throw notFound("The profile");
    return found;
  }

  addProfile(integrationId: string, attributes: Readonly<Record<string, string>>, created = this.now()): void {
    this.profiles.set(integrationId, { id: this.newNumber(), created, integrationId, attributes });
  }

  /** Counts a call of an endpoint that takes three in a second. */
  count(endpoint: string): void {
    const now = this.clock.now().getTime();
    const calls = (this.#calls.get(endpoint) ?? []).filter((at) => at > now - 1_000);
    if (this.turnsAway && calls.length >= CALLS_A_SECOND) throw new TalonOneRefusal(429, "Too many requests.");
    this.#calls.set(endpoint, [...calls, now]);
  }

  add(profile: string, { points, name = "", validUntil, pendingUntil, subledgerId = "" }: Adding): void {
    if (points <= 0) throw badRequest("The points must be more than 0.");
    this.#book(profile, "manual", {
      ...{ type: "addition", name, amount: points, subledgerId },
      ...{ startDate: pendingUntil ?? "immediate", expiryDate: validUntil ?? "unlimited" },
    });
  }

  deduct(profile: string, { points, name = "", subledgerId = "" }: Adding): void {
    if (points <= 0) throw badRequest("The points must be more than 0.");
    if (this.balance(profile, subledgerId).current < points) throw badRequest("There are not enough active points.");
    this.#book(profile, "manual", {
      ...{ type: "subtraction", name, amount: points, subledgerId, startDate: "immediate", expiryDate: "unlimited" },
    });
  }

  /** Points of a purchase. */
  earn(profile: string, points: number, subledgerId = "", expiryDate = "unlimited"): void {
    this.#book(profile, "session", {
      ...{ type: "addition", name: "Points of a purchase", amount: points, subledgerId },
      ...{ startDate: "immediate", expiryDate, customerSessionId: `session-${this.newNumber()}` },
    });
  }

  /** What there is of a ledger now: parts that are active, and parts that will be. */
  parts(profile: string, subledgerId: string): { readonly active: Part[]; readonly pending: Part[] } {
    const parts: Part[] = [];
    for (const { profile: of, transaction } of this.booked) {
      if (of !== profile || transaction.subledgerId !== subledgerId) continue;
      if (transaction.type === "addition") parts.push({ ...transaction, left: transaction.amount });
      else take(parts, transaction);
    }
    const now = this.now();
    const left = parts.filter((part) => part.left > 0);
    return {
      active: left.filter((part) => isActive(part, now)),
      pending: left.filter((part) => isPending(part, now)),
    };
  }

  balance(profile: string, subledgerId: string): { readonly current: number; readonly pending: number } {
    const { active, pending } = this.parts(profile, subledgerId);
    const sum = (parts: readonly Part[]) => parts.reduce((total, { left }) => total + left, 0);
    return { current: sum(active), pending: sum(pending) };
  }

  /** The subledgers that a profile has. */
  subledgersOf(profile: string): string[] {
    const all = this.booked
      .filter((each) => each.profile === profile)
      .map(({ transaction }) => transaction.subledgerId);
    return [...new Set(all)].filter((id) => id !== "");
  }

  #book(
    profile: string,
    kind: TransactionKind,
    details: Omit<TalonOneTransaction, "id" | "transactionUUID" | "created" | "programId">,
  ): void {
    const id = this.newNumber();
    const transactionUUID = `00000000-0000-4000-8000-${id.toString(16).padStart(12, "0")}`;
    const transaction = { id, transactionUUID, created: this.now(), programId: PROGRAM_ID, ...details };
    this.booked.push({ profile: this.profile(profile).integrationId, kind, transaction });
  }
}

/** Takes points off what was active at that moment, what expires first before all else. */
const take = (parts: readonly Part[], { amount, created }: TalonOneTransaction): void => {
  const lastDay = ({ expiryDate }: Part): string => (expiryDate === "unlimited" ? "9" : expiryDate);
  let left = amount;
  for (const part of parts
    .filter((each) => isActive(each, created))
    .toSorted((a, b) => (lastDay(a) < lastDay(b) ? -1 : 1))) {
    const taken = Math.min(left, part.left);
    part.left -= taken;
    left -= taken;
  }
};
