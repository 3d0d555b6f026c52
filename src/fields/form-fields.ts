import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Field } from "../../sdk/contract/index.js";
import type { fieldMessages } from "../locales/en/fields.js";
import type { Translate } from "../locales/localize.js";
import { amountInput } from "./number-input.js";
import { dateInput } from "./kinds/date.js";
import type { FieldView } from "./field-view.js";
import { chosenAlternative, shownFields, type Alternative, type Draft, type Form, type FormField } from "./form.js";
import type { Shelf } from "./library.js";
import { multilineInput } from "./kinds/multiline.js";
import { pickerInput } from "./picker-input.js";
import { segmented } from "./segmented.js";
import { selectInput } from "./select-input.js";
import { textInput } from "./text-input.js";

/** A form with what it holds, what it says, and whom to tell. */
export interface FormHandle {
  readonly form: Form;
  readonly draft: Draft;
  readonly locked: boolean;
  readonly say: Translate<typeof fieldMessages>;
  label(entry: FormField): string;
  alternative(alternative: Alternative): string;
  help(entry: FormField): string | null;
  error(entry: FormField): string | null;
  set(name: string, value: string | undefined): void;
  leave(name: string): void;
  choose(alternative: string): void;
  shelf(field: Field): Shelf;
  again(field: Field): void;
  query(name: string): string;
  search(name: string, query: string): void;
  /** How many SMS the previewed message takes; null: not known, or no SMS. */
  readonly segments: number | null;
}

const viewOf = (handle: FormHandle, entry: FormField): FieldView => ({
  id: `field-${entry.name}`,
  label: handle.label(entry),
  help: handle.help(entry),
  required: entry.required,
  value: handle.draft.values[entry.name],
  error: handle.error(entry),
  locked: handle.locked,
  say: handle.say,
  change: (value) => handle.set(entry.name, value),
  leave: () => handle.leave(entry.name),
});

const choice = (handle: FormHandle, { name, field }: FormField, view: FieldView): TemplateResult => {
  if (!field.list) return selectInput(view, field.options?.map(({ value, label }) => ({ id: String(value), name: label })) ?? []);
  const shelf = handle.shelf(field);
  if (field.list === "reason-codes") return selectInput(view, shelf.options, shelf.state === "loading");
  return pickerInput(view, {
    list: field.list,
    shelf,
    query: handle.query(name),
    search: (query) => handle.search(name, query),
    retry: () => handle.again(field),
  });
};

/** One input per kind of field. */
const inputs: Record<Field["kind"], (view: FieldView, entry: FormField, handle: FormHandle) => TemplateResult> = {
  currency: (view) => textInput(view),
  amount: (view, _, { form }) => amountInput(view, { scale: form.currency?.scale ?? 0, unit: form.currency?.label ?? null }),
  count: (view) => amountInput(view, { scale: 0, unit: null }),
  text: (view) => textInput(view),
  multiline: (view, { field }, { segments }) => multilineInput(view, { withVariables: field.variables ?? false, segments }),
  date: (view) => dateInput(view),
  choice: (view, entry, handle) => choice(handle, entry, view),
  tag: (view) => textInput(view),
  confirmation: (view) => textInput(view),
};

const alternatives = (handle: FormHandle): TemplateResult | typeof nothing => {
  const { form, draft, locked, say } = handle;
  if (!form.alternatives.length) return nothing;
  const options = form.alternatives.map((each) => ({ value: each.name, label: handle.alternative(each) }));
  const chosen = chosenAlternative(form, draft)?.name ?? "";
  return html`<div class="field">
    <span class="label" id="alternatives-label">${say("field.source")}</span>
    ${segmented({ name: "alternative", labelledBy: "alternatives-label", options, chosen, locked, choose: (name) => handle.choose(name) })}
  </div>`;
};

/** Every input that a form asks for, in order; the confirmation is asked for apart. */
export const formFields = (handle: FormHandle): TemplateResult => html`
  ${alternatives(handle)}
  ${shownFields(handle.form, handle.draft).map((entry) =>
    keyed(entry.name, inputs[entry.field.kind](viewOf(handle, entry), entry, handle)),
  )}
`;
