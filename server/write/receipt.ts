import type {
  AttributeValue,
  BalanceChange,
  Detail,
  Effect as ShownEffect,
  Message,
  Operation,
} from "../../sdk/contract/index.js";
import { shownConsent } from "../domain/change-consent.js";
import { shownTag } from "../domain/change-tags.js";
import type { AttributeState } from "../domain/attribute.js";
import type { BalanceEffect, Effect, MessageEffect } from "../domain/effects.js";
import { appliedOf } from "../domain/ledger.js";
import { type Applied, type Change, effectsOfBoth } from "./outcome.js";
import { canBeUndone } from "../domain/undo.js";
import { type AccountState, accountOf, type Belongings, type Library, type MemberState } from "../domain/member.js";
import { undoUntil } from "../domain/program.js";
import type { PurchaseState } from "../domain/purchase.js";
import { approverOf, type Intent } from "./write-job.js";

const parts = ["earned", "spendable", "spent", "expired"] as const;

const balanceChange = (effect: BalanceEffect, before: AccountState, after: AccountState): BalanceChange => {
  const [earned, spendable, spent, expired] = parts.map((part) =>
    before[part] === after[part] ? null : { before: before[part], after: after[part] },
  ) as [BalanceChange["earned"], BalanceChange["spendable"], BalanceChange["spent"], BalanceChange["expired"]];
  const { currency, requested } = effect;
  const pending = before.pending !== after.pending && { pending: { before: before.pending, after: after.pending } };
  return { currency, earned, spendable, spent, expired, ...pending, requested, applied: appliedOf(effect) };
};

const changesOf = (effects: readonly Effect[], before: MemberState, after: MemberState): BalanceChange[] =>
  effects.flatMap((effect) =>
    effect.kind === "balance"
      ? [balanceChange(effect, accountOf(before, effect.currency), accountOf(after, effect.currency))]
      : [],
  );

/** A change of tier with the last day of the tier that was given, where it has one. */
const withLastDay = (tier: Change["tier"], effects: readonly Effect[]): Operation["tier"] => {
  const given = effects.flatMap((effect) =>
    effect.kind === "tier" && effect.change === "given" && effect.given.tierId === tier?.after ? effect.given : [],
  );
  const [until] = given.flatMap((each) => each.until ?? []);
  return tier && until !== undefined ? { ...tier, until } : tier;
};

const movedOf = ({ entries, gifts, punchCards, coupons, cards, tags, externalIds }: Belongings): ShownEffect["moved"] =>
  Object.entries({ entries, gifts, "punch-cards": punchCards, coupons, cards, tags, "external-ids": externalIds })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => ({ what, count }));
const toldOf = ({ shown, value }: AttributeState): AttributeValue => shown ?? value;
/** What is told of one of several is what it is called. */
const kindTold = (kind: string): string => (kind === "choice" ? "text" : kind);

/** A number that a till made, and nobody typed: no erasure has to take it out. */
const receiptDetail = ({ receipt }: PurchaseState): Detail[] =>
  receipt === null ? [] : [{ id: "receipt", label: "Receipt", kind: "id", value: receipt }];
const branchDetail = ({ branchId }: PurchaseState, { branches }: Library): Detail[] => {
  const branch = branches.get(branchId ?? "");
  return branch ? [{ id: "branch", label: "Branch", kind: "text", value: branch.name, code: branch.id }] : [];
};
const dayDetail = (day: string): Detail => ({ id: "date", label: "Date", kind: "date", value: day });

/** Where that was bought which is claimed or comes back. */
const branchOf = (effects: readonly Effect[]): string | null =>
  effects.flatMap((effect) => ("purchase" in effect ? (effect.purchase.branchId ?? []) : []))[0] ?? null;

/** Balances, the tier and messages have places of their own in a receipt. */
type Beside = Exclude<Effect["kind"], "balance" | "tier" | "message">;

const shownBy: { [K in Beside]: (effect: Extract<Effect, { kind: K }>, library: Library) => ShownEffect } = {
  gift: ({ kind, change, id, gift }) => ({
    kind,
    subject: gift,
    issued: change === "issued" || change === "restored" ? id : null,
  }),
  punch: ({ kind, change, id, punchCard, before, after, of }) => ({
    kind,
    subject: punchCard,
    count: { before, after, of },
    issued: change === "issued" ? id : null,
  }),
  coupon: ({ kind, id, reward, before, after }) =>
    before === null ? { kind, subject: reward, issued: id } : { kind, subject: reward, value: { before, after } },
  tag: shownTag,
  consent: shownConsent,
  "hidden-tier": ({ kind, before, after }) => ({ kind, subject: null, value: { before, after } }),
  card: ({ kind, before, after }) => ({
    kind,
    subject: { id: "card", name: "Card" },
    value: { before: before?.number ?? null, after: after?.number ?? null, kind: "id" },
  }),
  currency: ({ kind, before, after }) => ({ kind, subject: null, value: { before, after, kind } }),
  status: ({ kind, before, after }) => ({ kind, subject: null, value: { before, after } }),
  profile: ({ kind, attribute: { id, name, kind: of }, before, after }) => ({
    kind,
    subject: { id, name },
    value: { before: toldOf(before), after: toldOf(after), kind: kindTold(of) },
  }),
  resync: ({ kind, integration }) => ({ kind, subject: integration, value: { before: null, after: "queued" } }),
  purchase: ({ kind, change, purchase, day }, library) => ({
    kind,
    subject: null,
    issued: change === "unclaimed" ? null : purchase.id,
    amount: purchase.amount,
    ...(change !== "bought" && {
      details: [...receiptDetail(purchase), ...branchDetail(purchase, library), dayDetail(day)],
    }),
  }),
  return: ({ kind, purchase, before, after }) => ({
    kind,
    subject: null,
    amount: { ...purchase.amount, amount: Math.abs(after - before) },
    details: receiptDetail(purchase),
  }),
  event: ({ kind, type, details, expiresOn }) => ({ kind, subject: type, details: [...details], expiresAt: expiresOn }),
  absorb: ({ kind, moved }) => ({ kind, subject: null, moved: movedOf(moved) }),
  merge: ({ kind }) => ({ kind, subject: null }),
  erasure: ({ kind }) => ({ kind, subject: null }),
};

const isBeside = (effect: Effect): effect is Extract<Effect, { kind: Beside }> => effect.kind in shownBy;

const shown = (effect: Extract<Effect, { kind: Beside }>, library: Library): ShownEffect =>
  (shownBy[effect.kind] as (effect: Effect, library: Library) => ShownEffect)(effect, library);

interface Occasion {
  readonly id: string;
  readonly at: Date;
  readonly status: "applied" | "simulated" | "awaiting_approval";
  /** The other member's operation of it; null: it has none. */
  readonly counterpart: string | null;
}

const messageOf = (effects: readonly Effect[], occasion: Occasion["status"]): Message | null => {
  const effect = effects.find((one): one is MessageEffect => one.kind === "message");
  if (!effect) return null;
  const { channel, template, to, subject, body, segments, beyondGsm, cost, consent, status, reason } = effect;
  const message = { channel, template, to, subject, body, segments, cost, consent, status, reason };
  if (occasion === "applied") return message;
  return { ...message, status: "simulated", ...(occasion === "simulated" && { beyondGsm: [...beyondGsm] }) };
};

const counterpartOf = (other: Change | null, operation: string | null): Pick<Operation, "counterpart"> => {
  if (!other || operation === null) return {};
  const { effects, before, after, tier } = other;
  const member = { id: after.id, name: after.profile.name };
  return { counterpart: { operation, member, changes: changesOf(effects, before, after), tier } };
};

/** The receipt of what was, or would be, applied. */
export const receiptOf = (
  intent: Intent,
  applied: Applied,
  library: Library,
  { id, at, status, counterpart }: Occasion,
): Operation => {
  const { branches, program } = library;
  const { operator, memberId, source, cause = null, branchId, input, reverses } = intent;
  const approver = approverOf(intent);
  const { effects, told, warnings, tier, before, after, other } = applied;
  const text = (name: string): string | null => (input[name] as string | undefined) ?? null;
  return {
    id,
    action: intent.action.id,
    status,
    member: { id: memberId },
    operator: operator && { id: operator.id, name: operator.name, email: operator.email },
    source,
    cause,
    branch: branches.get(branchId ?? branchOf(effects) ?? "") ?? null,
    at: at.toISOString(),
    changes: changesOf(effects, before, after),
    tier: withLastDay(tier, effects),
    message: messageOf(told ? [told] : effects, status),
    effects: effects.filter(isBeside).map((effect) => shown(effect, library)),
    ...counterpartOf(other, counterpart),
    ...(approver && { approvedBy: { id: approver.id, name: approver.name, email: approver.email } }),
    warnings: [...warnings],
    reasonCode: text("reasonCode"),
    // The evidence of a consent is its note.
    note: text("note") ?? text("evidence"),
    ...(text("customerMessage") !== null && { customerMessage: text("customerMessage") }),
    reference: text("reference"),
    reversible:
      status !== "awaiting_approval" && canBeUndone(intent, effectsOfBoth(applied))
        ? { until: undoUntil(program, at)?.toISOString() ?? null }
        : null,
    reversedBy: null,
    reverses,
  };
};
