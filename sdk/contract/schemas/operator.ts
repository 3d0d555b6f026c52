import * as z from "zod/mini";

export const OperatorLimit = z.object({
  /** The action that it holds for. */
  action: z.string(),
  /** The currency whose operations it counts; null: those in any currency, or in none, together. */
  currency: z.nullable(z.string()),
  /** `operation`; or `day`, `week`, `month`: the last 24 hours, 7 days or 30 days. */
  per: z.string(),
  /** `amount`, or `count`: how many times it is done. Left out: `amount`. */
  measure: z.optional(z.string()),
  /** In minor units; of an action without an amount, or by `count`, how many times. */
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
