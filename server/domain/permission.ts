import type { ActionDeclaration } from "../../sdk/contract/index.js";
import type { LimitRule, Operator } from "./operator.js";
import type { Refusal } from "./refusal.js";

/**
 * What an operator did of an action today, in the units that limits count in: see {@link Ask.amount}. In one currency;
 * null: in all of them together.
 */
export type Usage = (action: string, currency: string | null) => number;

/** What is asked for. */
interface Ask {
  /** Null for an action without one. */
  readonly currency: string | null;
  /** Minor units, punches, or 1; null: none, so that no limit holds (an undo). */
  readonly amount: number | null;
}

type Asked = Pick<ActionDeclaration, "id" | "permission">;

/** What an input asks for, in the units that limits count in. */
export const askOf = (input: Readonly<Record<string, unknown>>): { currency: string | null; amount: number } => ({
  currency: typeof input.currency === "string" ? input.currency : null,
  amount: Math.abs([input.amount, input.count].find((value) => typeof value === "number") ?? 1),
});

const isPermitted = ({ permissions }: Operator, permission: string, currency: string | null): boolean =>
  ["*", permission, ...(currency === null ? [] : [`${permission}:${currency}`])].some((granted) =>
    permissions.includes(granted),
  );

const limitsOn = ({ limits }: Operator, action: Asked, currency: string | null): readonly LimitRule[] =>
  limits.filter((limit) => limit.action === action.id && (limit.currency === null || limit.currency === currency));

/** What a limit leaves for one more operation, in its own units. */
export const leftOf = (limit: LimitRule, usage: Usage): number =>
  limit.per === "day" ? Math.max(0, limit.amount - usage(limit.action, limit.currency)) : limit.amount;

/** Whether anything this operator does has to be counted over the day. */
export const hasDailyLimit = (operator: Operator, actionId: string): boolean =>
  operator.limits.some((limit) => limit.per === "day" && limit.action === actionId);

/** The most that one operation may still ask for, in minor units; null: no limit. */
export const remaining = (operator: Operator, action: Asked, currency: string | null, usage: Usage): number | null => {
  const left = limitsOn(operator, action, currency).map((limit) => leftOf(limit, usage));
  return left.length === 0 ? null : Math.min(...left);
};

/**
 * Whether an operator may do this now: null, or the refusal. Pure: a write asks it under the lock with the day's usage
 * as it is then; a preview and the lists of what is allowed ask it the same way.
 */
export const authorize = (
  operator: Operator,
  action: Asked,
  { currency, amount }: Ask,
  usage: Usage,
): Refusal | null => {
  if (!isPermitted(operator, action.permission, currency))
    return { code: "forbidden", detail: "Your role can't do this. Ask an administrator." };
  const left = remaining(operator, action, currency, usage);
  if (amount === null || left === null || amount <= left) return null;
  return { code: "limit-exceeded", detail: "This is over your limit. Ask somebody who may do more." };
};
