import type { RowsToWrite } from "./rows-to-write.js";
import type {
  BalanceEffect,
  CardEffect,
  ConsentEffect,
  CouponEffect,
  Effect,
  GiftEffect,
  Leg,
  MessageEffect,
  ProfileEffect,
  PunchEffect,
  ResyncEffect,
  PurchaseEffect,
  EventEffect,
  ReturnEffect,
  TagEffect,
} from "../domain/effects.js";
import { giftStatusAfter } from "../domain/held-gift.js";
import { stockMoveOf } from "../domain/stock.js";
import { exchanged } from "../domain/card.js";
import { newCouponCode } from "../domain/coupon-code.js";
import { NOW } from "../domain/consent.js";
import { cardStatusAfter } from "../domain/apply-effect.js";
import { newId } from "../domain/new-id.js";
import { type Findable, lookupsMoved } from "../domain/lookup.js";
import { accountOf, type HeldCardState, type MemberState, type ProfileState } from "../domain/member.js";
import type { PurchaseState } from "../domain/purchase.js";
import { attributeOf, isInProfile, withAttribute } from "../domain/attribute.js";
import { toldOf } from "../domain/personal-text.js";
import { purchaseItemRows } from "./purchase-item-rows.js";
import type { WriteJob } from "./write-job.js";
import type { Insertable } from "kysely";
import type { ErasedStatus, Message } from "../../sdk/contract/index.js";
import type { Schema } from "../postgres/schema.js";

/** A message as its row holds it: what it says, what it costs, and what became of it. */
export const messageColumns = ({ template, to, cost, ...message }: Omit<Message, "beyondGsm">) =>
  ({
    channel: message.channel,
    template_id: template?.id ?? null,
    template_name: template?.name ?? null,
    to_address: to,
    subject: message.subject,
    body: message.body,
    segments: message.segments,
    cost_amount: cost?.amount ?? null,
    cost_currency: cost?.currency ?? null,
    cost_scale: cost?.scale ?? null,
    consent: message.consent,
    status: message.status,
    reason: message.reason,
  }) satisfies Partial<Insertable<Schema["message"]>>;

/** Adds the rows that one effect leaves behind; `after` is the member once it has taken place. */
type AddRows<E extends Effect> = (toWrite: RowsToWrite, job: WriteJob, effect: E, after: MemberState) => void;

const addLotRow = (
  { lots }: RowsToWrite,
  account: { tenant: string; member_id: string; currency: string },
  { expiresOn, availableOn, delta, expired = 0, standIn = 0 }: Leg,
): void => {
  const key = `${account.member_id} ${account.currency} ${expiresOn} ${availableOn}`;
  const row = lots.get(key) ?? {
    ...account,
    expires_on: expiresOn,
    available_on: availableOn,
    amount: 0,
    expired: 0,
    stand_in: 0,
  };
  lots.set(key, {
    ...row,
    amount: row.amount + delta,
    expired: row.expired + expired,
    stand_in: row.stand_in + standIn,
  });
};

const addBalanceRows: AddRows<BalanceEffect> = (toWrite, { tenant, id, memberId, at }, effect, after) => {
  const account = accountOf(after, effect.currency);
  const { currency, seq } = account;
  const { earned, spendable, spent, expired, pending } = account;
  const key = { tenant, member_id: memberId, currency };
  toWrite.accounts.set(`${memberId} ${currency}`, { ...key, earned, spendable, spent, expired, pending, seq });
  for (const leg of effect.legs) addLotRow(toWrite, key, leg);
  const moves = {
    earned: effect.earned,
    spendable: effect.spendable,
    spent: effect.spent,
    expired: effect.expired,
    pending: effect.pending,
  };
  toWrite.entries.push({
    ...key,
    seq,
    operation_id: id,
    at,
    ...moves,
    spendable_after: spendable,
    legs: JSON.stringify(effect.legs),
    shortfall: effect.shortfall ?? 0,
  });
};

const addGiftRows: AddRows<GiftEffect> = (toWrite, { tenant, memberId, at }, { change, id, gift, expiresOn }) => {
  toWrite.gifts.set(id, {
    tenant,
    id,
    member_id: memberId,
    gift_id: gift.id,
    status: giftStatusAfter[change],
    issued_at: at,
    expires_on: expiresOn,
  });
};

const addPunchRows: AddRows<PunchEffect> = (toWrite, { tenant, memberId, at }, effect) => {
  const { id, punchCard, after: punches } = effect;
  const status = cardStatusAfter(effect);
  const row = {
    tenant,
    id,
    member_id: memberId,
    punch_card_id: punchCard.id,
    punches,
    status,
    issued_at: at,
    issued_by_punch: true,
  };
  toWrite.punchCards.set(id, row);
};

/** One that is stored already keeps all but its status: its code, too. */
const addCouponRows: AddRows<CouponEffect> = ({ coupons }, { tenant, memberId, at }, effect) => {
  const { id, reward, after, issuedOn, expiresOn } = effect;
  const row = coupons.get(id) ?? {
    tenant,
    id,
    member_id: memberId,
    reward_id: reward.id,
    code: newCouponCode(),
    issued_at: at,
    issued_on: issuedOn,
    expires_on: expiresOn,
  };
  coupons.set(id, { ...row, status: after ?? "withdrawn" });
};

const addTagRows: AddRows<TagEffect> = (toWrite, { tenant, memberId }, { change, tag }) => {
  toWrite.tags.set(`${memberId} ${tag}`, { row: { tenant, member_id: memberId, tag }, isThere: change === "added" });
};

const addConsentRows: AddRows<ConsentEffect> = (toWrite, { tenant, memberId, at }, { channel, after }) => {
  const since = after.at === NOW ? at : after.at;
  toWrite.consents.set(`${memberId} ${channel}`, {
    tenant,
    member_id: memberId,
    channel,
    granted: after.granted,
    at: since,
  });
};

/** By what somebody is looked up beside what no edit changes. */
const findableAs = (
  id: string,
  { name, email, phone }: ProfileState,
  cardNumbers: readonly string[] = [],
): Findable => ({
  id,
  name,
  email,
  phone,
  supportId: null,
  externalIds: [],
  cardNumbers,
});

const addLookupRows = (toWrite: RowsToWrite, tenant: string, before: Findable, after: Findable): void => {
  const { id } = after;
  const { gone, come } = lookupsMoved(before, after);
  for (const [lookups, isThere] of [
    [gone, false],
    [come, true],
  ] as const)
    for (const { kind, value } of lookups)
      toWrite.lookups.set(`${id} ${kind} ${value}`, { row: { tenant, member_id: id, kind, value }, isThere });
};

const addProfileRows: AddRows<ProfileEffect> = (toWrite, { tenant, memberId }, { attribute, before }, after) => {
  const { id } = attribute;
  if (!isInProfile(id)) {
    const { value } = attributeOf(after, id);
    const row = { tenant, member_id: memberId, attribute: id, value: JSON.stringify(value) };
    toWrite.attributes.set(`${memberId} ${id}`, { row, isThere: value !== null });
    return;
  }
  const { profile } = after;
  toWrite.profiles.set(memberId, {
    tenant,
    member_id: memberId,
    name: profile.name,
    first_name: profile.firstName,
    email: profile.email,
    email_verified: profile.emailVerified,
    phone: profile.phone,
    phone_verified: profile.phoneVerified,
    birthday: profile.birthday,
    language: profile.language,
    home_branch_id: profile.homeBranchId,
  });
  const was = withAttribute(after, id, before);
  addLookupRows(toWrite, tenant, findableAs(memberId, was.profile), findableAs(memberId, profile));
};

/** One that was replaced stays, with its status; one that is taken back has never been. */
const addCardRows: AddRows<CardEffect> = (toWrite, { tenant, memberId, at }, effect, after) => {
  const { change, before: gone, after: come } = effect;
  const put = ({ id, number }: HeldCardState, status: string, replaced_by: string | null, isThere: boolean) => {
    const row = toWrite.cards.get(id)?.row ?? { tenant, id, member_id: memberId, number, issued_at: at };
    toWrite.cards.set(id, { row: { ...row, status, replaced_by }, isThere });
  };
  if (gone) put(gone, "replaced", come?.id ?? null, change === "given");
  if (come) put(come, "active", null, true);
  const findable = (cards: MemberState["cards"]) =>
    findableAs(
      memberId,
      after.profile,
      [...cards.values()].map(({ number }) => number),
    );
  addLookupRows(toWrite, tenant, findable(exchanged(after, come, gone)), findable(after.cards));
};

const addMessageRows: AddRows<MessageEffect> = (toWrite, { tenant, id, memberId, at }, effect) => {
  toWrite.messages.push({
    tenant,
    id: newId("msg", at),
    member_id: memberId,
    operation_id: id,
    ...messageColumns(effect),
    next_attempt_at: effect.status === "queued" ? at : null,
    created_at: at,
    updated_at: at,
  });
};

type PurchaseRow = Insertable<Schema["purchase"]>;

const purchaseRow = (
  { tenant, at, branchId = null }: WriteJob,
  { id, receipt, amount: { amount, currency, scale }, ...purchase }: PurchaseState,
  since: Pick<PurchaseRow, "member_id" | "operation_id" | "returned">,
): PurchaseRow => ({
  tenant,
  id,
  at: purchase.at === NOW ? at : purchase.at,
  branch_id: purchase.branchId ?? branchId,
  receipt_number: receipt,
  ...{ amount, currency, scale },
  ...since,
});

const addPurchaseRows: AddRows<PurchaseEffect> = (toWrite, job, { change, purchase, wasKept }) => {
  const { tenant, id, memberId } = job;
  const isTheirs = change !== "unclaimed";
  const [member_id, operation_id] = isTheirs ? [memberId, id] : [null, null];
  const row = purchaseRow(job, purchase, { member_id, operation_id, returned: 0 });
  toWrite.purchases.set(purchase.id, { row, isThere: isTheirs || wasKept });
  const of = { tenant, purchase_id: purchase.id, member_id };
  if (wasKept) toWrite.itemOwners.set(purchase.id, of);
  else if (isTheirs) toWrite.purchaseItems.push(...purchaseItemRows(of, purchase.items));
};

const addReturnRows: AddRows<ReturnEffect> = (toWrite, job, { purchase, after: returned }) => {
  const since = { member_id: job.memberId, operation_id: purchase.operationId, returned };
  toWrite.purchases.set(purchase.id, { row: purchaseRow(job, purchase, since), isThere: true });
};

const addEventRow: AddRows<EventEffect> = ({ events }, { tenant, id, memberId, at }, { type, details }) => {
  const told = toldOf(details);
  events.push({ tenant, id, member_id: memberId, at, type: type.id, told: JSON.stringify(told) });
};

const addResyncRows: AddRows<ResyncEffect> = ({ resyncs }, { tenant, id, memberId, at }, { integration }) => {
  resyncs.push({
    ...{
      tenant,
      operation_id: id,
      member_id: memberId,
      integration_id: integration.id,
      status: "queued",
      reason: null,
    },
    ...{ next_attempt_at: at, created_at: at, updated_at: at },
  });
};

const addErasure = (
  { erased }: RowsToWrite,
  { id, memberId }: WriteJob,
  { tags }: MemberState,
  as: ErasedStatus,
): void => void erased.push({ memberId, operationId: id, as, tags: [...tags] });

const addRowsBy: { [K in Effect["kind"]]: AddRows<Extract<Effect, { kind: K }>> } = {
  balance: addBalanceRows,
  gift: addGiftRows,
  punch: addPunchRows,
  coupon: addCouponRows,
  tag: addTagRows,
  consent: addConsentRows,
  profile: addProfileRows,
  card: addCardRows,
  message: addMessageRows,
  resync: addResyncRows,
  /** The member's row has it. */
  status: () => undefined,
  tier: () => undefined,
  "hidden-tier": () => undefined,
  currency: () => undefined,
  purchase: addPurchaseRows,
  return: addReturnRows,
  event: addEventRow,
  absorb: (toWrite, { tenant, memberId }, { tags }) => {
    for (const tag of tags)
      toWrite.tags.set(`${memberId} ${tag}`, { row: { tenant, member_id: memberId, tag }, isThere: true });
  },
  merge: (toWrite, job, { into }, after) => {
    toWrite.merged.push({ from: job.memberId, into, operationId: job.id });
    addErasure(toWrite, job, after, "deleted");
  },
  erasure: (toWrite, job, { as }, after) => addErasure(toWrite, job, after, as),
};

const addStockMove = ({ stock }: RowsToWrite, effect: Effect): void => {
  const move = stockMoveOf(effect);
  if (!move?.by) return;
  const { kind, id, by } = move;
  stock[kind].set(id, (stock[kind].get(id) ?? 0) + by);
};

/** Adds the rows that an effect leaves behind. */
export const addRows: AddRows<Effect> = (toWrite, job, effect, after) => {
  (addRowsBy[effect.kind] as AddRows<Effect>)(toWrite, job, effect, after);
  addStockMove(toWrite, effect);
};
