import type { ActionDeclaration } from "../../sdk/contract/index.js";
import { type Ask, isWithin, limitsOf, type Usage } from "./limits.js";
import { isGranted, type Operator } from "./operator.js";
import type { Program } from "./program.js";
import { type Refusal, RefusalError } from "./refusal.js";

export const overLimit: Refusal = {
  code: "limit-exceeded",
  detail: "This is over your limit. Ask somebody who may do more.",
};

type Asked = Pick<ActionDeclaration, "id" | "permission">;

/** Whether an operator was granted something: `*`, the permission itself, or narrowed to this currency. Else the refusal. */
export const permit = (operator: Operator, permission: string, currency: string | null): Refusal | null =>
  isGranted(operator, permission, ...(currency === null ? [] : [`${permission}:${currency}`]))
    ? null
    : { code: "forbidden", detail: "Your role can't do this. Ask an administrator." };

/** @throws the refusal, where an operator was not granted it */
export const requirePermission = (operator: Operator, permission: string): void => {
  const refusal = permit(operator, permission, null);
  if (refusal) throw new RefusalError(refusal.code, refusal.detail);
};

/** Why an operator may not fill in one field of an input, which takes a permission of its own; null: they may fill in all. */
export const permitFields = (
  operator: Operator,
  { fields }: Pick<ActionDeclaration, "fields">,
  input: Readonly<Record<string, unknown>>,
): Refusal | null => {
  for (const [name, { permission }] of Object.entries(fields)) {
    const refusal = permission && input[name] ? permit(operator, permission, null) : null;
    if (refusal) return { ...refusal, errors: [{ pointer: `/${name}`, ...refusal }] };
  }
  return null;
};

/**
 * Whether an operator may do this now: null, or the refusal. Pure: a write asks it under the lock with the usage as it is
 * then; a preview and the lists of what is allowed ask it the same way.
 */
export const authorize = (
  operator: Operator,
  action: Asked,
  ask: Ask,
  { program, usage }: { readonly program: Pick<Program, "limits">; readonly usage: Usage },
): Refusal | null =>
  permit(operator, action.permission, ask.currency) ??
  (isWithin(limitsOf(operator, program), action.id, ask, usage) ? null : overLimit);
