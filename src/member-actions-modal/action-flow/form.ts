import { html, nothing, type TemplateResult } from "lit";
import { confirmationInput } from "../../fields/kinds/confirmation.js";
import { formFields, type FormHandle } from "../../fields/form-fields.js";
import type { FormField } from "../../fields/form.js";
import type { LibraryController } from "../../fields/library.js";
import type { FieldProblem } from "../../fields/read-form.js";
import { refusalIn } from "../../controllers/action-run-errors.js";
import { info } from "../../icons/signs.js";
import { erasure } from "./erasure.js";
import { failure } from "../failure.js";
import { blockedCallout } from "./message-rows.js";
import type { OpenAction } from "./open-action.js";
import { previewPanel } from "./preview.js";
import { helpOf, labelOf, type Scene } from "../modal-view.js";

export interface FormOptions {
  readonly library: LibraryController;
  readonly changed: () => void;
  readonly submit: () => void;
}

/** A wrong value in words. Limits of an amount are in minor units, and are said in the currency's own. */
const problemOf = (scene: Scene, open: OpenAction, { field }: FormField, problem: FieldProblem): string => {
  const scale = field.kind === "amount" ? (open.item.currency?.scale ?? 0) : 0;
  const { min = 0, max = 0, length = 0 } = problem.values ?? {};
  const said = (minor: number) => scene.format.amount(minor, scale);
  if (problem.code === "too-precise")
    return scale ? scene.say("field.error.too-precise", { count: scale }) : scene.say("field.error.too-precise.whole");
  return scene.say(`field.error.${problem.code}`, {
    min: said(min),
    max: said(max),
    length: said(length),
    example: said(15 * 10 ** scale),
  });
};

/** What is left of the operator's limit stands below the amount that it limits. */
const limitOf = (scene: Scene, { item }: OpenAction, { field }: FormField): string | null => {
  const { action, currency, remaining } = item;
  if (field.kind !== "amount" || remaining === null || !currency) return null;
  const amount = scene.format.amount(remaining, currency.scale);
  const daily = scene.operator.limits.some((limit) => limit.action === action.id && limit.per === "day" && limit.remaining === remaining);
  return daily && action.limit
    ? scene.kit.say(`action.${action.id}.limit`, action.limit, { amount })
    : scene.say("field.limit", { amount });
};

const handleOf = (scene: Scene, open: OpenAction, { library, changed }: FormOptions): FormHandle => {
  const tell =
    <Values extends unknown[]>(act: (...values: Values) => void) =>
    (...values: Values): void => {
      act(...values);
      changed();
    };
  const { action } = open.item;
  return {
    form: open.form,
    draft: open.draft,
    locked: open.run.inFlight,
    say: scene.say,
    label: ({ name, field }) => labelOf(scene, action, name, field),
    alternative: ({ name, label }) => scene.kit.say(`alternative.${name}`, label),
    help: (entry) => limitOf(scene, open, entry) ?? helpOf(scene, action, entry.name, entry.field),
    error: (entry) => {
      const problem = open.problemOf(entry.name);
      return problem ? problemOf(scene, open, entry, problem) : open.refusalOf(entry.name);
    },
    set: tell((name, value) => open.set(name, value)),
    leave: (name) => {
      if (open.leave(name)) changed();
    },
    choose: tell((name) => open.choose(name)),
    shelf: (field) => library.shelf(field),
    again: (field) => library.again(field),
    query: (name) => open.queries.get(name) ?? "",
    search: tell((name, query) => {
      open.queries.set(name, query);
    }),
    segments: open.item.action.channel === "sms" ? (open.run.preview.operation?.message?.segments ?? null) : null,
  };
};

const confirmation = (scene: Scene, open: OpenAction, { changed }: FormOptions): TemplateResult | typeof nothing => {
  const { form, run, member } = open;
  if (!form.confirmation) return nothing;
  const change = (value: string | undefined) => {
    open.confirm(value ?? "");
    changed();
  };
  const view = {
    id: "field-confirmation",
    label: form.confirmation.field.label,
    help: scene.say("field.confirm.help", { id: member.id }),
    required: true,
    value: open.confirmation,
    error: open.refusalOf(form.confirmation.name),
    locked: run.inFlight,
    say: scene.say,
    change,
    leave: () => undefined,
  };
  return confirmationInput(view, member.name);
};

/** What went wrong stands above the form; what only a field can say stands there. */
const trouble = (scene: Scene, { run }: OpenAction): TemplateResult | typeof nothing => {
  if (run.stale)
    return html`<div class="callout info" role="status">
      ${info}
      <div>${scene.say("preview.stale")}</div>
    </div>`;
  if (!run.error || run.phase === "submitting") return nothing;
  const named = refusalIn(run.error)?.errors.length;
  if (named) return nothing;
  const title = scene.say(run.phase === "failed" ? "error.title" : "error.preview");
  const again = run.phase === "failed" ? () => void run.submit() : () => run.preview.again();
  return failure(scene, title, run.error, again);
};

/** Fill in, and see what it will do; for what can't be undone, what becomes of the member, and who is meant. */
export const formView = (scene: Scene, open: OpenAction, options: FormOptions): TemplateResult => {
  const submit = (event: Event) => {
    event.preventDefault();
    options.submit();
  };
  const { action } = open.item;
  const fields = html`<div class="form">${formFields(handleOf(scene, open, options))}</div>`;
  return html`
    ${trouble(scene, open)}
    ${action.danger === "irreversible" ? erasure(scene, action.id) : blockedCallout(scene, open.run.preview.operation?.message)}
    <form id="form" novalidate @submit=${submit}>
      ${
        action.danger === "irreversible"
          ? html`<div class="form">${fields}${confirmation(scene, open, options)}</div>`
          : html`<div class="split">${fields}${previewPanel(scene, open)}</div>`
      }
    </form>
  `;
};
