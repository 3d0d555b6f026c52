import type { FilterGroup } from "../../../sdk/contract/bulk/filter.js";
import type { Client } from "../../../sdk/index.js";
import { define } from "../../../src/define.js";
import type { MemberFilterChangeEvent, MemberFilterCountEvent } from "../../../src/events/filter-events.js";
import type { MemberFilter } from "../../../src/member-filter/member-filter.js";
import type { MemberKit } from "../../../src/member-kit/member-kit.js";
import { readable, until } from "../backend.js";

await define();

/** A filter on the page, and what a person does with it. */
export class FilterPage {
  /** What the host heard. */
  readonly changes: MemberFilterChangeEvent[] = [];
  readonly counts: MemberFilterCountEvent[] = [];
  readonly errors: string[] = [];

  constructor(
    readonly kit: MemberKit,
    readonly filter: MemberFilter,
  ) {
    kit.addEventListener("member-filter-change", (event) => this.changes.push(event));
    kit.addEventListener("member-filter-count", (event) => this.counts.push(event));
    kit.addEventListener("member-error", ({ message }) => this.errors.push(message));
  }

  get root(): ShadowRoot {
    return this.filter.shadowRoot as ShadowRoot;
  }

  get text(): string {
    return readable(this.root.textContent);
  }

  get sentence(): string {
    return readable(this.find('[part="sentence"]')?.textContent);
  }

  /** The number that is shown; empty while an earlier one is. */
  get count(): string {
    const shown = this.find('[part="count"]');
    return shown?.getAttribute("aria-busy") === "true" ? "" : readable(shown?.querySelector(".big")?.textContent);
  }

  /** What a screen reader was told last. */
  get announced(): string {
    return readable(this.find('.vh[role="status"]')?.textContent);
  }

  /** The controls of each row that can be seen, from the outside in, as what they hold. */
  get rows(): string[] {
    return this.all(".rule > .lines").map((row) =>
      [...row.querySelectorAll<HTMLSelectElement | HTMLInputElement>("select, input, textarea")]
        .map((control) =>
          control instanceof HTMLSelectElement ? (control.selectedOptions[0]?.label ?? "") : control.value,
        )
        .join(" "),
    );
  }

  find<E extends HTMLElement = HTMLElement>(selector: string): E | null {
    return this.root.querySelector<E>(selector);
  }

  all<E extends HTMLElement = HTMLElement>(selector: string): E[] {
    return [...this.root.querySelectorAll<E>(selector)];
  }

  seen<E extends HTMLElement = HTMLElement>(selector: string): Promise<E> {
    return until(() => this.find<E>(selector), selector);
  }

  says(text: string): Promise<true> {
    return until(() => this.text.includes(text) && (true as const), `"${text}"`);
  }

  counted(count: string): Promise<true> {
    return until(() => this.count === count && (true as const), `a count of ${count}, not ${this.count}`);
  }

  button(name: string): Promise<HTMLButtonElement> {
    const named = (button: HTMLButtonElement) =>
      readable(button.ariaLabel ?? button.textContent) === name || readable(button.textContent) === name;
    return until(() => this.all<HTMLButtonElement>("button").find(named), `a button "${name}"`);
  }

  async press(name: string): Promise<void> {
    (await this.button(name)).click();
    await this.filter.updateComplete;
  }

  /** Types into a control, as a person would who does not look away from it. */
  async type(selector: string, text: string): Promise<void> {
    const input = await this.seen<HTMLInputElement>(selector);
    input.focus();
    input.value = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    await this.filter.updateComplete;
  }

  async choose(selector: string, label: string): Promise<void> {
    const select = await this.seen<HTMLSelectElement>(selector);
    const option = [...select.options].find((each) => readable(each.label) === label);
    if (!option) throw new Error(`no "${label}" among ${[...select.options].map((each) => each.label).join(", ")}`);
    select.value = option.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await this.filter.updateComplete;
  }

  /** Resolves once the rows are there, and counted. */
  async ready(): Promise<this> {
    await this.seen(".panel [part=sentence]");
    await until(() => this.count !== "", "a count");
    return this;
  }
}

/** Puts a filter on the page in a provider of its own. */
export const showFilter = (
  client: Client,
  value: FilterGroup | null = null,
  attributes: Readonly<Record<string, string>> = {},
  around: (filter: MemberFilter) => Node = (filter) => filter,
): FilterPage => {
  const kit = document.createElement("member-kit");
  kit.client = client;
  const filter = document.createElement("member-filter");
  if (value) filter.setAttribute("value", JSON.stringify(value));
  for (const [name, text] of Object.entries(attributes)) filter.setAttribute(name, text);
  const page = new FilterPage(kit, filter);
  kit.append(around(filter));
  document.body.append(kit);
  return page;
};

/** Empties the page. */
export const clear = (): void => document.body.replaceChildren();

export const all = (...rules: FilterGroup["rules"]): FilterGroup => ({ combinator: "and", rules });
export const vip = { field: "tags", operator: "contains", value: "VIP" } as const;
export const silver = { field: "tier", operator: "=", value: "silver" } as const;
