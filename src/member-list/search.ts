import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from "lit";
import { search as searchIcon } from "../icons/dialog.js";
import { cross } from "../icons/signs.js";
import type { ListTranslate } from "./list-view.js";

/** How long typing has to rest before it is asked for, in milliseconds. Enter asks at once. */
const REST_MS = 250;

/** What is typed to find members, and what is asked for. It stands in no URL, and is kept nowhere. */
export class Search implements ReactiveController {
  readonly #host: LitElement;
  readonly #asked: (entered: boolean) => void;
  #text = "";
  #q = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param asked Called when something else is asked for, or Enter was pressed. */
  constructor(host: LitElement, asked: (entered: boolean) => void) {
    this.#host = host;
    this.#asked = asked;
    host.addController(this);
  }

  /** What is asked for. */
  get q(): string {
    return this.#q;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Nothing is searched for any more; the focus stays with the field. */
  clear(): void {
    this.#text = "";
    this.#ask(false);
    this.#host.renderRoot.querySelector<HTMLInputElement>("input[type=search]")?.focus();
  }

  /** @param hint What members are found by, in words. */
  draw(t: ListTranslate, hint: string): TemplateResult {
    return html`<div class="search">
      ${searchIcon}<input
        class="input"
        type="search"
        autocomplete="off"
        spellcheck="false"
        enterkeyhint="search"
        maxlength="200"
        aria-label=${hint}
        placeholder=${hint}
        .value=${this.#text}
        @input=${this.#type}
        @keydown=${this.#press}
      />${
        this.#text
          ? html`<button
              type="button"
              class="btn ghost icon"
              aria-label=${t("list.search.clear")}
              @click=${() => this.clear()}
            >
              ${cross}
            </button>`
          : nothing
      }
    </div>`;
  }

  readonly #type = (event: Event): void => {
    this.#text = (event.target as HTMLInputElement).value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(false), REST_MS);
    this.#host.requestUpdate();
  };

  readonly #press = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === "Enter") this.#ask(true);
    if (event.key === "Escape" && this.#text) {
      // What is around it keeps its own Escape for an empty search.
      event.stopPropagation();
      event.preventDefault();
      this.clear();
    }
  };

  /** Takes what was asked for before. */
  restore(q: string): void {
    this.#text = q;
    this.#q = q;
  }

  #ask(entered: boolean): void {
    clearTimeout(this.#timer);
    this.#host.requestUpdate();
    const q = this.#text.trim();
    if (q === this.#q && !entered) return;
    this.#q = q;
    this.#asked(entered);
  }
}
