import { css, html, nothing, type TemplateResult } from "lit";
import type { Member } from "../../sdk/contract/index.js";
import { listOf } from "../format/list.js";
import { directed } from "../icons/icon.js";
import { compactMessages } from "../locales/en/compact.js";
import type { profileMessages } from "../locales/en/profile.js";
import type { KitElement } from "../kit-element.js";
import type { CompactParts, Frames, OpenPanel, Panel, PanelContext } from "./panel.js";
import type { ProfileView } from "./profile-view.js";

type CompactView = ProfileView<typeof profileMessages & typeof compactMessages>;

const chevron = directed("M6 4l4 4-4 4");

/** What is always open, since it says how the member stands. It stands first, unless the host has an order of its own. */
const OPEN = ["balances", "tags"];
const TIMELINE = "activity";

const named = (items: readonly { readonly name: string }[], { format }: CompactView): string =>
  listOf(
    items.map(({ name }) => name),
    format.locale,
  );

const agreedTo = ({ consents }: Member, view: CompactView): string => {
  const agreed = consents.filter(({ granted }) => granted);
  if (consents.length && !agreed.length) return view.t("compact.no-consent");
  return named(
    agreed.map(({ channel }) => ({ name: view.label("channel", channel) })),
    view,
  );
};

/** What a folded panel says in a line: as far as it came with the member, so that nothing is read for it. */
const summaries: Readonly<Record<string, (member: Member, view: CompactView) => string>> = {
  consents: agreedTo,
  details: ({ details }) => String(details.find(({ kind, value }) => kind === "email" && value)?.value ?? ""),
  behaviour: ({ behaviour }, view) =>
    behaviour ? named([behaviour.favouriteBranch ?? [], behaviour.favouriteItems[0] ?? []].flat(), view) : "",
  household: ({ household }) => household?.name ?? "",
  segments: ({ segments }, view) => named(segments, view),
  purchases: ({ behaviour }, { t, format }) =>
    behaviour?.lastPurchaseAt ? t("compact.last", { date: format.date(behaviour.lastPurchaseAt) }) : "",
};

/** How many there are, as far as that is known. */
const countOf = (panel: Panel, open: OpenPanel | undefined, { segments }: Member): OpenPanel["count"] =>
  panel.name === "segments" ? { of: segments.length, isAll: true } : open?.count;

const tally = (count: OpenPanel["count"], { format }: CompactView): unknown =>
  count ? html`<span class="badge plain num">${format.number(count.of)}${count.isAll ? "" : "+"}</span>` : nothing;

/** Keeps the place of what is drawn below the balances once the page was idle, so that nothing moves then. */
const footOf = ({ name }: Panel, { later, view }: PanelContext): unknown =>
  name === "balances" && !later && view.capabilities.modules.includes("balance-history")
    ? html`<div class="over-time-place"></div>`
    : nothing;

type Element = KitElement & { readonly panels: string | null };

/** A profile in a narrow column: what says how the member stands, then each panel as a line that opens. */
export class Compact implements CompactParts {
  readonly #element: Element;
  /** What the operator has opened. It stays so with the next member: they look for the same thing. */
  readonly #opened = new Set<string>();
  #isWholeTimeline = false;

  constructor(element: Element) {
    this.#element = element;
  }

  forget(): void {
    this.#isWholeTimeline = false;
  }

  draw(panels: readonly Panel[], context: PanelContext, frames: Frames): TemplateResult {
    const isOpen = ({ name }: Panel) => OPEN.includes(name);
    const openFirst = [...panels.filter(isOpen), ...panels.filter((panel) => !isOpen(panel))];
    const ordered = this.#element.panels === null ? openFirst : panels;
    // A panel that the host shows alone is what the page is about.
    const isAlone = panels.length === 1;
    return html`<div class="compact">
      ${ordered.map((panel) => {
        if (isAlone || isOpen(panel)) return frames.framed(panel, context, footOf(panel, context));
        return panel.name === TIMELINE ? this.#timeline(panel, context, frames) : this.#fold(panel, context, frames);
      })}
    </div>`;
  }

  /** Folded it is not watched: it is loaded, and reads, once it is opened. */
  #fold(panel: Panel, context: PanelContext, frames: Frames): unknown {
    const { name, title } = panel;
    const view = context.view.with(compactMessages);
    const isOpen = this.#opened.has(name);
    const content = isOpen ? frames.content(panel, context) : nothing;
    if (isOpen && content === nothing) return nothing;
    const open = frames.open(panel);
    const summary = isOpen ? "" : (summaries[name]?.(context.member, view) ?? "");
    return html`<section
      class="panel fold ${isOpen ? `${name}-panel` : ""}"
      part="panel ${name}"
      aria-busy=${isOpen ? (open?.loading ?? nothing) : nothing}
    >
      <div class="phead">
        <h3>
          <button
            type="button"
            class="unfold"
            aria-expanded=${isOpen}
            aria-describedby=${summary ? `folded-${name}` : nothing}
            @click=${() => this.#toggle(name)}
          >
            ${chevron}${title && view.t(title)}
          </button>
        </h3>
        ${tally(countOf(panel, open, context.member), view)}
        <span class="folded muted" id="folded-${name}"><bdi>${summary}</bdi></span>
        ${isOpen ? frames.act(panel, context) : nothing}
      </div>
      ${content}
    </section>`;
  }

  #timeline(panel: Panel, context: PanelContext, frames: Frames): unknown {
    if (this.#isWholeTimeline) return frames.framed(panel, context);
    const all = html`<div class="pfoot">
      <button type="button" class="btn ghost sm" @click=${() => this.#showAll()}>
        ${context.view.with(compactMessages).t("compact.all")}
      </button>
    </div>`;
    return frames.framed(panel, { ...context, isBrief: true }, all);
  }

  #showAll(): void {
    this.#isWholeTimeline = true;
    this.#element.requestUpdate();
  }

  #toggle(name: string): void {
    if (!this.#opened.delete(name)) this.#opened.add(name);
    this.#element.requestUpdate();
  }
}

export const styles = css`
  .profile:has(> .compact),
  .compact {
    display: grid;
    gap: calc(var(--_u) * 2);
    grid-template-columns: minmax(0, 1fr);
  }
  .profile:has(> .compact) > .head {
    padding: calc(var(--_u) * 3);
    gap: var(--_u) calc(var(--_u) * 2.5);
    grid-template-columns: auto minmax(min-content, 1fr) minmax(0, auto);
  }
  /* what stands beside the name is not to be covered */
  .profile:has(> .compact) > .head .acts .btn {
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .profile:has(> .compact) > .head .avatar {
    inline-size: 36px;
    block-size: 36px;
    font-size: var(--_fs-2);
  }
  .profile:has(> .compact) .who {
    display: contents;
  }
  .profile:has(> .compact) > .head h2 {
    grid-column: 1 / -1;
    font-size: var(--_fs-4);
  }
  /* the second row is as high before the button is there that writes to the member */
  .profile:has(> .compact) .who > .row {
    display: grid;
    grid-template: auto minmax(max(28px, var(--_hit)), auto) / auto minmax(min-content, 1fr);
    justify-items: start;
    gap: 0 var(--_u);
  }
  .profile:has(> .compact) > .head .acts {
    grid-area: 1 / 3;
  }
  .profile:has(> .compact) :is(.ids, .ladder) {
    grid-column: 1 / -1;
    margin-block-start: 0;
  }
  .profile:has(> .compact) .ids {
    font-size: var(--_fs-1);
    gap: 0 calc(var(--_u) * 3);
  }
  .compact > .panel > .phead {
    min-block-size: max(36px, calc(var(--_hit) + 8px));
    padding-block: var(--_u);
    padding-inline: calc(var(--_u) * 3) calc(var(--_u) * 1.5);
  }
  .compact > .panel > .pfoot {
    padding: var(--_u);
  }
  .compact > .panel > .body {
    padding-inline: calc(var(--_u) * 3);
    padding-block-end: calc(var(--_u) * 3);
  }
  /* lines that open stand together as one list */
  .compact .fold + .fold {
    margin-block-start: calc(var(--_u) * -2 - 1px);
    border-start-start-radius: 0;
    border-start-end-radius: 0;
  }
  .compact .fold:has(+ .fold) {
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }
  .fold > .phead {
    position: relative;
    gap: 0 calc(var(--_u) * 2);
  }
  .compact .fold h3 {
    flex: none;
    font-weight: 500;
  }
  .panel .unfold {
    display: flex;
    align-items: center;
    gap: calc(var(--_u) * 1.5);
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .unfold::after {
    content: "";
    position: absolute;
    inset: 0;
    border-radius: var(--_r);
  }
  .unfold:hover::after {
    background: color-mix(in oklab, var(--_text) 4%, transparent);
  }
  .unfold:focus-visible {
    outline: none;
  }
  .unfold:focus-visible::after {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }
  .unfold svg.i {
    inline-size: 14px;
    block-size: 14px;
    color: var(--_muted);
    transition: transform var(--_dur) var(--_ease);
  }
  .unfold[aria-expanded="true"] svg.i {
    transform: rotate(90deg);
  }
  .folded {
    flex: 1 1 auto;
    padding-inline-end: calc(var(--_u) * 1.5);
    font-size: var(--_fs-1);
    text-align: end;
    overflow-wrap: anywhere;
  }
  .fold > .phead > .btn {
    z-index: 1;
  }
  .compact > .tags-panel > .phead {
    position: absolute;
    clip-path: inset(50%);
  }
  .compact > .tags-panel > .body {
    padding-block-start: calc(var(--_u) * 2.5);
  }
  .compact .balances-panel {
    display: block;
  }
  .compact .balance {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px calc(var(--_u) * 2);
    padding: calc(var(--_u) * 1.5) calc(var(--_u) * 3) calc(var(--_u) * 2);
    border-inline-start: 0;
  }
  .compact .balance + .balance {
    border-block-start: 1px solid var(--_border);
  }
  .compact .balance :is(.bhead, .main) {
    display: contents;
  }
  .compact .balance h3 {
    flex: none;
  }
  .compact .bhead > div {
    order: 1;
    margin-inline-start: auto;
    margin-inline-end: -6px;
  }
  .compact .main > div {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 calc(var(--_u) * 1.5);
  }
  .compact .big {
    font-size: var(--_fs-5);
  }
  .compact .spark {
    display: none;
  }
  .compact .minis {
    order: 2;
    flex: 1 0 100%;
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_u) * 3);
  }
  .compact .minis > div {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--_u);
  }
  .compact .minis dd {
    font-size: var(--_fs-1);
  }
  .compact .minis .note {
    display: inline;
    margin-inline-start: var(--_u);
  }
  .compact .over-time {
    padding: 2px var(--_u);
  }
  .over-time-place {
    block-size: calc(var(--_hit) + 5px);
  }
  /* tags are as wide before they can be edited as after, and "Add a tag" has its place */
  .compact .tag.plain {
    min-block-size: max(26px, calc(var(--_control) - 6px));
    padding-inline: 8px max(24px, calc(var(--_control) - 8px));
    background: var(--_subtle);
    font-size: var(--_fs-2);
  }
  :host(:not([readonly])) .compact .tags-panel .tags::after {
    content: "";
    inline-size: 7.5em;
    block-size: max(26px, calc(var(--_control) - 6px));
  }
  @media (prefers-reduced-motion: reduce) {
    .unfold svg.i {
      transition: none;
    }
  }
  @media print {
    .panel .unfold {
      display: flex;
    }
    .unfold svg.i {
      display: none;
    }
  }
`;
