import { html, nothing, type TemplateResult } from "lit";
import type { ActionCapability } from "../../../sdk/contract/index.js";
import { formFields } from "../../fields/form-view.js";
import { confirmationInput } from "../../fields/kinds/confirmation.js";
import { alert, info, retry } from "../../icons/signs.js";
import { isFinalRefusal } from "../../errors.js";
import { lock, trash } from "../../icons/things.js";
import { warningText, wrongText } from "../../parts/reasons.js";
import { failureCallout } from "../failure.js";
import { FIRST_FIELD, focusFirst } from "../focus.js";
import type { ModalView } from "../modal-view.js";
import { caution, type GoTo } from "./cases.js";
import { createFormView, type FormViewOptions } from "./form-view.js";
import { blockedCallout } from "./message-rows.js";
import { mergeReview } from "./merge-review.js";
import type { OpenAction } from "./open-action.js";
import { previewPanel } from "./preview.js";
import { sendByKeys } from "./send-by-keys.js";

interface FormOptions extends FormViewOptions {
  readonly goTo: GoTo;
  readonly submit: () => void;
}

const confirmation = (view: ModalView, open: OpenAction, { changed }: FormOptions): TemplateResult | typeof nothing => {
  const { run } = open;
  const asked = open.form.confirmation;
  if (!asked) return nothing;
  const refusal = open.fieldRefusal(asked.name);
  const change = (value: string | undefined) => {
    open.confirm(value ?? "");
    changed();
  };
  const field = {
    id: "field-confirmation",
    label: asked.field.label,
    help: view.t("field.confirm.help", { id: open.confirmedBy.id }),
    required: true,
    value: open.confirmation,
    error: refusal && wrongText(view.kit, refusal),
    remedies: [],
    locked: run.inFlight,
    t: view.t,
    change,
    leave: () => undefined,
  };
  return confirmationInput(field, open.confirmedBy.name);
};

type Consequences = NonNullable<ActionCapability["consequences"]>;

const icons = { removed: trash, kept: lock, freed: retry } as const;

const column = (
  view: ModalView,
  part: keyof Consequences,
  consequences: Consequences,
): TemplateResult | typeof nothing =>
  consequences[part].length
    ? html`<section>
        <h3>${icons[part]}${view.t(`erasure.${part}`)}</h3>
        <ul>
          ${consequences[part].map((each) => html`<li>${view.kit.translate(`consequence.${each}`, each)}</li>`)}
        </ul>
      </section>`
    : nothing;

/** Says that the action is final, and what the backend removes, keeps and frees. */
const erasure = (view: ModalView, actionId: string): TemplateResult => {
  const consequences = view.capabilities.actions.find(({ id }) => id === actionId)?.consequences;
  return html`
    <div class="callout danger" id="final">
      ${alert}
      <div>
        <b>${view.t("erasure.final")}</b
        >${consequences ? view.t("erasure.hint", { name: view.member.firstName }) : nothing}
      </div>
    </div>
    ${
      consequences
        ? html`<div class="three record">
            ${column(view, "removed", consequences)} ${column(view, "kept", consequences)}
            ${column(view, "freed", consequences)}
          </div>`
        : nothing
    }
  `;
};

/** What went wrong, above the form. What concerns a single field is shown at that field. */
const problem = (view: ModalView, open: OpenAction): TemplateResult | typeof nothing => {
  const { run } = open;
  if (run.stale && run.preview.state !== "waiting")
    return html`<div class="callout info" role="status">
      ${info}
      <div>${view.t(run.error ? "preview.stale.refused" : "preview.stale")}</div>
    </div>`;
  if (!run.error || run.phase === "submitting") return nothing;
  if (open.isRefusedAtField) return nothing;
  const failed = isFinalRefusal(run.error) ? "preview.refused.title" : "error.preview";
  const title = view.t(run.phase === "failed" ? "error.title" : failed);
  const again = run.phase === "failed" ? () => void run.submit() : () => run.preview.refresh();
  return failureCallout(view, title, run.error, again);
};

/** Asks once whether what somebody did lately is meant again. */
const repeated = ({ t, kit }: ModalView, open: OpenAction): TemplateResult | typeof nothing =>
  open.isAsked && open.doneBefore && !open.run.inFlight
    ? html`<div class="callout warning" role="alert" id="done-before">
        ${info}
        <div>
          <b>${t("repeat.title")}</b><span dir="auto">${warningText(kit, open.doneBefore)}</span> ${t("repeat.hint")}
        </div>
      </div>`
    : nothing;

/** Says that what was typed before is here again; one press drops it. */
const restored = ({ t }: ModalView, open: OpenAction, { changed }: FormOptions): TemplateResult | typeof nothing => {
  if (!open.restored || open.run.inFlight) return nothing;
  const discard = (event: Event) => {
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    open.discard();
    changed();
    focusFirst(root, [FIRST_FIELD]);
  };
  return html`<div class="row between small muted">
    <span role="status">${t("draft.restored")}</span>
    <button type="button" class="btn sm link" id="discard" @click=${discard}>${t("draft.discard")}</button>
  </div>`;
};

const fields = (view: ModalView, open: OpenAction, options: FormOptions): TemplateResult =>
  html`<div class="form">${formFields(createFormView(view, open, options))}</div>`;

/** What stands above a form, and in it. */
interface Content {
  above(view: ModalView, open: OpenAction): unknown;
  inside(view: ModalView, open: OpenAction, options: FormOptions): TemplateResult;
}

/** A form has its preview beside it; an erasure says what becomes of the member; a merge does on a screen of its own. */
const contentBy: Readonly<Record<"previewed" | "erasure" | "merge", Content>> = {
  previewed: {
    above: (view, open) => blockedCallout(view, open.run.preview.operation?.message),
    inside: (view, open, options) =>
      html`<div class="split">${fields(view, open, options)}${previewPanel(view, open)}</div>`,
  },
  erasure: {
    above: (view, open) => erasure(view, open.item.action.id),
    inside: (view, open, options) =>
      html`<div class="form">${fields(view, open, options)}${confirmation(view, open, options)}</div>`,
  },
  merge: {
    above: () => nothing,
    inside: (view, open, options) =>
      open.isReviewed
        ? mergeReview(view, open, confirmation(view, open, options), options.changed)
        : fields(view, open, options),
  },
};

/**
 * Draws the form beside its preview. What can't be undone shows what becomes of the member instead, and asks for a
 * typed confirmation.
 */
export const form = (view: ModalView, open: OpenAction, options: FormOptions): TemplateResult => {
  const submit = (event: Event) => {
    event.preventDefault();
    options.submit();
  };
  const { action } = open.item;
  const content = contentBy[action.merges ? "merge" : action.danger === "irreversible" ? "erasure" : "previewed"];
  return html`
    ${restored(view, open, options)} ${problem(view, open)} ${repeated(view, open)}
    ${caution(view, open.item, options.goTo)} ${content.above(view, open)}
    <form id="form" novalidate @submit=${submit} @keydown=${sendByKeys}>${content.inside(view, open, options)}</form>
  `;
};
