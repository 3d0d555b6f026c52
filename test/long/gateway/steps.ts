/** Where a gateway is killed on the way of an act, in its order. `in the call`: by who takes the call, before it answers. */
export const steps = [
  "before the first commit",
  "before the second commit",
  "before the call",
  "in the call",
  "after the call",
  "before the third commit",
  "after the third commit",
] as const;

export type Step = (typeof steps)[number];
