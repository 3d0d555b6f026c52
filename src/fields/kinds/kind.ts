import type { TemplateResult } from "lit";
import type { FieldView } from "../field-view.js";
import type { Form, FormField } from "../form.js";
import type { FormView } from "../form-view.js";
import type { NumberProblem } from "../number-text.js";

/** Why a field's value was not taken. Message id `field.error.<code>`; the values fill its placeholders. */
export interface FieldProblem {
  readonly code: NumberProblem | "required" | "required-choice" | "required-date" | "too-small" | "over-max" | "too-long" | "not-storable";
  readonly values?: Readonly<Record<string, number>>;
}

/** What a field says: a value for the wire, or why there is none. */
export type FieldValue = { readonly value: unknown } | { readonly problem: FieldProblem };

/** One kind of field: how it is drawn, and how what was typed is read. */
export interface Kind {
  /** Draws the input. */
  draw(view: FieldView, entry: FormField, form: FormView): TemplateResult;
  /** Reads what was typed. It is never asked about blank text. */
  read(text: string, entry: FormField, form: Form, locale: string): FieldValue;
  /** What is wrong where nothing was entered but something must be. Default: `required`. */
  readonly missing?: FieldProblem["code"];
  /** Whether an optional field may be left out of the input. Default: it may where nothing or blank text was entered. */
  isLeftOut?(text: string | undefined): boolean;
}
