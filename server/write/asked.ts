import type { Operator } from "../domain/operator.js";

/** What was asked for and waits: enough to do it later as if its asker did it then. */
export interface Asked {
  readonly operator: Pick<Operator, "id" | "name" | "email" | "role">;
  readonly actionId: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The operation that is to be undone; null: the action is to be done. */
  readonly reverses: string | null;
}
