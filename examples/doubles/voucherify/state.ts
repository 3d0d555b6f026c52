import { DoubleState } from "../double-state.js";

/** What the double of Voucherify knows, in Voucherify's own shapes. */
export interface VoucherifyCustomer {
  id: string;
  source_id: string | null;
  name: string;
  email: string;
  phone: string;
  birthdate: string | null;
  metadata: Record<string, unknown>;
  created_at: string;
  updated_at: string;
}

export interface VoucherifyMember {
  id: string;
  customer_id: string;
  program_id: string;
  status: "ACTIVE" | "INACTIVE" | "DELETED";
  metadata: Record<string, unknown>;
  created_at: string;
  updated_at: string | null;
  object: "member";
}

export interface VoucherifyCard {
  readonly id: string;
  readonly memberId: string;
  readonly definitionId: string;
  points: number;
  /** What of the points waits for its day, soonest first. */
  pending: PendingBucket[];
  /** What of the points ends on a day, soonest first. */
  expiring: { readonly id: string; readonly points: number; readonly date: string }[];
}

export interface PendingBucket {
  readonly id: string;
  readonly points: number;
  readonly date: string;
  readonly type: "PERIOD_BASED" | "EVENT_BASED";
}

export interface VoucherifyTransaction {
  id: string;
  card_id: string;
  program_id: string;
  member_id: string;
  card_definition_id: string;
  card_type: "INDIVIDUAL";
  type: string;
  details: {
    reason: string | null;
    rejection: { reason: string } | null;
    points: { total: number; date?: string; type?: string };
  };
  status: "PENDING" | "PROCESSING" | "APPROVED" | "REJECTED";
  created_at: string;
  updated_at: string | null;
  object: "card_transaction";
}

export interface CardDefinition {
  readonly id: string;
  readonly name: string;
}

/** A refusal of Voucherify's. */
export class VoucherifyRefusal extends Error {
  override readonly name = "VoucherifyRefusal";
  constructor(
    readonly status: 400 | 401 | 404 | 423,
    readonly key: string,
    detail: string,
  ) {
    super(detail);
  }
}

export const notFound = (what: string) => new VoucherifyRefusal(404, "not_found", `${what} isn't there.`);
export const badRequest = (detail: string) => new VoucherifyRefusal(400, "invalid_payload", detail);

export const PROGRAM_ID = "lprg_0a11";

/** What is asked for is decided after so long, in milliseconds. */
const DECIDED_AFTER_MS = 100;

/** One project's customers, loyalty program and cards. */
export class VoucherifyState extends DoubleState {
  /** How long a list may not show what was taken, in milliseconds. */
  listLagMs = 0;
  /** How long it takes until what was taken is decided, in milliseconds. */
  decidedAfterMs = DECIDED_AFTER_MS;
  /** Why what is asked for will be refused, when it is decided; null: it is not, if there are enough points. */
  rejects: string | null = null;
  programStatus: "ACTIVE" | "INACTIVE" = "ACTIVE";
  readonly customers = new Map<string, VoucherifyCustomer>();
  readonly members = new Map<string, VoucherifyMember>();
  readonly cards = new Map<string, VoucherifyCard>();
  /** Oldest first. */
  readonly transactions: VoucherifyTransaction[] = [];
  readonly definitions: readonly CardDefinition[] = [
    { id: "lcdef_0b01", name: "Beans" },
    { id: "lcdef_0b02", name: "Stars" },
  ];
  /** The bucket that a transaction is about. */
  readonly #buckets = new Map<string, string>();
  readonly tiers = [
    { id: "lt_0c01", name: "Regular", min: 0 },
    { id: "lt_0c02", name: "Friend of the house", min: 500 },
  ];

  newId(prefix: string): string {
    return `${prefix}_${this.newNumber().toString(16).padStart(12, "0")}`;
  }

  /** By Voucherify's id, or by the host's. */
  customer(id: string): VoucherifyCustomer {
    const found =
      this.customers.get(id) ?? [...this.customers.values()].find(({ source_id: sourceId }) => sourceId === id);
    if (!found) throw notFound("The customer");
    return found;
  }

  memberOf(customerId: string): VoucherifyMember {
    const found = [...this.members.values()].find(
      ({ customer_id: id, status }) => id === customerId && status !== "DELETED",
    );
    if (!found) throw notFound("The membership");
    return found;
  }

  cardsOf(memberId: string): VoucherifyCard[] {
    return [...this.cards.values()].filter((card) => card.memberId === memberId);
  }

  card(memberId: string, cardId: string): VoucherifyCard {
    const found = this.cards.get(cardId);
    if (found?.memberId !== memberId || this.members.get(memberId)?.status === "DELETED") throw notFound("The card");
    return found;
  }

  /** Takes what is asked for: it is decided later. */
  take(card: VoucherifyCard, points: number, type: string, reason: string | null): VoucherifyTransaction {
    const transaction: VoucherifyTransaction = {
      ...{ id: this.newId("lctx"), card_id: card.id, program_id: PROGRAM_ID, member_id: card.memberId },
      ...{ card_definition_id: card.definitionId, card_type: "INDIVIDUAL", type },
      details: { reason, rejection: null, points: { total: points } },
      ...{ status: "PENDING", created_at: this.now(), updated_at: null, object: "card_transaction" },
    };
    this.transactions.push(transaction);
    return transaction;
  }

  /** Takes what is asked for something that is pending: it is decided later. */
  takePending(card: VoucherifyCard, bucketId: string, type: string): VoucherifyTransaction {
    const bucket = card.pending.find(({ id }) => id === bucketId);
    if (!bucket) throw new VoucherifyRefusal(423, "resource_locked", "The bucket isn't pending.");
    const transaction = this.take(card, bucket.points, type, null);
    Object.assign(transaction.details.points, { date: bucket.date, type: bucket.type });
    this.#buckets.set(transaction.id, bucketId);
    return transaction;
  }

  /** Decides what has waited for long enough, in the order in which it was taken. */
  decide(): void {
    const until = new Date(this.clock.now().getTime() - this.decidedAfterMs).toISOString();
    for (const transaction of this.transactions)
      if (transaction.status === "PENDING" && transaction.created_at <= until) this.#decide(transaction);
  }

  #decide(transaction: VoucherifyTransaction): void {
    const card = this.cards.get(transaction.card_id);
    const delta = deltaOf(transaction);
    const bucket = this.#buckets.get(transaction.id);
    const isThere = bucket === undefined || card?.pending.some(({ id }) => id === bucket);
    const why = this.rejects ?? (card && isThere && card.points + delta >= 0 ? null : "insufficient_points");
    transaction.updated_at = this.now();
    transaction.status = why === null ? "APPROVED" : "REJECTED";
    if (why !== null) transaction.details.rejection = { reason: why };
    else if (card) {
      card.points += delta;
      card.pending = card.pending.filter(({ id }) => id !== bucket);
    }
  }

  /** What a list shows of a card, oldest first. */
  listed(cardId: string): VoucherifyTransaction[] {
    const until = new Date(this.clock.now().getTime() - this.listLagMs).toISOString();
    return this.transactions.filter(({ card_id: id, created_at: at }) => id === cardId && at <= until);
  }

  /** Ends a membership, with its cards. */
  end(memberId: string): VoucherifyMember {
    const member = this.members.get(memberId);
    if (!member || member.status === "DELETED") throw notFound("The member");
    Object.assign(member, { status: "DELETED", updated_at: this.now() });
    for (const { id } of this.cardsOf(memberId)) this.cards.delete(id);
    return member;
  }

  /** A new customer. */
  addCustomer({ id = this.newId("cust"), ...person }: Partial<VoucherifyCustomer>): VoucherifyCustomer {
    const at = this.now();
    const customer = {
      ...{ id, source_id: null, name: "", email: "", phone: "", birthdate: null, metadata: {} },
      ...{ created_at: at, updated_at: at, ...person },
    };
    this.customers.set(id, customer);
    return customer;
  }

  /** Enrols a customer, with so many points on each kind of card. */
  enrol(customer: VoucherifyCustomer, points: readonly number[] = []): VoucherifyMember {
    const member: VoucherifyMember = {
      ...{ id: this.newId("lmbr"), customer_id: customer.id, program_id: PROGRAM_ID, status: "ACTIVE" },
      ...{ metadata: {}, created_at: this.now(), updated_at: null, object: "member" },
    };
    this.members.set(member.id, member);
    for (const [at, { id: definitionId }] of this.definitions.entries()) {
      const card = { memberId: member.id, definitionId, points: 0, pending: [], expiring: [] };
      const made = { id: this.newId("lcrd"), ...card };
      this.cards.set(made.id, made);
      const earned = points[at] ?? 0;
      if (earned > 0) this.#decide(this.take(made, earned, "POINTS_EARNED", null));
    }
    return member;
  }
}

const DOWN = /DEBIT|SPENT|EXPIR|REVERSED|RETURNED/;

const deltaOf = ({ type, details }: VoucherifyTransaction): number =>
  type === "PENDING_POINTS_CANCELED"
    ? 0
    : DOWN.test(type)
      ? -Math.abs(details.points.total)
      : Math.abs(details.points.total);
