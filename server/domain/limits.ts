import { isGranted, type LimitRule, type Operator } from "./operator.js";
import type { Program } from "./program.js";

/**
 * What an operator has done of what a limit counts, within its window: see {@link LimitRule.per}. In the limit's own
 * units.
 */
export type Usage = (limit: LimitRule) => number;

/** The windows that roll, and how long each is, in hours. */
export const WINDOW_HOURS: Readonly<Record<Exclude<LimitRule["per"], "operation">, number>> = {
  day: 24,
  week: 7 * 24,
  month: 30 * 24,
};

export const isWindowed = ({ per }: LimitRule): boolean => per !== "operation";

/** Who may do more than the program's own limits allow. */
const exceeds = (operator: Operator): boolean => isGranted(operator, "limits:exceed");

/** The limits that hold for an operator: their own, and the program's. */
export const limitsOf = (operator: Operator, { limits = [] }: Pick<Program, "limits">): readonly LimitRule[] =>
  exceeds(operator) ? operator.limits : [...operator.limits, ...limits];

/**
 * Whether what this operator does of an action may have to be counted, whatever the program's limits are: they are
 * known only once it is too late to lock the operator's row.
 */
export const mayBeCounted = (operator: Operator, actionId: string): boolean =>
  !exceeds(operator) || operator.limits.some((limit) => isWindowed(limit) && limit.action === actionId);

/** What is asked for: minor units or punches, and once. */
export interface Ask {
  /** Null for an action without one. */
  readonly currency: string | null;
  readonly amount: number;
}

/** What an input asks for, in the units that limits count in. */
export const askOf = (input: Readonly<Record<string, unknown>>): Ask => ({
  currency: typeof input.currency === "string" ? input.currency : null,
  amount: Math.abs([input.amount, input.count].find((value) => typeof value === "number") ?? 1),
});

/** What a limit leaves for one more operation, in its own units. */
export const leftOf = (limit: LimitRule, usage: Usage): number =>
  isWindowed(limit) ? Math.max(0, limit.amount - usage(limit)) : limit.amount;

const limitsOn = (limits: readonly LimitRule[], actionId: string, currency: string | null): readonly LimitRule[] =>
  limits.filter((limit) => limit.action === actionId && (limit.currency === null || limit.currency === currency));

/** The most that one operation may still ask for, in minor units; null: no limit. */
export const remaining = (
  limits: readonly LimitRule[],
  actionId: string,
  currency: string | null,
  usage: Usage,
): number | null => {
  const left = limitsOn(limits, actionId, currency).flatMap((limit) => {
    const here = leftOf(limit, usage);
    if (limit.measure !== "count") return [here];
    return here > 0 ? [] : [0];
  });
  return left.length === 0 ? null : Math.min(...left);
};

/** Whether one more operation stays within all limits. */
export const isWithin = (
  limits: readonly LimitRule[],
  actionId: string,
  { currency, amount }: Ask,
  usage: Usage,
): boolean => {
  const left = remaining(limits, actionId, currency, usage);
  return left === null || amount <= left;
};
