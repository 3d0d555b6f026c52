import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { NAVIGATE_URL } from "storybook/internal/core-events";
import { addons } from "storybook/preview-api";
import { documents, elements } from "./corpus.js";
import { addressOf, textOf } from "./links.js";
import { elementTitle, pages } from "./pages.js";
import { referenceOf } from "./reference.js";
import { passagesOf, searchIn, type Find, type Hit } from "./search.js";

/** So many passages are shown: who needs more types another word. */
const MOST = 8;

let read: Find | undefined;
/** Searches all pages, which are read once somebody does. */
const find: Find = (query, limit) =>
  (read ??= searchIn([
    ...pages.flatMap((page) => passagesOf(page.title, textOf(page, documents))),
    ...elements.flatMap((element) => {
      const { tagName, description = "" } = element;
      return passagesOf(elementTitle(tagName), `# ${tagName}\n\n${description}\n\n${referenceOf(element)}`);
    }),
  ]))(query, limit);

class SiteSearch extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
      position: relative;
      margin-block-end: 32px;
      font: 14px/1.5 system-ui;
      color: light-dark(#171b24, #e9ebef);
    }
    input {
      box-sizing: border-box;
      inline-size: 100%;
      padding: 9px 14px;
      border: 1px solid light-dark(#848c9a, #6f7889);
      border-radius: 8px;
      background: light-dark(#fff, #16191f);
      color: inherit;
      font: inherit;
    }
    :is(input, a):focus-visible {
      outline: 2px solid light-dark(#2d54c8, #93b1ff);
      outline-offset: 2px;
    }
    input::placeholder {
      color: light-dark(#59616f, #a2aab8);
    }
    ul,
    p {
      margin: 8px 0 0;
      padding: 6px;
      border: 1px solid light-dark(#e2e5ea, #2c313b);
      border-radius: 8px;
      background: light-dark(#fff, #16191f);
      list-style: none;
    }
    p {
      padding: 10px 14px;
      color: light-dark(#59616f, #a2aab8);
    }
    .said {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      margin: 0;
      padding: 0;
      border: 0;
      overflow: hidden;
      clip-path: inset(50%);
    }
    a {
      display: block;
      padding: 8px 10px;
      border-radius: 5px;
      color: inherit;
      text-decoration: none;
    }
    a:hover {
      background: light-dark(#f3f5f8, #1e222a);
    }
    strong {
      color: light-dark(#2d54c8, #93b1ff);
      font-weight: 600;
    }
    small {
      display: block;
      color: light-dark(#59616f, #a2aab8);
      font-size: 13px;
      overflow-wrap: anywhere;
    }
  `;

  #query = "";

  protected override render(): TemplateResult {
    const hits = find(this.#query, MOST);
    const said = this.#query.trim() === "" ? "" : `${hits.length} ${hits.length === 1 ? "passage" : "passages"} found`;
    return html`
      <search>
        <input
          type="search"
          aria-label="Search the documentation"
          placeholder="Search all pages"
          autocomplete="off"
          .value=${this.#query}
          @input=${this.#type}
        />
      </search>
      <span class="said" role="status">${said}</span>
      ${
        hits.length > 0
          ? html`<ul>
              ${hits.map((hit) => this.#result(hit))}
            </ul>`
          : said
            ? html`<p>Nothing has all of these words.</p>`
            : nothing
      }
    `;
  }

  #result({ passage: { page, heading, anchor }, excerpt }: Hit): TemplateResult {
    const address = addressOf(page, anchor);
    return html`<li>
      <a href=${address} target="_top" @click=${(event: MouseEvent) => this.#go(event, address)}
        ><strong>${heading}</strong> · ${page.replace("/", " › ")}<small>${excerpt}</small></a
      >
    </li>`;
  }

  readonly #type = (event: Event): void => {
    this.#query = (event.target as HTMLInputElement).value;
    this.requestUpdate();
  };

  /** Storybook goes there by itself, without being loaded anew, unless a key asks for a tab. */
  #go(event: MouseEvent, address: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#query = "";
    this.requestUpdate();
    addons.getChannel().emit(NAVIGATE_URL, address);
  }
}

/** Registers `site-search`, which searches the text of all pages. */
export const defineSearch = (): void => customElements.define("site-search", SiteSearch);
