import { html, nothing, type LitElement, type TemplateResult } from "lit";
import type { MemberSummary } from "../../../sdk/contract/index.js";
import type { KitController } from "../../controllers/kit-controller.js";
import { search } from "../../icons/dialog.js";
import { lock } from "../../icons/things.js";
import { paletteMessages } from "../../locales/en/palette.js";
import type { Commands } from "../../parts/commands.js";
import type { LatePart } from "../../late-part.js";
import type { ReadController } from "../../controllers/read-controller.js";
import type { ActionFlow } from "../action-flow/action-flow.js";
import { failureCallout } from "../failure.js";
import type { MenuItem } from "../menu-item.js";
import type { Menu } from "../menu/menu.js";
import type { ModalData } from "../modal-data.js";
import type { ModalView } from "../modal-view.js";
import { openMember } from "../open-member.js";
import { recentOf } from "../recent.js";
import { groupsFor, type Choice, type Entry, type Group } from "./entries.js";
import { paletteStyles } from "./styles.js";

/** What a palette is drawn with: of the dialog that it stands in. */
export interface PaletteContext {
  readonly t: ModalView["t"];
  /** Null until it is read. */
  readonly view: ModalView | null;
  readonly flow: LatePart<ActionFlow>;
  readonly data: ReadController<ModalData>;
  readonly commands: Commands;
  /** Whether it is about a member, who is to be read first. */
  readonly hasMember: boolean;
  readonly menu: (view: ModalView) => Menu;
  /** Opens the form of an action, with what was typed for it. */
  readonly request: (item: MenuItem, values: Readonly<Record<string, string>> | undefined) => void;
  /** Shows everything that was done for a ticket. */
  readonly lookUp: (reference: string) => void;
  /** Closes the dialog, unless the host page keeps it open. */
  readonly close: () => void;
}

/** One line in which an operator types what is to be done, or where to go: a combobox with its listbox (ARIA APG). */
export class Palette {
  static readonly styles = [paletteStyles];
  readonly messages = paletteMessages;

  /** What is typed. */
  line: string;
  readonly #host: LitElement & { readonly open: boolean };
  readonly #kit: KitController;
  /** The key of the line that the operator went to; null, or one that is not found any more: the first one. */
  #active: string | null = null;
  #members: readonly MemberSummary[] = [];
  /** Whose names are read, so that they are asked for once. */
  #asked: readonly string[] = [];
  /** Enter was pressed before there was anything to choose from. */
  #isEager: boolean;

  /** @param ahead What was typed before the palette was there, and whether Enter was pressed after it. */
  constructor(
    host: LitElement & { readonly open: boolean },
    kit: KitController,
    ahead: { readonly line: string; readonly isEntered: boolean },
  ) {
    this.#host = host;
    this.#kit = kit;
    this.line = ahead.line;
    this.#isEager = ahead.isEntered;
  }

  /** Reads the names of the members that were shown lately: no page keeps names. */
  update(context: PaletteContext): void {
    const { members } = context.commands;
    if (members !== this.#asked) void this.#readMembers(members);
    if (!this.#isEager || isReading(context)) return;
    this.#isEager = false;
    this.#press(context);
  }

  /** It is opened anew. */
  reset(): void {
    this.line = "";
    this.#active = null;
    this.#isEager = false;
    this.#asked = [];
    this.#members = [];
  }

  draw(context: PaletteContext): TemplateResult {
    const { t, view } = context;
    const failure = this.#failure(context);
    const groups = this.#groups(context);
    const entries = entriesOf(groups);
    const active = this.#activeIn(entries);
    return html`<h2 id="title" class="vh" tabindex="-1">${t("palette.label")}</h2>
      <div class="line">
        ${search}
        <input
          id="search"
          type="search"
          role="combobox"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-label=${t("palette.label")}
          aria-autocomplete="list"
          aria-expanded=${entries.length > 0}
          aria-controls="found"
          aria-activedescendant=${entries.length ? `found-${active}` : nothing}
          placeholder=${t(context.commands.acts ? "palette.placeholder" : "palette.placeholder.list")}
          .value=${this.line}
          @input=${(event: Event) => this.#type((event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => this.#key(event, context)}
        />
        ${view ? html`<span dir="auto">${view.member.name}</span>` : nothing}
      </div>
      <div class="found">
        ${failure}
        <div id="found" role="listbox" aria-label=${t("palette.options")}>
          ${groups.map((group) => this.#group(group, entries, context))}
        </div>
        ${entries.length || failure !== nothing ? nothing : html`<p class="muted">${this.#nothingFound(context)}</p>`}
      </div>
      <span class="vh" role="status"
        >${view || !context.hasMember ? t("palette.found", { count: entries.length }) : nothing}</span
      >
      <p class="hints" aria-hidden="true">
        <span><kbd>↑</kbd> <kbd>↓</kbd> ${t("palette.choose")}</span><span><kbd>⏎</kbd> ${t("palette.open")}</span
        ><span><kbd>Esc</kbd> ${t("palette.close")}</span>
      </p>`;
  }

  #nothingFound(context: PaletteContext): string {
    const { t } = context;
    if (isReading(context)) return t("palette.loading");
    return this.line.trim() ? t("palette.none", { query: this.line }) : t("palette.empty");
  }

  #failure({ t, flow, data }: PaletteContext): unknown {
    const error = flow.error ?? data.state.error;
    const again = () => void (flow.error ? flow.load() : data.reload());
    return error ? failureCallout({ t, kit: this.#kit }, t("error.load"), error, again) : nothing;
  }

  /** Nothing, until all is read: lines must not move away under the operator's keys. */
  #groups(context: PaletteContext): readonly Group[] {
    const { view, flow, commands, menu } = context;
    if (isReading(context)) return [];
    const { items, fromPanel } = view && commands.acts ? menu(view) : { items: [], fromPanel: [] };
    const all = [...items, ...fromPanel];
    return groupsFor(this.line, {
      view,
      formOf: (item) => (view ? flow.value?.formOf(item, view) : undefined),
      items: all,
      recent: recentOf(this.#kit.client, all),
      members: this.#members,
      places: commands.places,
      ticket: { own: this.#kit.kit?.reference ?? null, word: context.t("palette.ticket"), name: lookUpWords(context) },
    });
  }

  #group({ name, entries }: Group, all: readonly Entry[], context: PaletteContext): TemplateResult {
    const title = context.t(name === "recent" ? "modal.section.recent" : `palette.${name}`);
    return html`<div role="group" aria-labelledby="group-${name}">
      <h3 id="group-${name}" role="presentation">${title}</h3>
      ${entries.map((entry) => this.#option(entry, all, context))}
    </div>`;
  }

  #option(entry: Entry, all: readonly Entry[], context: PaletteContext): TemplateResult {
    const { icon, name, note, whyNot, choice } = entry;
    const index = all.indexOf(entry);
    const typed = "item" in choice && Object.keys(choice.values).length > 0;
    // The focus stays in the line.
    const press = (event: Event) => {
      event.preventDefault();
      if (whyNot === null) void this.#choose(choice, context);
    };
    return html`<div
      role="option"
      id="found-${index}"
      aria-selected=${index === this.#activeIn(all)}
      aria-disabled=${whyNot === null ? nothing : "true"}
      @mousedown=${press}
    >
      ${icon}<b dir="auto">${name}</b
      >${whyNot === null ? html`<small class=${typed ? "typed" : ""} dir="auto">${note}</small>` : html`<small>${lock}${whyNot}</small>`}
    </div>`;
  }

  #type(line: string): void {
    this.line = line;
    this.#active = null;
    this.#host.requestUpdate();
  }

  #key(event: KeyboardEvent, context: PaletteContext): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = moves[event.key];
    if (step !== undefined) this.#move(step, context);
    else if (event.key === "Enter") this.#enter(event, context);
    else return;
    event.preventDefault();
  }

  #enter({ repeat }: KeyboardEvent, context: PaletteContext): void {
    if (repeat) return;
    if (isReading(context)) this.#isEager = true;
    else this.#press(context);
  }

  #press(context: PaletteContext): void {
    const entries = entriesOf(this.#groups(context));
    const chosen = entries[this.#activeIn(entries)];
    if (chosen?.whyNot === null) void this.#choose(chosen.choice, context);
  }

  /** An action's form opens here; what is somewhere else is gone to once the dialog is closed. */
  async #choose(choice: Choice, { request, lookUp, close }: PaletteContext): Promise<void> {
    if ("item" in choice) {
      const { item, values } = choice;
      request(item, Object.keys(values).length ? values : undefined);
    } else if ("reference" in choice) lookUp(choice.reference);
    else if ("memberId" in choice) await openMember(this.#host, close, choice.memberId);
    else {
      close();
      await this.#host.updateComplete;
      if (!this.#host.open) choice.place.go();
    }
  }

  #move(step: number, context: PaletteContext): void {
    const entries = entriesOf(this.#groups(context));
    const index = (this.#activeIn(entries) + step + entries.length) % entries.length;
    this.#active = entries[index]?.key ?? null;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() =>
      this.#host.renderRoot.querySelector(`#found-${index}`)?.scrollIntoView({ block: "nearest" }),
    );
  }

  #activeIn(entries: readonly Entry[]): number {
    return Math.max(
      0,
      entries.findIndex(({ key }) => key === this.#active),
    );
  }

  async #readMembers(ids: readonly string[]): Promise<void> {
    this.#asked = ids;
    const { client } = this.#kit;
    if (!client || !ids.length) return;
    // Who can't be read is left out: the palette finds all the rest without them.
    const read = await Promise.all(ids.map((id) => client.members.summary(id).catch(() => null)));
    if (ids !== this.#asked) return;
    this.#members = read.filter((each) => each !== null);
    this.#host.requestUpdate();
  }
}

/** Whether it is still on its way. */
const isReading = ({ hasMember, view, flow, data }: PaletteContext): boolean =>
  hasMember && !(view && flow.value) && !flow.error && !data.state.error;

const lookUpWords =
  ({ t }: PaletteContext) =>
  (reference: string): string =>
    t("palette.look-up", { reference });

const entriesOf = (groups: readonly Group[]): readonly Entry[] => groups.flatMap(({ entries }) => entries);
