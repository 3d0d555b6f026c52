import type { Insertable } from "kysely";
import type { BalanceChange, Delta, Gift, Message, Named, Operation, PunchCard } from "../../sdk/contract/index.js";
import type { Schema } from "../postgres/schema.js";
import type { BalanceEffect, Effect } from "../domain/effects.js";
import { purchaseItemRows } from "../write/purchase-item-rows.js";
import { basketOf, favouriteOf } from "./baskets.js";
import { Random, SPREAD } from "./random.js";
import { messageColumns } from "../write/rows-of-effects.js";
import { isReversible } from "../domain/undo.js";
import { balanceEffect, book, expireLots, lotAt, spendableLots, take } from "../domain/ledger.js";
import { type AccountState, accountOf, AVAILABLE_NOW, NEVER_EXPIRES } from "../domain/member.js";

/** Rows to be inserted, by table. Tags are counted once they are all there. */
export type Rows = { [T in Exclude<keyof Schema, "tag">]: Insertable<Schema[T]>[] };

/** When, where and by whom something happened. */
interface Circumstance {
  readonly at: Date;
  readonly source: "manual" | "rule" | "pos" | "campaign" | "program";
  readonly cause?: Named;
  /** The operation that the rule reacted to. */
  readonly causedBy?: string;
  readonly operator?: NonNullable<Operation["operator"]>;
  readonly branch?: Named;
  readonly reasonCode?: string;
  readonly note?: string;
}

type Part = "earned" | "spendable" | "spent" | "expired";

/**
 * What an operation tells of itself: its receipt beside the circumstances, and the effects that an undo is made from.
 */
interface Telling {
  readonly receipt?: Partial<Operation>;
  readonly effects?: readonly Effect[];
}

/** Chance that is a member's own, and the same every time. */
const seedOf = (memberId: string): number =>
  [...memberId].reduce((sum, character) => Math.imul(sum, 31) + character.charCodeAt(0), 7);

/**
 * Writes one member's past, event by event, oldest first: each becomes an operation with its receipt, and its entries,
 * lots and balances agree as the write path would have left them.
 */
export class Chronicle {
  readonly #accounts = new Map<string, AccountState>();
  readonly #cards: Rows["member_punch_card"] = [];
  #count = 0;
  readonly #seed: number;
  readonly #favourite: ReturnType<typeof favouriteOf>;

  constructor(
    readonly rows: Rows,
    readonly tenant: string,
    readonly memberId: string,
    /** The tier that so many earned points reach. */
    readonly tierAt: (earned: number) => string | null,
  ) {
    this.#seed = seedOf(memberId);
    this.#favourite = favouriteOf(new Random(this.#seed));
  }

  /** Raises a balance. `pendingUntil`: it is collected, and to be spent from that day on. */
  add(
    currency: string,
    amount: number,
    when: Circumstance,
    { expiresOn = NEVER_EXPIRES, pendingUntil }: { expiresOn?: string; pendingUntil?: string } = {},
  ) {
    const leg = { expiresOn, availableOn: pendingUntil ?? AVAILABLE_NOW, delta: amount };
    return this.#book("add", balanceEffect(currency, amount, [leg]), when);
  }

  /** Spends, taking what expires first. */
  redeem(currency: string, amount: number, when: Circumstance) {
    const day = when.at.toISOString().slice(0, 10);
    const legs = take(spendableLots(this.#account(currency), day), amount);
    return this.#book("redeem", balanceEffect(currency, -amount, legs, { spent: amount }), when);
  }

  /** Takes what is left of the lot of that day. */
  expire(currency: string, expiresOn: string, when: Circumstance) {
    const lot = lotAt(this.#account(currency), { expiresOn, availableOn: AVAILABLE_NOW });
    if (lot.amount > 0)
      this.#book("expire", balanceEffect(currency, -lot.amount, expireLots([lot])), when, { reversible: null });
  }

  /** Takes an addition back. */
  undoAdd(addition: Operation, when: Circumstance) {
    const change = addition.changes[0];
    if (!change) throw new Error(`${addition.id} changed no balance.`);
    const amount = change.applied;
    const leg = { expiresOn: NEVER_EXPIRES, availableOn: AVAILABLE_NOW, delta: -amount };
    const undo = this.#book("add", balanceEffect(change.currency, -amount, [leg]), when, { reverses: addition.id });
    const original = this.rows.operation.find(({ id }) => id === addition.id);
    if (original) original.reversed_by = undo.id;
  }

  /** What was paid at a till, in cents. Answers the operation's id, which is the cause of what rules bring. */
  purchase(cents: number, when: Circumstance): string {
    const amount = { amount: cents, currency: "EUR", scale: 2 };
    const [member_id, number] = [this.memberId, this.#count + 1];
    const id = `pu_${member_id.slice(2)}_${number}`;
    const { id: operation_id } = this.#tell("purchase", when, {
      receipt: { effects: [{ kind: "purchase", subject: null, issued: id, amount }] },
    });
    const receipt_number = `${member_id.slice(2).toUpperCase()}-${String(number).padStart(4, "0")}`;
    const key = { tenant: this.tenant, id, member_id, at: when.at, branch_id: when.branch?.id ?? null };
    this.rows.purchase.push({ ...key, receipt_number, ...amount, operation_id });
    const basket = basketOf(cents, this.#favourite, new Random(Math.imul(this.#seed + number, SPREAD)));
    this.rows.purchase_item.push(...purchaseItemRows({ tenant: this.tenant, purchase_id: id, member_id }, basket));
    return operation_id;
  }

  /** An event of a type of the program's, of which so many stars were told. */
  rated(type: Named, stars: number, when: Circumstance) {
    const details = [{ id: "stars", label: "Stars", kind: "number", value: stars }];
    const effect = { kind: "event", subject: type, details, expiresAt: null };
    const { id } = this.#tell("add-event", when, { receipt: { effects: [effect] } });
    const of = { tenant: this.tenant, id, member_id: this.memberId, at: when.at };
    this.rows.member_event.push({ ...of, type: type.id, told: JSON.stringify({ stars }) });
  }

  /** A gift lands in the wallet. */
  gift(
    { id: gift_id, name }: Gift,
    when: Circumstance,
    expires_on: string | null,
    status: "active" | "used" | "expired" = "active",
  ) {
    const id = `mg_${this.memberId.slice(2)}_${this.#count + 1}`;
    const gift = { id: gift_id, name };
    this.rows.member_gift.push({
      tenant: this.tenant,
      id,
      member_id: this.memberId,
      gift_id,
      status,
      issued_at: when.at,
      expires_on,
    });
    this.#tell("send-asset", when, {
      receipt: { effects: [{ kind: "gift", subject: gift, issued: id }] },
      effects: [{ kind: "gift", change: "issued", id, gift, expiresOn: expires_on }],
    });
  }

  /** A reward's coupon lands in the wallet, free; `used`: it was shown at a till since. */
  coupon(
    { id: reward_id, name }: Named,
    when: Circumstance,
    expires_on: string | null,
    { code, status = "active" }: { code: string; status?: "active" | "used" },
  ) {
    const id = `cp_${this.memberId.slice(2)}_${this.#count + 1}`;
    const reward = { id: reward_id, name };
    const issuedOn = when.at.toISOString().slice(0, 10);
    this.rows.coupon.push({
      tenant: this.tenant,
      id,
      member_id: this.memberId,
      reward_id,
      code,
      status,
      issued_at: when.at,
      issued_on: issuedOn,
      expires_on,
    });
    this.#tell("give-reward", when, {
      receipt: { effects: [{ kind: "coupon", subject: reward, issued: id }] },
      effects: [{ kind: "coupon", id, reward, before: null, after: "active", issuedOn, expiresOn: expires_on }],
    });
  }

  /** Erased by an operator. */
  erase(when: Circumstance) {
    this.#tell("delete", when, { receipt: { effects: [{ kind: "erasure", subject: null }] } });
  }

  /** Punches the active card, or a new one where there is none. */
  punch({ id: cardId, name, size: of }: PunchCard, when: Circumstance) {
    const punchCard = { id: cardId, name };
    const { card, isNew } = this.#activeCard(cardId, when.at);
    const before = card.punches;
    card.punches += 1;
    if (card.punches >= of) card.status = "full";
    const count = { before, after: card.punches, of };
    this.#tell("punch-card", when, {
      receipt: { effects: [{ kind: "punch", subject: punchCard, count, issued: isNew ? card.id : null }] },
      effects: [{ kind: "punch", change: isNew ? "issued" : "punched", id: card.id, punchCard, ...count }],
    });
  }

  /** A message and what became of it. */
  message(action: string, message: Message, when: Circumstance) {
    const { id } = this.#tell(action, when, {
      receipt: { message: { ...message, to: null, subject: null, body: null } },
    });
    this.rows.message.push({
      tenant: this.tenant,
      id: `msg_${id}`,
      member_id: this.memberId,
      operation_id: id,
      ...messageColumns(message),
      attempts: message.status === "blocked" ? 0 : 1,
      next_attempt_at: null,
      lease_until: null,
      provider_id: null,
      created_at: when.at,
      updated_at: when.at,
    });
  }

  earned(currency: string): number {
    return this.#account(currency).earned;
  }

  spendable(currency: string): number {
    return this.#account(currency).spendable;
  }

  /** Writes the balances and lots that all of it led to. Call it once, at the end. */
  close() {
    const { tenant, memberId: member_id } = this;
    for (const { currency, lots, ...balance } of this.#accounts.values()) {
      const key = { tenant, member_id, currency };
      this.rows.account.push({ ...key, ...balance });
      for (const { expiresOn: expires_on, availableOn: available_on, amount, expired } of lots)
        if (amount > 0 || expired > 0) this.rows.lot.push({ ...key, expires_on, available_on, amount, expired });
    }
  }

  #activeCard(punch_card_id: string, issued_at: Date) {
    const active = this.#cards.find((card) => card.punch_card_id === punch_card_id && card.status === "active");
    if (active) return { card: active, isNew: false };
    const id = `pc_${this.memberId.slice(2)}_${this.#cards.length + 1}`;
    const key = { tenant: this.tenant, id, member_id: this.memberId };
    const card = { ...key, punch_card_id, punches: 0, status: "active", issued_at, issued_by_punch: true };
    this.#cards.push(card);
    this.rows.member_punch_card.push(card);
    return { card, isNew: true };
  }

  #account(currency: string): AccountState {
    return accountOf({ accounts: this.#accounts }, currency);
  }

  #book(action: string, effect: BalanceEffect, when: Circumstance, more: Partial<Operation> = {}): Operation {
    const { currency, requested } = effect;
    const before = this.#account(currency);
    const after = book(before, effect);
    const tier = this.#move(after);
    const moved = (part: Part): Delta | null =>
      effect[part] === 0 ? null : { before: before[part], after: after[part] };
    const [earned, spendable, spent, expired] = [moved("earned"), moved("spendable"), moved("spent"), moved("expired")];
    const change: BalanceChange = { currency, earned, spendable, spent, expired, requested, applied: requested };
    const operation = this.#tell(action, when, { receipt: { changes: [change], tier, ...more }, effects: [effect] });
    this.#enter(operation, effect, after);
    return operation;
  }

  /** Sets the account; answers the tier's change, if that made one. */
  #move(after: AccountState): Operation["tier"] {
    const before = this.tierAt(this.earned("points"));
    this.#accounts.set(after.currency, after);
    const reached = this.tierAt(this.earned("points"));
    return before === reached ? null : { before, after: reached };
  }

  #enter(
    { id: operation_id, at }: Operation,
    effect: BalanceEffect,
    { seq, spendable: spendable_after }: AccountState,
  ) {
    const { currency, earned, spendable, spent, expired, pending, legs } = effect;
    const moved = { currency, earned, spendable, spent, expired, pending };
    const { tenant, memberId: member_id } = this;
    this.rows.entry.push({
      tenant,
      member_id,
      seq,
      operation_id,
      at,
      ...moved,
      spendable_after,
      legs: JSON.stringify(legs),
    });
  }

  #tell(action: string, when: Circumstance, { receipt = {}, effects = [] }: Telling): Operation {
    const id = `op_${this.memberId.slice(2)}_${String(++this.#count).padStart(4, "0")}`;
    const operation: Operation = {
      id,
      action,
      status: "applied",
      member: { id: this.memberId },
      operator: when.operator ?? null,
      source: when.source,
      cause: when.cause ? { id: when.cause.id, name: when.cause.name } : null,
      branch: when.branch ?? null,
      at: when.at.toISOString(),
      changes: [],
      tier: null,
      message: null,
      effects: [],
      warnings: [],
      reasonCode: when.reasonCode ?? null,
      note: null,
      reference: null,
      reversible: !receipt.reverses && isReversible(effects) ? { until: null } : null,
      reversedBy: null,
      reverses: null,
      ...receipt,
    };
    this.#keep(operation, effects, when);
    return operation;
  }

  #keep(operation: Operation, effects: readonly Effect[], when: Circumstance) {
    const { tenant, memberId: member_id } = this;
    const change = operation.changes[0];
    this.rows.operation.push({
      tenant,
      id: operation.id,
      scope: "seed",
      key: operation.id,
      fingerprint: null,
      action: operation.action,
      member_id,
      operator_id: operation.operator?.id ?? null,
      counts_as: operation.operator && operation.reverses === null ? operation.action : null,
      source: operation.source,
      branch_id: operation.branch?.id ?? null,
      at: when.at,
      status: "applied",
      http_status: 200,
      receipt: JSON.stringify(operation),
      effects: effects.length > 0 ? JSON.stringify(effects) : null,
      currency: change?.currency ?? null,
      amount: change ? Math.abs(change.applied) : null,
      reason_code: operation.reasonCode,
      reference: null,
      reverses: operation.reverses,
      reversed_by: null,
      caused_by: when.causedBy ?? null,
    });
    if (when.note)
      this.rows.member_text.push({ tenant, operation_id: operation.id, field: "note", member_id, text: when.note });
  }
}
