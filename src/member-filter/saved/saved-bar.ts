import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { textOf } from "../../fields/field-view.js";
import { alert } from "../../icons/signs.js";
import { select } from "../rows/controls.js";
import type { FilterTranslate, Say } from "../say.js";
import { isNameTaken, type Refusal, type SavedAudiences, type Step } from "./saved-audiences.js";

/** What the bar is drawn with. */
export interface SavedView extends Say {
  readonly saved: SavedAudiences;
  /** The rows say something else than what was saved. */
  readonly isChanged: boolean;
  /** Whether profiles can show who is in an audience. */
  readonly hasSegments: boolean;
  /** Why nothing can be saved now; null: something can. */
  readonly obstacle: string | null;
  /** Why this operator can save nothing at all; null: they can. */
  readonly forbidden: string | null;
  readonly locked: boolean;
  /** Says why a request failed. */
  readonly reason: (error: unknown) => string;
  readonly open: (audienceId: string | null) => void;
  readonly save: () => void;
  readonly confirm: () => void;
  readonly begin: (step: Step | null) => void;
}

const why = (refusal: Refusal, { t, reason }: SavedView): string => {
  if (refusal === "unnamed") return t("filter.saved.unnamed");
  return isNameTaken(refusal.error) ? t("filter.saved.taken") : reason(refusal.error);
};

/** The audiences to open; first what stands for none. */
const picker = (view: SavedView): TemplateResult => {
  const { t, saved, locked, open } = view;
  const { current } = saved;
  const choices = saved.list.map(({ id, name, createdBy }) => ({
    value: id,
    label: t("filter.saved.option", { name, operator: createdBy.name }),
  }));
  const first = current ? "filter.saved.another" : saved.isLoading ? "filter.saved.loading" : "filter.saved.new";
  // One that was just saved, or that the list is too long for.
  const missing = current && !choices.some(({ value }) => value === current.id);
  const control = {
    id: "saved",
    label: t("filter.saved"),
    value: current?.id ?? "",
    locked: locked || saved.busy,
    error: undefined,
    change: (id: string) => open(id || null),
  };
  return select(
    control,
    [
      [
        "",
        [{ value: "", label: t(first) }, ...(missing ? [{ value: current.id, label: current.name }] : []), ...choices],
      ],
    ],
    "chip",
  );
};

interface Doing {
  readonly id: string;
  readonly words: string;
  readonly act: () => void;
  /** Why it can't be done now; null: it can. */
  readonly obstacle?: string | null;
}

const button = ({ id, words, act, obstacle = null }: Doing): TemplateResult =>
  html`<button
    type="button"
    class="btn ghost sm"
    id=${id}
    aria-disabled=${obstacle ? "true" : nothing}
    title=${obstacle ?? nothing}
    @click=${() => !obstacle && act()}
  >
    ${words}
  </button>`;

const doings = (view: SavedView): readonly Doing[] => {
  const { t, saved, save, begin, forbidden, isChanged } = view;
  const obstacle = forbidden ?? view.obstacle;
  const same = isChanged ? null : t("filter.saved.same");
  const saveAs = { id: "save-as", words: t("filter.saved.save-as"), act: () => begin("naming"), obstacle };
  if (!saved.current) return [saveAs];
  return [
    { id: "save", words: t("filter.saved.save"), act: save, obstacle: obstacle ?? same },
    saveAs,
    { id: "rename", words: t("filter.saved.rename"), act: () => begin("renaming"), obstacle: forbidden },
    { id: "delete", words: t("filter.saved.delete"), act: () => begin("deleting"), obstacle: forbidden },
  ];
};

/** The saved audience that is open, to choose another, and what can be done with it. */
export const savedBar = (view: SavedView): TemplateResult => {
  const { saved, locked, t } = view;
  return html`<div class="saved row wrap">
    ${picker(view)}
    ${locked || saved.step ? nothing : saved.busy ? html`<span class="small muted">${t("filter.saved.saving")}</span>` : doings(view).map(button)}
  </div>`;
};

const refusalLine = (view: SavedView): TemplateResult | typeof nothing => {
  const { refusal } = view.saved;
  return refusal
    ? html`<p class="err" id="saved-problem" role="alert">${alert}<span>${why(refusal, view)}</span></p>`
    : nothing;
};

/** Whether profiles are to show who is in it. */
const segmentBox = ({ t, saved }: SavedView): TemplateResult =>
  html`<label class="row flag" for="saved-segment">
    <input
      type="checkbox"
      id="saved-segment"
      .checked=${live(saved.isSegment)}
      aria-describedby="saved-segment-help"
      @change=${(event: Event) => saved.tick((event.target as HTMLInputElement).checked)}
    />
    <span
      >${t("filter.saved.segment")}<span class="small muted" id="saved-segment-help"
        >${t("filter.saved.segment.help")}</span
      ></span
    >
  </label>`;

const naming = (view: SavedView): TemplateResult => {
  const { t, saved, confirm, begin } = view;
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    confirm();
  };
  return html`<div class="step" role="group" aria-label=${t("filter.saved.name")}>
    <label for="saved-name">${t("filter.saved.name")}</label>
    <div class="row wrap">
      <input
        class="input"
        id="saved-name"
        maxlength="100"
        autocomplete="off"
        dir="auto"
        aria-invalid=${saved.refusal ? "true" : nothing}
        aria-describedby=${saved.refusal ? "saved-problem" : nothing}
        .value=${live(saved.name)}
        @input=${(event: Event) => saved.type(textOf(event))}
        @keydown=${press}
      />
      <button
        type="button"
        class="btn primary"
        id="saved-confirm"
        aria-disabled=${saved.busy ? "true" : nothing}
        @click=${confirm}
      >
        ${t(saved.busy ? "filter.saved.saving" : saved.step === "renaming" ? "filter.saved.rename" : "filter.saved.save")}
      </button>
      <button type="button" class="btn" id="saved-cancel" @click=${() => begin(null)}>
        ${t("filter.saved.cancel")}
      </button>
    </div>
    ${view.hasSegments ? segmentBox(view) : nothing} ${refusalLine(view)}
  </div>`;
};

const deleting = (view: SavedView): TemplateResult => {
  const { t, saved, confirm, begin } = view;
  const ask = t("filter.saved.delete.ask", { name: saved.current?.name ?? "" });
  return html`<div class="step" role="group" aria-label=${ask}>
    <p>${ask}</p>
    <div class="row wrap">
      <button
        type="button"
        class="btn"
        id="saved-confirm"
        aria-disabled=${saved.busy ? "true" : nothing}
        @click=${confirm}
      >
        ${t("filter.saved.delete")}
      </button>
      <button type="button" class="btn" id="saved-cancel" @click=${() => begin(null)}>${t("filter.saved.keep")}</button>
    </div>
    ${refusalLine(view)}
  </div>`;
};

const madeBy = ({ saved, t, format, isChanged }: SavedView): unknown => {
  const { current } = saved;
  if (!current) return nothing;
  const by = t("filter.saved.by", { operator: current.createdBy.name, date: format.date(current.updatedAt) });
  return html`<p class="small muted">
    ${by}${current.isSegment ? ` · ${t("filter.saved.on-profiles")}` : nothing}${isChanged ? html` · <b>${t("filter.saved.changed")}</b>` : nothing}
  </p>`;
};

/** Below the bar: who saved it, what is asked before it is saved or deleted, or why it was not. */
export const savedStep = (view: SavedView): unknown => {
  const { saved, t, reason } = view;
  if (saved.step === "deleting") return deleting(view);
  if (saved.step) return naming(view);
  if (saved.refusal) return refusalLine(view);
  return saved.error === undefined ? madeBy(view) : unread(saved, t, reason);
};

const unread = (saved: SavedAudiences, t: FilterTranslate, reason: (error: unknown) => string): TemplateResult =>
  html`<p class="err" role="alert">
    ${alert}<span>${saved.isGone ? t("filter.saved.gone") : `${t("filter.saved.unread")} ${reason(saved.error)}`}</span>
    ${saved.isGone ? nothing : html`<button type="button" class="btn link sm" @click=${() => saved.reload()}>${t("filter.retry")}</button>`}
  </p>`;
