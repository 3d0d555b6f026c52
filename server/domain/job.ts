import { type ActionDeclaration, type Money, type Notice, problems } from "../../sdk/contract/index.js";
import type { BulkPreview } from "../../sdk/contract/bulk/requests.js";
import { DECIDES } from "./approval.js";
import type { Ask } from "./limits.js";
import type { Effect } from "./effects.js";
import { isGranted, type Operator } from "./operator.js";
import { RefusalError } from "./refusal.js";
import { stockMoveOf } from "./stock.js";

/** The permission to act on many members at once, beside that for the action. */
export const ACTS_ON_MANY = "members:bulk";

/** The permission to see the jobs of others. */
export const SEES_JOBS = "jobs:read";

/** How long what was looked at may be started: later it has to be looked at anew (C02). */
export const SNAPSHOT_MS = 3_600_000;

/** Who made a job, as its rows are done in their name: their limits were looked at for all of it. */
export type Starter = Omit<Operator, "tenant" | "limits">;

export const starterOf = ({ id, name, email, role, permissions }: Operator): Starter => ({
  ...{ id, name, email, role, permissions },
});

interface TierChange {
  readonly before: string | null;
  readonly after: string | null;
}

/** Who is left out beside those to whom it can't be done. */
export type LeavingOut = Pick<BulkPreview, "notContactedForDays" | "notReceivedForDays">;

/** What an action would do to many members, as far as they were looked at. */
export interface Found {
  /** Members who are left out, by why. */
  readonly excluded: Readonly<Record<string, number>>;
  /** Signed minor units of the spendable balances, by currency. */
  readonly amounts: Readonly<Record<string, number>>;
  /** What is asked for, as limits count it, by currency; `""`: of an action without one. */
  readonly asked: Readonly<Record<string, number>>;
  /** How many times. */
  readonly times: Readonly<Record<string, number>>;
  readonly cost: Money | null;
  readonly tiers: readonly (TierChange & { readonly members: number })[];
  /** How many would be taken of what may run out, by `gift <id>` or `reward <id>`. */
  readonly taken: Readonly<Record<string, number>>;
  readonly warnings: readonly Notice[];
  /** Members who failed or were skipped, by why; left out as long as the items say so. */
  readonly failures?: Readonly<Record<string, number>>;
}

export const nothingFound: Found = {
  excluded: {},
  amounts: {},
  asked: {},
  times: {},
  cost: null,
  tiers: [],
  taken: {},
  warnings: [],
};

const raised = (counts: Readonly<Record<string, number>>, key: string, by: number): Readonly<Record<string, number>> =>
  by === 0 ? counts : { ...counts, [key]: (counts[key] ?? 0) + by };

/** One more who is left out. */
export const withExcluded = (found: Found, code: string): Found => ({
  ...found,
  excluded: raised(found.excluded, code, 1),
});

const sumOfCosts = (a: Money | null, b: Money | null): Money | null =>
  a && b ? { ...a, amount: a.amount + b.amount } : (a ?? b);

const withEffect = (found: Found, effect: Effect): Found => {
  if (effect.kind === "balance") return { ...found, amounts: raised(found.amounts, effect.currency, effect.spendable) };
  if (effect.kind === "message") return { ...found, cost: sumOfCosts(found.cost, effect.cost) };
  const move = stockMoveOf(effect);
  return move ? { ...found, taken: raised(found.taken, `${move.kind} ${move.id}`, -move.by) } : found;
};

const withTiers = (found: Found, { before, after, members }: Found["tiers"][number]): Found => {
  const isSame = (each: TierChange) => each.before === before && each.after === after;
  const known = found.tiers.find(isSame);
  const others = found.tiers.filter((each) => !isSame(each));
  return { ...found, tiers: [...others, { before, after, members: (known?.members ?? 0) + members }] };
};

interface Doing {
  readonly asked: Ask;
  readonly effects: readonly Effect[];
  readonly tier: TierChange | null;
}

/** One more to whom it would be done. */
export const withDone = (found: Found, { asked, effects, tier }: Doing): Found => {
  const currency = asked.currency ?? "";
  const counted = {
    ...found,
    asked: raised(found.asked, currency, asked.amount),
    times: raised(found.times, currency, 1),
  };
  const moved = effects.reduce(withEffect, counted);
  return tier ? withTiers(moved, { ...tier, members: 1 }) : moved;
};

const merged = (
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> => Object.entries(b).reduce((all, [key, by]) => raised(all, key, by), a);

/** What was found of some members and of others. */
export const bothFound = (a: Found, b: Found): Found =>
  b.tiers.reduce(withTiers, {
    excluded: merged(a.excluded, b.excluded),
    amounts: merged(a.amounts, b.amounts),
    asked: merged(a.asked, b.asked),
    times: merged(a.times, b.times),
    cost: sumOfCosts(a.cost, b.cost),
    tiers: a.tiers,
    taken: merged(a.taken, b.taken),
    warnings: [...a.warnings, ...b.warnings],
  });

/** Why members are left out or were skipped, beside the codes of problems. */
const words: Readonly<Record<string, string>> = {
  unconsented: "They have not agreed to this channel.",
  "no-address": "There is nowhere to send it to.",
  contacted: "They got a message by this channel lately.",
  received: "The same was done to them lately.",
  "not-found": "There is no such member.",
  merged: "They have become part of another profile.",
  ambiguous: "Two members or more are found by this.",
  duplicate: "The file has this row twice.",
};

/** Why members are left out, failed or were skipped, in words that are true of all of them. */
export const wordsOf = (code: string): string =>
  words[code] ?? (Object.hasOwn(problems, code) ? problems[code as keyof typeof problems].title : code);

/** Refuses what needs to know what became of each member of a job, once that was dropped. */
export const assertItemsKept = ({ items }: { readonly items: string }): void => {
  if (items !== "kept") throw new RefusalError("conflict", "What became of each of its members is no longer kept.");
};

/** What may become of members meanwhile: who is gone, merged or blocked by then is skipped, and nothing has failed. */
export const isSkipped = (code: string): boolean => ["member-gone", "merged", "member-blocked"].includes(code);

/** Whether the number of members has to be typed before it starts (C07): what can't be undone, and what leaves the house. */
export const asksForCount = ({ danger }: Pick<ActionDeclaration, "danger">): boolean => danger !== "reversible";

/** Whether this operator may see a job: their own, or any where they may see all, or decide about them. */
export const maySee = (operator: Operator, { operator_id }: { readonly operator_id: string }): boolean =>
  operator_id === operator.id || isGranted(operator, SEES_JOBS, DECIDES);

/** Whether what a job has done can be undone as a whole, as far as its operations can. */
export const isReversible = (
  job: {
    readonly kind: string;
    readonly status: string;
    readonly succeeded: number;
    readonly reversed_by: string | null;
    readonly items: string;
  },
  declaration: Pick<ActionDeclaration, "danger" | "undo"> | undefined,
): boolean =>
  ["done", "cancelled"].includes(job.status) &&
  job.kind !== "reversal" &&
  job.succeeded > 0 &&
  job.reversed_by === null &&
  job.items === "kept" &&
  declaration?.danger === "reversible" &&
  declaration.undo !== "none";
