import type { NumberProblem } from "./number-text.js";

/** Why a field's value was not taken. Message id `field.error.<code>`; the values fill its placeholders. */
export interface FieldProblem {
  readonly code:
    | NumberProblem
    | "other-way"
    | "required"
    | "required-choice"
    | "required-date"
    | "zero"
    | "too-small"
    | "over-max"
    | "too-long"
    | "not-storable";
  readonly values?: Readonly<Record<string, number>>;
}

/** What a field says: a value for the wire, or why there is none. */
export type FieldValue = { readonly value: unknown } | { readonly problem: FieldProblem };
