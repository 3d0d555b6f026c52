import * as z from "zod/mini";

export const OperatorLimit = z.object({
  /** The action it holds for, and the currency, if only one. */
  action: z.string(),
  currency: z.nullable(z.string()),
  /** `operation` or `day`. */
  per: z.string(),
  amount: z.int(),
  /** What is left of it now, in minor units. */
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
