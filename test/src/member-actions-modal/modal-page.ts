import type { Client } from "../../../sdk/index.js";
import { define } from "../../../src/define.js";
import type { MemberKit } from "../../../src/member-kit/member-kit.js";
import type { MemberActionsModal } from "../../../src/member-actions-modal/member-actions-modal.js";
import { readable, requestsOf, until, type Attempt, type Tenant } from "../backend.js";

await define();

/** The writes that reached the proxy. */
export const writesOf = async (tenant: Tenant): Promise<Attempt[]> =>
  (await requestsOf(tenant)).filter(({ method, path }) => method === "POST" && /\/(actions|reversal)/.test(path));

/** A modal on the page, and what a person does with it. */
export class ModalPage {
  constructor(
    readonly kit: MemberKit,
    readonly modal: MemberActionsModal,
  ) {}

  get root(): ShadowRoot {
    return this.modal.shadowRoot as ShadowRoot;
  }

  get dialog(): HTMLDialogElement {
    return this.find("dialog") as HTMLDialogElement;
  }

  get text(): string {
    return readable(this.dialog.textContent);
  }

  /** What the deepest focused element is. */
  get focused(): Element | null {
    return this.root.activeElement;
  }

  find(selector: string): HTMLElement | null {
    return this.root.querySelector<HTMLElement>(selector);
  }

  /** What stands in a field. */
  value(selector: string): string | undefined {
    return (this.find(selector) as HTMLInputElement | HTMLTextAreaElement | null)?.value;
  }

  all<E extends HTMLElement = HTMLElement>(selector: string): E[] {
    return [...this.root.querySelectorAll<E>(selector)];
  }

  seen<E extends HTMLElement = HTMLElement>(selector: string): Promise<E> {
    return until(() => this.root.querySelector<E>(selector), selector);
  }

  says(text: string): Promise<true> {
    return until(() => this.text.includes(text) && (true as const), `"${text}"`);
  }

  /** What the operation does, or would do: a text for each row. */
  get effects(): string[] {
    return this.all(".effects > div").map((row) => readable(row.textContent));
  }

  async press(selector: string): Promise<void> {
    (await this.seen(selector)).click();
    await this.modal.updateComplete;
  }

  /** Presses the control that shows this text. */
  async pressText(text: string): Promise<void> {
    const control = await until(
      () => this.all("button, label").find((each) => each.textContent.trim().includes(text)),
      text,
    );
    control.click();
    await this.modal.updateComplete;
  }

  async type(selector: string, text: string): Promise<void> {
    const input = await this.seen<HTMLInputElement>(selector);
    input.focus();
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    await this.modal.updateComplete;
  }

  async choose(action: string): Promise<void> {
    const tile = `[data-action="${action}"]`;
    await this.press(tile);
    await until(() => !this.find(`${tile}:not([aria-disabled="true"])`), `${action} to open`);
  }

  /** Resolves once the preview of what stands in the form is here. */
  async previewed(): Promise<void> {
    await until(() => this.find('.preview[aria-busy="false"] :is(.effects, .bubble)'), "the preview");
  }

  async submit(): Promise<void> {
    await this.press("#submit");
  }

  async receipt(): Promise<string> {
    await this.seen("#done");
    return this.text;
  }

  /** What the tiles are called, in order. */
  get tiles(): string[] {
    return this.all(".tile b").map((tile) => tile.textContent);
  }
}

export interface StageOptions {
  memberId?: string;
  attributes?: Record<string, string>;
  /** The modal's children, as HTML. */
  children?: string;
  open?: boolean;
}

/** Puts a modal on the page, open, in a provider of its own. */
export const stage = async (
  client: Client,
  { memberId = "m_1048", attributes = {}, children = "", open = true }: StageOptions = {},
): Promise<ModalPage> => {
  const kit = document.createElement("member-kit");
  kit.client = client;
  const modal = document.createElement("member-actions-modal");
  for (const [name, value] of Object.entries({ "member-id": memberId, ...attributes })) modal.setAttribute(name, value);
  modal.insertAdjacentHTML("beforeend", children);
  kit.append(modal);
  document.body.append(kit);
  const page = new ModalPage(kit, modal);
  if (open) {
    modal.open = true;
    await page.seen("#back, .tile, .empty, #failure, #done, #check-now");
  }
  return page;
};

/** Empties the page. */
export const clear = (): void => document.body.replaceChildren();
