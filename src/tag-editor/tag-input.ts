import { html, nothing, type LitElement, type TemplateResult } from "lit";
import type { Client } from "../../sdk/client/client.js";
import type { TagCase } from "../../sdk/contract/tag.js";
import { EscapeController } from "../parts/escape-controller.js";
import { suggestionList, suggestionsFor, type Suggested } from "./suggestion-list.js";
import type { TagTranslate } from "./say.js";
import { TagSuggestions } from "../parts/tag-suggestions.js";

/** The longest tag, in UTF-16 code units. */
const longestTag = 64;

interface Options {
  client: () => Client | undefined;
  /** How the program tells tags apart. */
  tagCase: () => TagCase;
  /** The tags that are there already. */
  tags: () => readonly string[];
  /** Whether there has to be a tag. */
  required: () => boolean;
  /** Whether a tag can be removed now. */
  removable: (tag: string) => boolean;
  /** A text was entered or a suggestion chosen; empty: Enter was pressed on nothing. */
  add: (tag: string) => void;
  remove: (tag: string) => void;
  /** The first Backspace marked this tag. */
  marked: (tag: string) => void;
  /** The operator went elsewhere. */
  left: () => void;
}

/**
 * The input of a tag editor: a combobox of suggestions in which any text may be entered, and whose Backspace reaches
 * the last tag.
 */
export class TagInput {
  readonly #host: LitElement;
  readonly #options: Options;
  readonly #suggestions: TagSuggestions;
  /** Why what was entered was refused; empty: it was not. Typing clears it. */
  error = "";
  #text = "";
  /** The suggestion that was moved to; -1: none, the text itself. */
  #active = -1;
  #open = false;
  #hot = false;

  constructor(host: LitElement, options: Options) {
    this.#host = host;
    this.#options = options;
    this.#suggestions = new TagSuggestions(host, options.client);
    new EscapeController(host, () => this.#escape());
  }

  get text(): string {
    return this.#text;
  }

  /** Whether the last tag is marked, and the next Backspace removes it. */
  get marked(): boolean {
    return this.#hot;
  }

  set(text: string): void {
    this.#text = text;
    this.#active = -1;
    this.#hot = false;
    this.error = "";
    this.#suggestions.ask(text.trim());
    this.#host.requestUpdate();
  }

  /** Says why what was entered was refused. The text stands marked: typed over or left, it is gone. */
  refuse(words: string): void {
    this.error = words;
    void this.#host.updateComplete.then(() => {
      const input = this.#host.renderRoot.querySelector("input");
      if (input?.matches(":focus")) input.select();
    });
  }

  close(): void {
    this.#open = this.#hot = false;
    this.#active = -1;
    this.#host.requestUpdate();
  }

  /** To the input, or to the button that opens it. */
  focus(): void {
    const { renderRoot } = this.#host;
    renderRoot.querySelector<HTMLElement>("input, .tagadd")?.focus();
  }

  /** The box with the tags and the input behind them, and the list below it. */
  draw(tags: unknown, t: TagTranslate): TemplateResult {
    const { suggestions, active } = this.#shown;
    const shown = { options: suggestions, active, text: this.#text.trim(), choose: this.#options.add };
    return html`<div
        class="tagbox ${this.error ? "invalid" : ""}"
        role="group"
        aria-label=${t("tags.label")}
        @mousedown=${this.#pressed}
      >
        ${tags}${this.#input(suggestions.length > 0, active, t)}
      </div>
      ${suggestions.length ? suggestionList(shown, t) : nothing}`;
  }

  #input(open: boolean, active: number, t: TagTranslate): TemplateResult {
    return html`<input
      part="input"
      dir="auto"
      autocomplete="off"
      maxlength=${longestTag}
      role="combobox"
      aria-label=${t("tags.add")}
      aria-autocomplete="list"
      aria-expanded=${open}
      aria-controls=${open ? "list" : nothing}
      aria-activedescendant=${open && active >= 0 ? `option-${active}` : nothing}
      aria-required=${this.#options.required() ? "true" : nothing}
      aria-invalid=${this.error ? "true" : nothing}
      aria-describedby=${this.error ? "error" : "help"}
      placeholder=${this.#hot ? "" : t("tags.add")}
      .value=${this.#text}
      @input=${(event: Event) => this.#typed((event.target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => this.#key(event)}
      @keypress=${(event: Event) => event.stopPropagation()}
      @blur=${() => this.#options.left()}
    />`;
  }

  /** A press beside the tags goes to the input, and does not take the focus from it. */
  readonly #pressed = (event: Event): void => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    this.focus();
  };

  get #suggested(): Suggested {
    const { tags, tagCase } = this.#options;
    return suggestionsFor(this.#text.trim(), this.#suggestions.tags, tags(), tagCase());
  }

  /**
   * The open list, and the line in it that Enter takes: the one that was moved to, or the tag that the text is already.
   */
  get #shown(): { suggestions: Suggested["suggestions"]; active: number } {
    const { suggestions, same } = this.#suggested;
    return this.#open
      ? { suggestions, active: this.#active < 0 ? same : this.#active }
      : { suggestions: [], active: -1 };
  }

  #typed(text: string): void {
    this.set(text);
    this.#open = text.trim() !== "";
  }

  /** Keys that it handles, and plain typing, are no shortcuts of the page around it (U08). */
  #key(event: KeyboardEvent): void {
    // Safari reports the Enter that ends a composition as none of it, but for this code.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (event.isComposing || event.keyCode === 229) {
      event.stopPropagation();
      return;
    }
    const handled = this.#handle(event.key);
    if (handled) event.preventDefault();
    if (handled || (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey))
      event.stopPropagation();
  }

  #handle(key: string): boolean {
    if (key === "Enter") return this.#enter();
    if (key === "Backspace") return this.#backspace();
    if (key === "ArrowDown" || key === "ArrowUp") return this.#move(key === "ArrowDown" ? 1 : -1);
    if (this.#hot) this.set(this.#text);
    return false;
  }

  #enter(): true {
    const { suggestions, active } = this.#shown;
    this.#options.add(suggestions[active]?.tag ?? this.#text.trim());
    return true;
  }

  /** First the list, then the text; an Escape that changes nothing here is the page's. */
  #escape(): boolean {
    const done = this.#open || this.#hot;
    if (done) this.close();
    else if (this.#text) this.set("");
    else return false;
    return true;
  }

  #backspace(): boolean {
    const last = this.#options.tags().at(-1);
    if (this.#text || !last || !this.#options.removable(last)) return false;
    const again = this.#hot;
    this.#hot = !again;
    if (again) this.#options.remove(last);
    else this.#options.marked(last);
    return true;
  }

  #move(by: number): boolean {
    const { suggestions, same } = this.#suggested;
    const count = suggestions.length;
    if (!count) return false;
    const from = this.#active < 0 ? same : this.#active;
    this.#open = true;
    // One place more than there are options: none chosen, the text itself.
    this.#active = ((from + 1 + by + count + 1) % (count + 1)) - 1;
    this.#host.requestUpdate();
    return true;
  }
}
