import { type InputError, type Refused, refuse, refuseAt } from "./refusal.js";

/** What becomes of one attribute that is edited: a change, nothing where it is so already, or why not. */
export interface AttributeEdit<Effect> {
  readonly effect?: Effect;
  readonly wrong?: readonly InputError[];
  /** Somebody else changed it since the operator looked. */
  readonly overtaken?: InputError;
}

export const unknownAttribute = (id: string): AttributeEdit<never> => ({
  wrong: [{ pointer: `/changes/${id}`, code: "unknown-field", detail: "There is no such field." }],
});

export const overtakenAttribute = (id: string): AttributeEdit<never> => ({
  overtaken: {
    pointer: `/changes/${id}`,
    code: "changed",
    detail: "Somebody else has changed this meanwhile.",
  },
});

/** Each touched attribute is changed, or none is: where one is wrong, or was changed by somebody else. */
export const editedBy = <Effect>(
  edits: readonly AttributeEdit<Effect>[],
): { readonly effects: readonly Effect[] } | Refused => {
  const wrong = edits.flatMap((each) => each.wrong ?? []);
  if (wrong.length > 0) return refuseAt("validation", wrong);
  const overtaken = edits.flatMap((each) => each.overtaken ?? []);
  if (overtaken.length > 0) return refuseAt("conflict", overtaken);
  const effects = edits.flatMap((each) => each.effect ?? []);
  return effects.length === 0 ? refuse("conflict", "It is like that already.") : { effects };
};
