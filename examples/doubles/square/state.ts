import { DoubleState } from "../double-state.js";

/** What the double of Square knows, in Square's own shapes. */
export interface SquareCustomer {
  id: string;
  created_at: string;
  updated_at: string;
  given_name?: string;
  family_name?: string;
  company_name?: string;
  email_address?: string;
  phone_number?: string;
  birthday?: string;
  reference_id?: string;
  preferences: { email_unsubscribed: boolean };
  group_ids: string[];
  version: number;
}

export interface SquareAccount {
  id: string;
  program_id: string;
  balance: number;
  lifetime_points: number;
  customer_id: string;
  enrolled_at: string;
  created_at: string;
  updated_at: string;
  mapping: { id: string; created_at: string; phone_number: string };
}

export interface SquareEvent {
  id: string;
  type: string;
  created_at: string;
  loyalty_account_id: string;
  source: "SQUARE" | "LOYALTY_API";
  [details: string]: unknown;
}

export interface SquareReward {
  id: string;
  status: "ISSUED" | "REDEEMED" | "DELETED";
  loyalty_account_id: string;
  reward_tier_id: string;
  points: number;
  created_at: string;
  updated_at: string;
}

export interface SquareGroup {
  id: string;
  name: string;
  created_at: string;
  updated_at: string;
}

/** A refusal of Square's. */
export class SquareRefusal extends Error {
  override readonly name = "SquareRefusal";
  constructor(
    readonly status: 400 | 401 | 404 | 409,
    readonly category: "INVALID_REQUEST_ERROR" | "AUTHENTICATION_ERROR",
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

export const badRequest = (code: string, detail: string) =>
  new SquareRefusal(400, "INVALID_REQUEST_ERROR", code, detail);
export const notFound = (what: string) =>
  new SquareRefusal(404, "INVALID_REQUEST_ERROR", "NOT_FOUND", `${what} isn't there.`);

export const PROGRAM_ID = "prog-1";

/** One seller's customers, loyalty program and ledger. */
export class SquareState extends DoubleState {
  /** How long a search may not know what was written, in milliseconds. */
  searchLagMs = 0;
  readonly customers = new Map<string, SquareCustomer>();
  /** Customers as they were before they were last written, for searches that lag behind. */
  readonly before = new Map<string, SquareCustomer | null>();
  readonly accounts = new Map<string, SquareAccount>();
  readonly groups = new Map<string, SquareGroup>();
  readonly rewards = new Map<string, SquareReward>();
  /** Oldest first. */
  readonly events: SquareEvent[] = [];
  readonly rewardTiers: { id: string; points: number; name: string }[] = [
    { id: "tier-coffee", points: 100, name: "Free coffee" },
    { id: "tier-lunch", points: 500, name: "Lunch for two" },
  ];
  readonly #answers = new Map<string, { readonly asked: string; readonly answer: object }>();

  newId(prefix: string): string {
    return `${prefix}-${this.newNumber().toString().padStart(6, "0")}`;
  }

  customer(id: string): SquareCustomer {
    const found = this.customers.get(id);
    if (!found) throw notFound("The customer");
    return found;
  }

  account(id: string): SquareAccount {
    const found = this.accounts.get(id);
    if (!found) throw notFound("The account");
    return found;
  }

  /** Writes a customer, with a new version. */
  write(id: string, changes: Partial<SquareCustomer>): void {
    const before = this.customer(id);
    this.before.set(id, before);
    this.customers.set(id, { ...before, ...changes, version: before.version + 1, updated_at: this.now() });
  }

  /** Customers as a search sees them now. */
  searchable(): SquareCustomer[] {
    const since = new Date(this.clock.now().getTime() - this.searchLagMs).toISOString();
    const seen = [...this.customers.values()].flatMap((customer) =>
      this.searchLagMs > 0 && customer.updated_at > since ? (this.before.get(customer.id) ?? []) : customer,
    );
    const nameOf = ({ given_name: first = "", family_name: last = "" }: SquareCustomer) => `${first} ${last}`;
    return seen.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  }

  /** Moves a balance, and writes the event of it. */
  move(
    account: SquareAccount,
    delta: number,
    type: string,
    details: object,
    source: SquareEvent["source"],
  ): SquareEvent {
    account.balance += delta;
    if (type.startsWith("ACCUMULATE")) account.lifetime_points += delta;
    account.updated_at = this.now();
    const event = {
      ...{ id: this.newId("event"), type, created_at: this.now(), loyalty_account_id: account.id, source },
      [type === "OTHER" ? "other_event" : type.toLowerCase()]: details,
    };
    this.events.push(event);
    return event;
  }

  /** Does something once for a key, and answers the same again: with another body it is refused. */
  once<T extends object>(key: string, asked: unknown, act: () => T): T {
    const text = JSON.stringify(asked);
    const kept = this.#answers.get(key);
    if (kept && kept.asked !== text)
      throw badRequest("IDEMPOTENCY_KEY_REUSED", "The idempotency key was used with another body.");
    if (kept) return kept.answer as T;
    const answer = structuredClone(act());
    this.#answers.set(key, { asked: text, answer });
    return answer;
  }

  /** Enrols somebody, with so many points of a purchase. */
  enrol(
    { id = this.newId("cust"), ...person }: Partial<SquareCustomer> & { readonly phone_number: string },
    points = 0,
  ): SquareCustomer {
    const at = this.now();
    const customer: SquareCustomer = {
      ...{ id, created_at: at, updated_at: at, preferences: { email_unsubscribed: false }, group_ids: [], version: 1 },
      ...person,
    };
    this.customers.set(id, customer);
    const account: SquareAccount = {
      ...{ id: this.newId("acct"), program_id: PROGRAM_ID, balance: 0, lifetime_points: 0, customer_id: id },
      ...{ enrolled_at: at, created_at: at, updated_at: at },
      mapping: { id: this.newId("map"), created_at: at, phone_number: person.phone_number },
    };
    this.accounts.set(account.id, account);
    if (points > 0)
      this.move(account, points, "ACCUMULATE_POINTS", { loyalty_program_id: PROGRAM_ID, points }, "SQUARE");
    return customer;
  }
}
