/** A limit of an operator. It is read from their token, and enforced by the server under the lock. */
export interface LimitRule {
  /** The action's id it holds for. */
  readonly action: string;
  /** Only operations in this currency; null: those in any currency, or in none, counted together. */
  readonly currency: string | null;
  /** For one operation, or for all of a day in the program's time zone. */
  readonly per: "operation" | "day";
  /** In minor units; of an action without an amount, how many times. */
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
