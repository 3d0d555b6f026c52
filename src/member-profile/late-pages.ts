import { html, nothing } from "lit";
import type { Client, Paged } from "../../sdk/client/client.js";
import { kindOf } from "../errors.js";
import { lateFailure } from "./late-failure.js";
import { moreButton } from "./more-button.js";
import { loadingRows, reserved } from "./notices.js";
import { openPages, type PagesController } from "./pages-controller.js";
import type { OpenPanel, PanelContext, PanelHost } from "./panel.js";
import type { ProfileView } from "./profile-view.js";

/** How many rows are shown at first, and come with each page: the newest are those that are asked about. */
export const PAGE = 3;

interface LatePages<Item> {
  /** The panel's name. Each of its rows has the class `<name>-row`. */
  readonly name: string;
  list(client: Client, memberId: string): Paged<Item>;
  /** By what the list is narrowed, as a text; another choice is another list. Default: by nothing. */
  readonly choice?: () => string;
  /** Draws what stands above the list, whatever became of it. Default: nothing does. */
  above?(context: PanelContext): unknown;
  row(item: Item, context: PanelContext): unknown;
  readonly words: (view: ProfileView) => {
    readonly none: string;
    readonly more: string;
    readonly shown: (count: number) => string;
    readonly failure: string;
  };
}

/** A late panel that is a list, longer on demand. It loads, fails and is tried again alone. */
class PagesPanel<Item> implements OpenPanel {
  readonly #host: PanelHost;
  readonly #parts: LatePages<Item>;
  readonly #pages: PagesController<Item>;

  constructor(host: PanelHost, parts: LatePages<Item>) {
    this.#host = host;
    this.#parts = parts;
    this.#pages = openPages(host, (client, memberId) => parts.list(client, memberId), parts.choice);
  }

  get loading(): boolean {
    return this.#pages.state.loading;
  }

  get count(): OpenPanel["count"] {
    const { value } = this.#pages.state;
    return value && { of: value.data.length, isAll: value.next === null };
  }

  reload(): Promise<void> {
    return this.#pages.reload();
  }

  draw(context: PanelContext): unknown {
    if (kindOf(this.#pages.state.error) === "unsupported") return nothing;
    return html`${this.#parts.above?.(context)}${this.#list(context)}`;
  }

  #list(context: PanelContext): unknown {
    const { value, error, slow } = this.#pages.state;
    const { name, row, words } = this.#parts;
    const said = words(context.view);
    if (!value) {
      if (error) return lateFailure(said.failure, error, () => void this.reload(), context.view);
      return slow ? loadingRows(PAGE) : reserved;
    }
    if (!value.data.length) return html`<div class="body"><p class="small muted">${said.none}</p></div>`;
    return html`<ul class="${name}-list">
        ${value.data.map((item) => row(item, context))}
      </ul>
      ${value.next ? moreButton(this.#pages, said.more, () => void this.#more(said.shown), context.view) : nothing}`;
  }

  async #more(shown: (count: number) => string): Promise<void> {
    const before = this.#pages.state.value?.data.length ?? 0;
    if (!(await this.#pages.more())) return;
    this.#host.announce(shown(this.#pages.state.value?.data.length ?? 0));
    const { element } = this.#host;
    await element.updateComplete;
    const { name } = this.#parts;
    // After the last page the pressed button is gone, and its focus at the heading: the new rows are where to go on.
    if (!(element.renderRoot as ShadowRoot).activeElement?.matches(`.${name}-panel h3`)) return;
    element.renderRoot.querySelectorAll(`.${name}-row`)[before]?.querySelector<HTMLElement>("button, summary")?.focus();
  }
}

/** Opens a late panel that is a list of the member's. */
export const openLatePages = <Item>(host: PanelHost, parts: LatePages<Item>): OpenPanel => new PagesPanel(host, parts);
