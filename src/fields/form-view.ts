import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { fieldMessages } from "../locales/en/fields.js";
import { retry } from "../icons/signs.js";
import type { Translate } from "../locales/translate.js";
import type { FieldView, Remedy } from "./field-view.js";
import {
  chosenAlternative,
  isGroup,
  shownFields,
  type Alternative,
  type Draft,
  type Form,
  type FormField,
} from "./form.js";
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
  remedies(entry: FormField): readonly Remedy[];
  set(name: string, value: string | undefined): void;
  leave(name: string): void;
  choose(alternative: string): void;
}

const fieldViewOf = (view: FormView, entry: FormField): FieldView => ({
  id: `field-${entry.name}`,
  label: view.label(entry),
  help: view.help(entry),
  required: entry.required,
  value: view.draft.values[entry.name] ?? entry.known?.text,
  error: view.error(entry),
  remedies: view.remedies(entry),
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

/** Says that the fields of a group are on their way, or could not be read. */
const unread = ({ t, form }: FormView): unknown =>
  form.fields.filter(isGroup).map((group) => {
    const { state } = group.list();
    if (state === "ready") return nothing;
    if (state === "loading")
      return html`<p class="small muted unread" tabindex="-1" role="status">${t("field.picker.loading")}</p>`;
    return html`<div class="unread" role="alert">
      <p class="nothing">${t("field.picker.error")}</p>
      <button type="button" class="btn sm" @click=${() => group.reload()}>${retry}${t("field.picker.retry")}</button>
    </div>`;
  });

/** Draws every input that a form asks for, in order. The confirmation is not among them. */
export const formFields = (view: FormView): TemplateResult => html`
  ${alternatives(view)} ${unread(view)}
  ${shownFields(view.form, view.draft).map((entry) => keyed(entry.name, entry.kind.draw(fieldViewOf(view, entry), entry, view)))}
`;
