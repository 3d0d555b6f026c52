/**
 * A limit of an operator, enforced by the server under the lock. It is read from their token, or is one of the program's
 * that holds for everybody.
 */
export interface LimitRule {
  /** The action's id it holds for. */
  readonly action: string;
  /** Only operations in this currency; null: those in any currency, or in none, counted together. */
  readonly currency: string | null;
  /**
   * For one operation, or for all of the last 24 hours, 7 days or 30 days. These windows roll, so that nothing is gained
   * by waiting for midnight, or by doing it in parts (S12).
   */
  readonly per: "operation" | "day" | "week" | "month";
  /** The amounts, or how many times it was done. Default: the amounts. */
  readonly measure?: "amount" | "count" | undefined;
  /** In minor units; of an action without an amount, or by `count`, how many times. */
  readonly amount: number;
}

/** The signed-in operator. All that the server knows of them comes from their token. */
export interface Operator {
  /** The program that the token is for. Nothing outside of it exists for this operator. */
  readonly tenant: string;
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** The host's own word for their role. It is shown; no decision depends on it. */
  readonly role: string;
  /** `*`, a permission (`ledger:add`), or one narrowed to a currency (`ledger:redeem:points`). */
  readonly permissions: readonly string[];
  readonly limits: readonly LimitRule[];
}

/** Whether an operator was granted one of these permissions, or all there are. */
export const isGranted = ({ permissions }: Pick<Operator, "permissions">, ...oneOf: readonly string[]): boolean =>
  ["*", ...oneOf].some((permission) => permissions.includes(permission));
