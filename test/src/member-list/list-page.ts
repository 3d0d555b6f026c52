import type { Client } from "../../../sdk/index.js";
import { define } from "../../../src/define.js";
import type { MemberList } from "../../../src/member-list/member-list.js";
import { readable, until } from "../backend.js";

await define();

/** A list on the page, and what a person does with it. */
export class ListPage {
  constructor(readonly list: MemberList) {}

  get root(): ShadowRoot {
    return this.list.shadowRoot as ShadowRoot;
  }

  get text(): string {
    return readable(this.root.textContent);
  }

  get announced(): string {
    return readable(this.root.querySelector('.vh[role="status"]')?.textContent);
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
    return until(() => this.text.includes(text) && (true as const), `"${text}" in "${this.text.slice(0, 300)}"`);
  }

  hears(text: string): Promise<true> {
    return until(() => this.announced.includes(text) && (true as const), `"${text}" to be announced`);
  }

  button(text: string): Promise<HTMLButtonElement> {
    const named = (button: HTMLButtonElement) =>
      button.checkVisibility() && (readable(button.textContent) === text || (button.ariaLabel ?? "") === text);
    return until(() => this.all<HTMLButtonElement>("button").find(named), `a button "${text}"`);
  }

  async press(text: string): Promise<void> {
    (await this.button(text)).click();
  }

  /** The names on the page, in their order, once a page is there. */
  async names(): Promise<string[]> {
    await until(() => this.find("table")?.ariaBusy === "false", "a page of members");
    return this.all(".open").map((each) => readable(each.textContent));
  }

  /** Waits until other members are on the page. */
  async otherNames(last: readonly string[]): Promise<string[]> {
    const key = last.join();
    await until(
      () =>
        this.all(".open")
          .map((each) => readable(each.textContent))
          .join() !== key,
      "other members",
    );
    return this.names();
  }

  async search(text: string): Promise<void> {
    const input = await this.seen<HTMLInputElement>("input[type=search]");
    input.value = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  async enter(): Promise<void> {
    const input = await this.seen<HTMLInputElement>("input[type=search]");
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  }

  async box(memberId: string): Promise<HTMLInputElement> {
    const opener = await this.seen(`[data-member="${memberId}"]`);
    return opener.closest("tr")?.querySelector("input") as HTMLInputElement;
  }
}

/** Shows a list, with what is set on it before it is on the page. */
export const showList = (client: Client, given: Partial<MemberList> = {}): ListPage => {
  const kit = Object.assign(document.createElement("member-kit"), { client });
  const list = Object.assign(document.createElement("member-list"), given);
  kit.append(list);
  document.body.append(kit);
  return new ListPage(list);
};
