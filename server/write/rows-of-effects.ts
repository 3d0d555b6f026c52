import type { Batch } from "./rows-to-write.js";
import type { BalanceEffect, Effect, GiftEffect, MessageEffect, PunchEffect, TagEffect } from "../domain/effects.js";
import { cardStatusAfter } from "../domain/apply-effect.js";
import { newId } from "../domain/new-id.js";
import { leftIn } from "../domain/ledger.js";
import { messageColumns } from "./message-columns.js";
import { accountOf, type MemberState } from "../domain/member.js";
import type { Work } from "./write-job.js";

/** Adds the rows that one effect leaves behind; `after` is the member once it has taken place. */
type Record<E extends Effect> = (batch: Batch, work: Work, effect: E, after: MemberState) => void;

const recordBalance: Record<BalanceEffect> = (batch, { tenant, id, memberId, at }, effect, after) => {
  const account = accountOf(after, effect.currency);
  const { currency, seq } = account;
  const { earned, spendable, spent, expired, pending } = account;
  const key = { tenant, member_id: memberId, currency };
  batch.accounts.set(`${memberId} ${currency}`, { ...key, earned, spendable, spent, expired, pending, seq });
  for (const leg of effect.legs) {
    const row = { ...key, expires_on: leg.expiresOn, available_on: leg.availableOn, amount: leftIn(account, leg) };
    batch.lots.set(`${memberId} ${currency} ${leg.expiresOn} ${leg.availableOn}`, row);
  }
  const moves = {
    earned: effect.earned,
    spendable: effect.spendable,
    spent: effect.spent,
    expired: effect.expired,
    pending: effect.pending,
  };
  batch.entries.push({ ...key, seq, operation_id: id, at, ...moves, spendable_after: spendable, legs: JSON.stringify(effect.legs) });
};

const recordGift: Record<GiftEffect> = (batch, { tenant, memberId, at }, { change, id, gift, expiresOn }) => {
  const isIssued = change === "issued";
  const status = isIssued ? "active" : "revoked";
  batch.gifts.set(id, { tenant, id, member_id: memberId, gift_id: gift.id, status, issued_at: at, expires_on: expiresOn });
  batch.stock.set(gift.id, (batch.stock.get(gift.id) ?? 0) + (isIssued ? -1 : 1));
};

const recordPunch: Record<PunchEffect> = (batch, { tenant, memberId, at }, effect) => {
  const { id, punchCard, after } = effect;
  const status = cardStatusAfter(effect);
  batch.punchCards.set(id, { tenant, id, member_id: memberId, punch_card_id: punchCard.id, punches: after, status, issued_at: at });
};

const recordTag: Record<TagEffect> = (batch, { tenant, memberId }, { change, tag }) => {
  batch.tags.set(`${memberId} ${tag}`, { row: { tenant, member_id: memberId, tag }, isThere: change === "added" });
};

const recordMessage: Record<MessageEffect> = (batch, { tenant, id, memberId, at }, effect) => {
  batch.messages.push({
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

const recordBy: { [K in Effect["kind"]]: Record<Extract<Effect, { kind: K }>> } = {
  balance: recordBalance,
  gift: recordGift,
  punch: recordPunch,
  tag: recordTag,
  message: recordMessage,
  /** Its receipt is all there is of it. */
  purchase: () => undefined,
  erasure: (batch, { id, memberId }) => void batch.erased.push({ memberId, operationId: id }),
};

/** Adds the rows that an effect leaves behind. */
export const record: Record<Effect> = (batch, work, effect, after) => (recordBy[effect.kind] as Record<Effect>)(batch, work, effect, after);
