import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { fieldMessages } from "../locales/en/fields.js";
import type { Translate } from "../locales/translate.js";
import type { FieldView, Remedy } from "./field-view.js";
import { chosenAlternative, shownFields, type Alternative, type Draft, type Form, type FormField } from "./form.js";
import type { FormContext } from "./kinds/kind.js";
import { segmented } from "./segmented.js";

/** What a form is drawn with: what was typed into it, its words, and what is called on a change. */
export interface FormView extends FormContext {
  readonly form: Form;
  readonly draft: Draft;
  /** Nothing can be typed while a write is under way. */
  readonly locked: boolean;
  readonly t: Translate<typeof fieldMessages>;
  label(entry: FormField): string;
  alternative(alternative: Alternative): string;
  help(entry: FormField): string | null;
  error(entry: FormField): string | null;
  remedy(entry: FormField): Remedy | null;
  set(name: string, value: string | undefined): void;
  leave(name: string): void;
  choose(alternative: string): void;
}

const fieldViewOf = (view: FormView, entry: FormField): FieldView => ({
  id: `field-${entry.name}`,
  label: view.label(entry),
  help: view.help(entry),
  required: entry.required,
  value: view.draft.values[entry.name],
  error: view.error(entry),
  remedy: view.remedy(entry),
  locked: view.locked,
  t: view.t,
  change: (value) => view.set(entry.name, value),
  leave: () => view.leave(entry.name),
});

const alternatives = (view: FormView): TemplateResult | typeof nothing => {
  const { form, draft, locked, t } = view;
  if (!form.alternatives.length) return nothing;
  const options = form.alternatives.map((each) => ({ value: each.name, label: view.alternative(each) }));
  const chosen = chosenAlternative(form, draft)?.name ?? "";
  return html`<div class="field">
    <span class="label" id="alternatives-label">${t("field.source")}</span>
    ${segmented({ name: "alternative", labelledBy: "alternatives-label", options, chosen, locked, choose: (name) => view.choose(name) })}
  </div>`;
};

/** Draws every input that a form asks for, in order. The confirmation is not among them. */
export const formFields = (view: FormView): TemplateResult => html`
  ${alternatives(view)}
  ${shownFields(view.form, view.draft).map((entry) => keyed(entry.name, entry.kind.draw(fieldViewOf(view, entry), entry, view)))}
`;
