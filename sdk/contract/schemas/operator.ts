import * as z from "zod/mini";

export const OperatorLimit = z.object({
  /** The action that it holds for. */
  action: z.string(),
  /** The currency whose operations it counts; null: those in any currency, or in none, together. */
  currency: z.nullable(z.string()),
  /** `operation` or `day`. */
  per: z.string(),
  /** In minor units; of an action without an amount, how many times. */
  amount: z.int(),
  /** What is left of it now, in the units of `amount`. */
  remaining: z.int(),
});
export type OperatorLimit = z.infer<typeof OperatorLimit>;

/** Who is signed in, and what they may do. */
export const Operator = z.object({
  id: z.string(),
  name: z.string(),
  email: z.nullable(z.string()),
  role: z.string(),
  permissions: z.array(z.string()),
  limits: z.array(OperatorLimit),
});
export type Operator = z.infer<typeof Operator>;
