import type { TemplateResult } from "lit";
import type { Capabilities, Currency, Field } from "../../../sdk/contract/index.js";
import type { FieldProblem, FieldValue } from "../field-value.js";
import type { FieldView } from "../field-view.js";
import type { LibraryList } from "../library.js";

/** A field of the form, as its kind sees it. */
export interface NamedField {
  readonly name: string;
  readonly field: Field;
}

/** The form's currency: the button that opened the form decided it. */
export interface WithCurrency {
  readonly currency: Currency | null;
  /** What purchases are paid in; left out: nothing is known of it. */
  readonly money?: Capabilities["money"];
}

/** What a kind of field may see of the form while it is drawn. */
export interface FormContext {
  readonly form: WithCurrency;
  /** What it means that an optional date is left out. */
  none(entry: NamedField, label: string): string;
  /** What one of a field's fixed values is called. */
  option(entry: NamedField, value: string | boolean, label: string): string;
  /** The program's list that a field picks from. */
  list(field: Field): LibraryList;
  /** Loads that list again. */
  reload(field: Field): void;
  /** Members that fit the search text of a field. */
  members(name: string): LibraryList;
  /** Searches for them again. */
  reloadMembers(): void;
  /** The search text of a field's picker. */
  query(name: string): string;
  search(name: string, query: string): void;
  /** How many SMS the previewed message takes; null: not known, or no SMS. */
  readonly segments: number | null;
}

/** One kind of field: how it is drawn, and how what was typed is read. */
export interface Kind {
  /** Draws the input. */
  draw(view: FieldView, entry: NamedField, context: FormContext): TemplateResult;
  /** Reads what was typed. It is never asked about blank text. */
  read(text: string, entry: NamedField, form: WithCurrency, locale: string): FieldValue;
  /** What is wrong where nothing was entered but something must be. Default: `required`. */
  readonly missing?: FieldProblem["code"];
  /**
   * Whether an optional field may be left out of the input. Default: it may where nothing or blank text was entered.
   */
  isLeftOut?(text: string | undefined, field: Field): boolean;
}
