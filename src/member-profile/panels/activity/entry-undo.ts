import { css, html, nothing, type TemplateResult } from "lit";
import type { Delta, Operation } from "../../../../sdk/contract/index.js";
import { UndoController, type UndoState } from "../../../controllers/undo-controller.js";
import { refusalIn } from "../../../errors.js";
import { alert, stop, undo as undoIcon } from "../../../icons/signs.js";
import { entryUndoMessages } from "../../../locales/en/entry-undo.js";
import { timelineMessages } from "../../../locales/en/timeline.js";
import { undoOf } from "../../../parts/capability.js";
import { delta } from "../../../parts/delta.js";
import { EscapeController } from "../../../parts/escape-controller.js";
import { delta as deltaStyles } from "../../../theme/delta.js";
import { failureReason } from "../../notices.js";
import type { PanelHost } from "../../panel.js";
import { capital } from "../../../format/code-words.js";
import type { ProfileView } from "../../profile-view.js";
import type { TimelineView } from "./timeline-view.js";
import { reasonText } from "../../../parts/reasons.js";
import { titleOf } from "../../../parts/entry-words.js";
import { UndoReason } from "./undo-reason.js";

type UndoView = TimelineView<typeof entryUndoMessages>;

/** Why it was not undone. */
const refusal = (error: unknown, view: ProfileView): string => {
  const said = refusalIn(error);
  return said ? reasonText(view, said) : failureReason(error, view.t);
};

/** What is said of an undo that did not end at once, where it is not known to have failed. */
const stepWords: Partial<Record<UndoState["step"], keyof typeof entryUndoMessages>> = {
  waiting: "undo.waiting",
  unknown: "undo.checking",
};

/** The question before an undo: an opposite entry may restore less than an exact undo. */
const asks = { exact: "undo.ask", compensating: "undo.ask.compensating", none: "undo.ask" } as const;

/** One thing that an undo would change, in words. */
type Effect = Readonly<Record<"label" | "before" | "after", string>>;

/** What an undo would change: balances, punch cards and the tier. */
const effectsOf = ({ changes, effects, tier }: Operation, view: UndoView): readonly Effect[] => {
  const moved = changes.flatMap(({ currency, spendable, pending }) => {
    const { scale, label } = view.currency(currency);
    const said = (minor: number) => view.format.amount(minor, scale);
    const row = (name: string, part: Delta | null | undefined) =>
      part ? [{ label: name, before: said(part.before), after: said(part.after) }] : [];
    return [...row(capital(label), spendable), ...row(`${capital(label)} · ${view.t("pending")}`, pending)];
  });
  const punched = effects.flatMap(({ subject, count }) =>
    count ? [{ label: subject?.name ?? "", before: `${count.before}`, after: `${count.after}` }] : [],
  );
  if (!tier) return [...moved, ...punched];
  const { tierName } = view;
  return [
    ...moved,
    ...punched,
    { label: view.t("undo.tier"), before: tierName(tier.before), after: tierName(tier.after) },
  ];
};

const effects = (preview: Operation, view: UndoView): TemplateResult =>
  html`<dl class="takes">
    ${effectsOf(preview, view).map(
      ({ label, before, after }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${delta(before, after, view.t("undo.to"))}</dd>
        </div>`,
    )}
  </dl>`;

/** The same in one sentence, for who hears it. */
const sentenceOf = (preview: Operation, view: UndoView): string =>
  effectsOf(preview, view)
    .map((effect) => view.t("undo.effect", effect))
    .join(" · ");

/** What is heard once it is known what an undo would do. */
const previewWords = ({ step, error, preview }: UndoState, view: UndoView): string =>
  step === "refused" ? refusal(error, view) : preview ? sentenceOf(preview, view) : "";

interface LineActs {
  readonly keep: () => void;
  readonly run: () => void;
  readonly reason: UndoReason;
}

/** What stands below an entry while it is being undone: the question, the wait, or why not. */
const line = (
  { step, operation, error, preview }: UndoState,
  title: string,
  { keep, run, reason }: LineActs,
  view: UndoView,
): TemplateResult => {
  const { t } = view;
  if (step === "waiting") return html`<div class="undoing" tabindex="-1" data-focus>${t("undo.waiting")}</div>`;
  if (step === "running" || step === "checking")
    return html`<div class="undoing row">
      <span class="spin"></span>${t(step === "running" ? "undo.running" : "undo.checking")}
    </div>`;
  const keepIt = html`<button type="button" class="btn sm" @click=${keep}>${t("undo.keep")}</button>`;
  const isReady = preview !== undefined && reason.isGiven(operation, view);
  if (step === "asked")
    return html`<div class="undoing row wrap">
      <div class="grow">
        ${t(asks[undoOf(view.capabilities, operation.action)], { what: title })}
        ${preview ? effects(preview, view) : nothing} ${reason.draw(operation, view)}
      </div>
      ${keepIt}
      <button
        type="button"
        class="btn sm"
        data-focus
        aria-disabled=${isReady ? nothing : "true"}
        @click=${() => isReady && run()}
      >
        ${preview === undefined ? html`<span class="spin"></span>` : undoIcon}${t("undo")}
      </button>
    </div>`;
  if (step === "refused")
    return html`<div class="undoing row wrap">
      ${stop}<span class="grow">${refusal(error, view)}</span>
      <button type="button" class="btn sm" data-focus @click=${keep}>${t("undo.keep")}</button>
    </div>`;
  if (step === "unknown")
    return html`<div class="undoing row wrap">
      <span class="grow">${t("undo.checking")}</span>
      <button type="button" class="btn sm" data-focus @click=${run}>${t("undo.check")}</button>
    </div>`;
  return html`<div class="undoing row wrap failed">
    ${alert}<span class="grow"><span class="medium">${t("undo.failed")}.</span> ${refusal(error, view)}</span>${keepIt}
    <button type="button" class="btn sm" data-focus @click=${run}>${t("retry")}</button>
  </div>`;
};

/**
 * Undoes entries of a timeline, one at a time: asked, run and said. The focus follows. It is no part of the first
 * paint.
 */
export class EntryUndo {
  readonly #host: PanelHost;
  readonly #undo: UndoController;
  readonly #reason: UndoReason;

  constructor(host: PanelHost) {
    this.#host = host;
    const { element, client, reference } = host;
    this.#reason = new UndoReason({ client, changed: () => element.requestUpdate() });
    this.#undo = new UndoController(element, {
      client,
      reference,
      previewed: (state) => this.#announce((view) => previewWords(state, view)),
      done: (operation) => this.#say("undo.done", operation),
      cameToNothing: (operation) => this.#say("undo.failed.of", operation),
    });
    new EscapeController(element, () => this.#leave());
  }

  /** Shows nothing of it any more. What was sent stays sent: the timeline tells its outcome. */
  drop(): void {
    this.#undo.drop();
  }

  /** Whether it was undone here, which the timeline may not tell yet. */
  isUndone(operation: Operation): boolean {
    return this.#undo.isUndone(operation);
  }

  ask(operation: Operation): void {
    this.#undo.ask(operation);
    void this.#focus(operation, "[data-focus]");
  }

  /** Draws what stands below an entry; null: it is not being undone. */
  lineOf(operation: Operation): ((title: string, view: TimelineView) => TemplateResult) | null {
    const state = this.#undo.stateOf(operation);
    const reason = this.#reason;
    const acts = { keep: () => this.#keep(operation), run: () => void this.#run(operation), reason };
    return state && ((title, view) => line(state, title, acts, view.with(entryUndoMessages)));
  }

  /** Escape answers no where the focus is in a question. */
  #leave(): boolean {
    const { activeElement } = this.#host.element.renderRoot as ShadowRoot;
    const id = activeElement?.closest(".undoing")?.closest<HTMLElement>("[data-id]")?.dataset.id;
    const state = id === undefined ? null : this.#undo.stateOf({ id });
    if (!state || !["asked", "refused", "failed"].includes(state.step)) return false;
    this.#keep(state.operation);
    return true;
  }

  #keep(operation: Operation): void {
    this.#undo.keep(operation);
    void this.#focus(operation, "[data-undo]", ".acts button");
  }

  async #run(operation: Operation): Promise<void> {
    this.#announce(({ t }) => t("undo.running"));
    await this.#undo.run(operation, this.#reason.whyOf(operation));
    const state = this.#undo.stateOf(operation);
    if (state) this.#announce(({ t }) => t(stepWords[state.step] ?? "undo.failed"));
    await this.#focus(operation, "[data-focus]", "[data-undo]", ".acts button");
  }

  /** Says what became of an entry's undo, by the entry's title. */
  #say(id: "undo.done" | "undo.failed.of", operation: Operation): void {
    this.#announce((view) => view.t(id, { what: titleOf(operation, [operation], view) }));
  }

  #announce(words: (view: UndoView) => string): void {
    const view = this.#host.view();
    if (view) this.#host.announce(words(view.with(timelineMessages).with(entryUndoMessages)));
  }

  /** Puts the focus on the first of these that the entry has, once it is drawn. */
  async #focus({ id }: Operation, ...selectors: readonly string[]): Promise<void> {
    const { element } = this.#host;
    await element.updateComplete;
    const entry = element.renderRoot.querySelector(`[data-id="${CSS.escape(id)}"]`);
    selectors
      .map((selector) => entry?.querySelector<HTMLElement>(selector))
      .find(Boolean)
      ?.focus();
  }
}

export const styles = [
  deltaStyles,
  css`
    .undoing {
      position: relative;
      z-index: 1;
      grid-column: 3 / -1;
      margin-block: calc(var(--_u) * 2) calc(var(--_u) * 1.5);
      margin-inline: 0 calc(var(--_u) * 2);
      padding: calc(var(--_u) * 2) calc(var(--_u) * 3);
      font-size: var(--_fs-2);
      border: 1px dashed var(--_control-border);
      border-radius: var(--_r-panel);
      background: var(--_subtle);
    }
    .undoing .grow {
      flex-basis: max(180px, 11.25rem);
      overflow-wrap: anywhere;
    }
    .why {
      margin-block-start: calc(var(--_u) * 2);
    }
    .takes {
      display: flex;
      flex-wrap: wrap;
      gap: 2px calc(var(--_u) * 5);
      margin-block-start: calc(var(--_u) * 1.5);
    }
    .takes > div {
      display: flex;
      gap: calc(var(--_u) * 2);
    }
    .takes dt {
      color: var(--_muted);
    }
    .takes dd {
      margin: 0;
      font-weight: 500;
    }
    .undoing.failed {
      border-style: solid;
      background: var(--_danger-soft);
      border-color: transparent;
    }
    .undoing.failed > svg {
      color: var(--_danger);
    }
    @container (inline-size < max(560px, 35rem)) {
      .undoing {
        grid-column: 1 / -1;
        margin-inline: 0;
      }
    }
    @media (forced-colors: active) {
      .undoing {
        border: 1px solid CanvasText;
      }
    }
  `,
];
