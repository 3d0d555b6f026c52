import type { AttributeValue } from "../../sdk/contract/index.js";
import type { TagCase } from "../../sdk/contract/tag.js";
import { shelves, type StockMove, stockMoveOf } from "../domain/stock.js";
import type { CardEffect, Effect, ProfileEffect, PurchaseEffect } from "../domain/effects.js";
import { NOW } from "../domain/consent.js";
import type { Brought, PurchaseState } from "../domain/purchase.js";
import { isUnique } from "../domain/attribute.js";
import { TagSet } from "../domain/tag-set.js";
import type { Usage } from "../domain/limits.js";
import { countedOf } from "./counted.js";
import type { ApprovalState } from "../domain/approval.js";
import type { Applied, Change } from "./outcome.js";
import type { ReadState } from "./read-state.js";
import type { OriginalOperation } from "../domain/undo.js";
import type { Library, MemberState, Merging } from "../domain/member.js";
import { tagCaseOf } from "../domain/program.js";
import { isErased } from "../domain/membership.js";
import { rewardOf } from "../read/reward-row.js";
import { type Used, type UsedNow, usageOf } from "../read/usage.js";
import type { GivenBefore } from "./read-given.js";
import type { Messaged } from "./read-messaged.js";
import { isForTheSame, type Repeat } from "./read-repeats.js";
import type { Intent, WriteJob } from "./write-job.js";
import { RefusalError } from "../domain/refusal.js";
import type { MemberRow } from "./read-state.js";

const mapBy = <T, V>(items: readonly T[], key: (item: T) => string, value: (item: T) => V): Map<string, V> =>
  new Map(items.map((item) => [key(item), value(item)]));

/** Puts one member together from what was read; `gone` where they were erased. */
const memberOf = ({ profile, ...row }: MemberRow, reading: ReadState, tagCase: TagCase): MemberState | "gone" => {
  if (isErased(row.status) || !profile) return "gone";
  const own = <T extends { readonly memberId: string }>(items: readonly T[]): T[] =>
    items.filter(({ memberId }) => memberId === row.id);
  const lots = own(reading.lots);
  return {
    ...row,
    givenTiers: row.givenTiers ?? [],
    profile,
    attributes: mapBy(
      own(reading.attributes),
      ({ id }) => id,
      ({ value }) => JSON.parse(value) as AttributeValue,
    ),
    accounts: mapBy(
      own(reading.accounts),
      ({ currency }) => currency,
      (account) => ({ ...account, lots: lots.filter(({ currency }) => currency === account.currency) }),
    ),
    tags: new TagSet(
      own(reading.tags).map(({ tag }) => tag),
      tagCase,
    ),
    consents: mapBy(
      own(reading.consents),
      ({ channel }) => channel,
      ({ granted, at }) => ({ granted, at }),
    ),
    gifts: mapBy(
      own(reading.heldGifts),
      ({ id }) => id,
      (held) => held,
    ),
    coupons: byId(own(reading.heldCoupons)),
    cards: byId(own(reading.heldCards)),
    punchCards: mapBy(
      own(reading.heldPunchCards),
      ({ id }) => id,
      (card) => card,
    ),
  };
};

/** The reactions of rules by the operation that they go back to. */
const byRoot = (reactions: ReadState["brought"]): Map<string, Brought[]> => {
  const roots = new Map<string, Brought[]>();
  for (const { root, ...reaction } of reactions) roots.set(root, [...(roots.get(root) ?? []), reaction]);
  return roots;
};

/** What is undone by itself is no part of what a purchase brought. */
const withoutReaction = (brought: Library["brought"], undone: string | null): Library["brought"] =>
  undone === null
    ? brought
    : new Map([...brought].map(([root, list]) => [root, list.filter(({ id }) => id !== undone)]));

/** A purchase once an effect has taken place; null: it never was. */
const purchaseAfter = (
  { id: operationId, memberId, at, branchId = null }: WriteJob,
  { change, purchase, wasKept }: PurchaseEffect,
): PurchaseState | null => {
  if (change === "unclaimed") return wasKept ? { ...purchase, memberId: null, operationId: null } : null;
  const since = purchase.at === NOW ? at.toISOString() : purchase.at;
  return { ...purchase, memberId, operationId, at: since, branchId: purchase.branchId ?? branchId };
};

const byId = <T extends { readonly id: string }>(items: readonly T[]) => new Map(items.map((item) => [item.id, item]));

/**
 * What a group's decisions stand on, which moves on with each of them: the second operation of a group sees what the
 * first did, though nothing is written yet.
 */
export class Snapshot {
  /** What was given to the member of a preview by hand lately, the latest first; nothing in a write. */
  readonly given: readonly GivenBefore[];
  readonly #members = new Map<string, MemberState | "gone">();
  readonly #originals: Map<string, OriginalOperation>;
  readonly #usage: (Used | UsedNow)[];
  readonly #repeats: readonly Repeat[];
  readonly #messaged: readonly Messaged[];
  readonly #approvals: Map<string, ApprovalState>;
  readonly #merging: ReadonlyMap<string, Merging>;
  /** Who has each of the addresses, numbers and cards that are asked for. */
  readonly #addresses = new Map<string, string>();
  #library: Library;

  /** @throws RefusalError `not-found` where the tenant has no program */
  constructor(reading: ReadState) {
    if (!reading.program) throw new RefusalError("not-found", "There is no such program.");
    const { program, gifts, punchCards, rewards, templates, reasonCodes, branches, purchases, brought } = reading;
    this.#library = {
      program,
      gifts: byId(gifts),
      punchCards: byId(punchCards),
      rewards: byId(rewards.map(rewardOf)),
      templates: byId(templates),
      reasonCodes: byId(reasonCodes),
      branches: byId(branches),
      purchases: byId(purchases),
      brought: byRoot(brought),
    };
    for (const row of reading.members) this.#members.set(row.id, memberOf(row, reading, tagCaseOf(program)));
    this.#originals = byId(reading.originals);
    this.#usage = [...reading.usage];
    this.#approvals = byId(reading.approvals);
    this.#repeats = reading.repeats;
    this.#messaged = reading.messaged;
    this.given = reading.given ?? [];
    this.#merging = mapBy(
      reading.merging,
      ({ memberId }) => memberId,
      ({ entries, gifts, punchCards, coupons, cards, externalIds, lookalikes }) => ({
        belongings: { entries, gifts, punchCards, coupons, cards, externalIds },
        lookalikes,
      }),
    );
    for (const { memberId, address } of reading.addresses) this.#addresses.set(address, memberId);
  }

  get library(): Library {
    return this.#library;
  }

  /** The member as of now; `gone` once erased; undefined where there never was one. */
  member(id: string): MemberState | "gone" | undefined {
    return this.#members.get(id);
  }

  /** The operation that is to be undone, as of now. */
  original(id: string): OriginalOperation | undefined {
    return this.#originals.get(id);
  }

  /** How many messages a member got by a channel in the last 7 days. */
  messaged(memberId: string, channel: string): number {
    return this.#messaged.find((each) => each.memberId === memberId && each.channel === channel)?.times ?? 0;
  }

  /** The same act, done lately for the same reason or ticket. */
  repeatOf({ memberId, action, operator, reverses, input }: Intent): Repeat | undefined {
    if (!operator || reverses !== null) return undefined;
    return this.#repeats.find(
      (repeat) => repeat.memberId === memberId && repeat.action === action.id && isForTheSame(repeat, input),
    );
  }

  /** What was approved, as of now; undefined where it went with its member. */
  approval(id: string): ApprovalState | undefined {
    return this.#approvals.get(id);
  }

  /** What a member who is to be merged has beside balances; null where nobody asked for it. */
  merging(id: string | null): Merging | null {
    return this.#merging.get(id ?? "") ?? null;
  }

  /** Whether another member has this e-mail address, phone number or card. */
  isTaken(address: string, memberId: string): boolean {
    return (this.#addresses.get(address) ?? memberId) !== memberId;
  }

  /** How much of a purchase has not come back; undefined: it was not asked about. */
  leftOf(purchaseId: string): number | undefined {
    const purchase = this.#library.purchases.get(purchaseId);
    return purchase && purchase.amount.amount - purchase.returned;
  }

  usage(operatorId: string): Usage {
    return usageOf(this.#usage, operatorId);
  }

  /** Moves on past an applied operation. */
  advance(job: WriteJob, applied: Applied): void {
    for (const change of [applied, ...(applied.other ? [applied.other] : [])]) this.#advanceMember(change);
    this.#movePurchases(job, applied.effects);
    const { countsAs, currency, amount } = countedOf(job, this);
    if (job.operator && countsAs !== null)
      this.#usage.push({ operator_id: job.operator.id, action: countsAs, currency, per: null, amount, times: 1 });
    if (job.reverses !== null) this.#markReversed(job.reverses, job.id);
    const approval = job.approval && this.#approvals.get(job.approval.id);
    if (approval) this.#approvals.set(approval.id, { ...approval, status: "approved" });
  }

  #advanceMember({ effects, after }: Change): void {
    this.#members.set(after.id, isErased(after.status) ? "gone" : after);
    for (const effect of effects) {
      const move = stockMoveOf(effect);
      if (move) this.#moveStock(move);
      if (effect.kind === "profile") this.#moveAttribute(after.id, effect);
      if (effect.kind === "card") this.#moveCard(after.id, effect);
    }
    if (isErased(after.status))
      for (const [address, memberId] of this.#addresses) if (memberId === after.id) this.#addresses.delete(address);
  }

  #moveAttribute(memberId: string, { attribute, before, after }: ProfileEffect): void {
    if (isUnique(attribute.id)) this.#moveAddress(memberId, before.value, after.value);
  }

  #moveCard(memberId: string, { before, after }: CardEffect): void {
    this.#moveAddress(memberId, before?.number ?? null, after?.number ?? null);
  }

  #moveAddress(memberId: string, before: AttributeValue, after: AttributeValue): void {
    const given = String(before);
    if (this.#addresses.get(given) === memberId) this.#addresses.delete(given);
    if (after !== null) this.#addresses.set(String(after), memberId);
  }

  #moveStock({ kind, id, by }: StockMove): void {
    const shelf = shelves[kind];
    const held: ReadonlyMap<string, { readonly stock: number | null }> = this.#library[shelf];
    const thing = held.get(id);
    if (thing?.stock == null) return;
    const moved = new Map(held).set(id, { ...thing, stock: thing.stock + by });
    this.#library = { ...this.#library, [shelf]: moved };
  }

  #movePurchases(job: WriteJob, effects: readonly Effect[]): void {
    const purchases = new Map(this.#library.purchases);
    for (const effect of effects) {
      if (effect.kind === "purchase") {
        const moved = purchaseAfter(job, effect);
        if (moved) purchases.set(moved.id, moved);
        else purchases.delete(effect.purchase.id);
      } else if (effect.kind === "return")
        purchases.set(effect.purchase.id, { ...effect.purchase, returned: effect.after });
    }
    this.#library = { ...this.#library, purchases, brought: withoutReaction(this.#library.brought, job.reverses) };
  }

  #markReversed(id: string, reversedBy: string): void {
    const original = this.#originals.get(id);
    if (!original) return;
    for (const each of [original, this.#originals.get(original.counterpart ?? "")])
      if (each) this.#originals.set(each.id, { ...each, reversedBy });
  }
}
