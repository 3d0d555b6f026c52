import { html, LitElement, nothing, type TemplateResult } from "lit";
import manifest from "../../custom-elements.json" with { type: "json" };
import { people } from "../../server/seed/index.js";
import { wear } from "./wear.js";

interface Named {
  readonly name: string;
  readonly description?: string;
}
interface Token extends Named {
  readonly default?: string;
}
interface Element {
  readonly tagName: string;
  readonly cssProperties?: readonly Token[];
  readonly cssParts?: readonly Named[];
  readonly slots?: readonly Named[];
}

const elements = manifest.modules.flatMap(({ declarations }) => declarations as readonly Element[]);
const tokens = elements.find(({ cssProperties }) => cssProperties)?.cssProperties ?? [];

/** A colour as a picker takes it; undefined: it is none, or one of the system's. */
const hexOf = (value: string): string | undefined => {
  const [, r, g, b] = /^#(\w)(\w)(\w)$/.exec(value) ?? [];
  if (r && g && b) return `#${r}${r}${g}${g}${b}${b}`;
  return /^#\w{6}$/.test(value) ? value : undefined;
};
const lightOf = ({ default: value = "" }: Token): string | undefined =>
  hexOf(/^light-dark\((#\w+)/.exec(value)?.[1] ?? value);

const table = (title: string, items: readonly Named[] = []): unknown =>
  items.length
    ? html`<table>
        <caption>
          ${title}
        </caption>
        ${items.map(
          ({ name, description = "" }) =>
            html`<tr>
              <th scope="row"><code>${name || "(default)"}</code></th>
              <td>${description}</td>
            </tr>`,
        )}
      </table>`
    : nothing;

wear(`
  .tokens {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr));
    gap: 24px;
    align-items: start;
  }
  .tokens > * {
    min-inline-size: 0;
  }
  .tokens label {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px 8px;
    align-items: center;
    padding-block: 6px;
    border-block-start: 1px solid light-dark(#e2e5ea, #2c313b);
  }
  .tokens label small {
    grid-column: 1 / -1;
  }
  .tokens :is(input, button) {
    font: inherit;
    inline-size: 9em;
    min-block-size: 28px;
  }
  .tokens :is(pre, table) {
    inline-size: 100%;
    overflow: auto;
  }
  .tokens pre {
    box-sizing: border-box;
    padding: 12px;
    border: 1px solid light-dark(#e2e5ea, #2c313b);
    white-space: pre-wrap;
  }
  .tokens :is(th, td) {
    text-align: start;
    vertical-align: top;
    padding: 4px 8px 4px 0;
  }
  .tokens caption {
    text-align: start;
    font-weight: 600;
    padding-block: 12px 4px;
  }
`);

/** All tokens with what sets them, elements that wear them, and the rules to copy. Its content stands in the page. */
class ThemePage extends LitElement {
  readonly #set = new Map<string, string>();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const rules = [...this.#set].map(([name, value]) => `  ${name}: ${value};`);
    return html` <div class="tokens">
      <section>
        <h1>Tokens</h1>
        <p>Set them on any element above the kit's: what is left unset takes the default.</p>
        ${tokens.map((token) => this.#control(token))}
      </section>
      <section>
        <div .style=${[...this.#set].map(([name, value]) => `${name}: ${value}`).join("; ")}>
          <member-profile member-id=${people.noa} layout="compact"></member-profile>
        </div>
        <h2 id="to-copy">To copy</h2>
        <pre tabindex="0" aria-labelledby="to-copy">${["member-kit {", ...rules, "}"].join("\n")}</pre>
        <button type="button" @click=${() => this.#reset()}>Reset</button>
      </section>
      <section>
        ${elements.map(
          ({ tagName, cssParts, slots }) =>
            html`${table(`Parts of ${tagName}`, cssParts)}${table(`Slots of ${tagName}`, slots)}`,
        )}
      </section>
    </div>`;
  }

  #control(token: Token): TemplateResult {
    const { name, description = "", default: value = "" } = token;
    const light = lightOf(token);
    return html`<label
      ><code>${name}</code
      ><input
        name=${name}
        type=${light ? "color" : "text"}
        placeholder=${value}
        .value=${this.#set.get(name) ?? light ?? ""}
        @input=${(event: Event) => this.#change(name, (event.target as HTMLInputElement).value)}
      /><small>${description}${value ? html` <code>${value}</code>` : nothing}</small></label
    >`;
  }

  #change(name: string, value: string): void {
    if (value) this.#set.set(name, value);
    else this.#set.delete(name);
    this.requestUpdate();
  }

  #reset(): void {
    this.#set.clear();
    this.requestUpdate();
  }
}
customElements.define("story-theme-page", ThemePage);

/** The page of tokens, parts and slots, as the manifest has them. */
export const themePage = (): TemplateResult => html`<story-theme-page></story-theme-page>`;
