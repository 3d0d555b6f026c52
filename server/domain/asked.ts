import type { Operator } from "./operator.js";

/** What was asked for and waits: enough to do it later as if its asker did it then. */
export interface Asked {
  readonly operator: Pick<Operator, "id" | "name" | "email" | "role">;
  readonly actionId: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The operation that is to be undone; null: the action is to be done. */
  readonly reverses: string | null;
}

/** What is kept of an act that waits. */
export const askedBy = (
  { id, name, email, role }: Operator,
  { actionId, input, reverses }: Omit<Asked, "operator">,
): Asked => ({ operator: { id, name, email, role }, actionId, input, reverses });

/** The operator who asked, as far as a receipt shows them. What they may do was looked at when they asked. */
export const askerOf = (tenant: string, { operator }: Pick<Asked, "operator">): Operator => ({
  tenant,
  ...operator,
  permissions: [],
  limits: [],
});
