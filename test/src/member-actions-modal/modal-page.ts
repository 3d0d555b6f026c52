import { createClient, type Client, type ClientOptions } from "../../../sdk/index.js";
import { define } from "../../../src/define.js";
import type { MemberKit } from "../../../src/member-kit/member-kit.js";
import { MemberAction } from "../../../src/member-action/member-action.js";
import { MemberActionsModal } from "../../../src/member-actions-modal/member-actions-modal.js";

if (!customElements.get("member-action")) customElements.define("member-action", class extends MemberAction {});
if (!customElements.get("member-actions-modal")) customElements.define("member-actions-modal", class extends MemberActionsModal {});
define();

/** A seeded tenant of the real backend, behind its fault proxy. */
export interface Tenant {
  baseUrl: string;
  /** Address of the proxy's controls. */
  faults: string;
  tokens: Record<"dana" | "ari" | "viewer", string>;
}

export interface Attempt {
  method: string;
  path: string;
  key: string | null;
}

const backend = async (): Promise<string> => ((await (await fetch("/__test/backend.json")).json()) as { baseUrl: string }).baseUrl;

export const newTenant = async (): Promise<Tenant> =>
  (await (await fetch(`${await backend()}/__test/tenants`, { method: "POST", body: "{}" })).json()) as Tenant;

/** Does what the worker does: delivers what is in the outbox. */
export const doDueWork = async (): Promise<void> => void (await fetch(`${await backend()}/__test/due-work`, { method: "POST" }));

export const clientFor = (tenant: Tenant, operator: keyof Tenant["tokens"] = "ari", options: Partial<ClientOptions> = {}): Client =>
  createClient({ baseUrl: tenant.baseUrl, getToken: () => tenant.tokens[operator], ...options });

/** Breaks the next requests that match. */
export const breakNext = async (tenant: Tenant, ...scripts: object[]): Promise<void> =>
  void (await fetch(tenant.faults, { method: "POST", body: JSON.stringify({ scripts }) }));

/** Lets go of what is held, and forgets scripts. */
export const mend = async (tenant: Tenant): Promise<void> => void (await fetch(tenant.faults, { method: "DELETE" }));

/** The writes that reached the proxy. */
export const writesOf = async (tenant: Tenant): Promise<Attempt[]> => {
  const { log } = (await (await fetch(tenant.faults)).json()) as { log: Attempt[] };
  return log.filter(({ method, path }) => method === "POST" && /\/(actions|reversal)/.test(path));
};

/** Waits, without a fixed sleep, until something holds: looks again with each frame. */
export const until = async <T>(look: () => T | null | undefined | false, what = String(look)): Promise<T> => {
  const end = performance.now() + 8000;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

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
    return (this.dialog.textContent ?? "").replace(/\s+/g, " ");
  }

  /** What the deepest focused element is. */
  get focused(): Element | null {
    return this.root.activeElement;
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

  async press(selector: string): Promise<void> {
    (await this.seen(selector)).click();
    await this.modal.updateComplete;
  }

  /** Presses the control that shows this text. */
  async pressText(text: string): Promise<void> {
    const control = await until(() => this.all("button, label").find((each) => (each.textContent ?? "").trim().includes(text)), text);
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
    await this.press(`[data-action="${action}"]`);
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
    return this.all(".tile b").map((tile) => tile.textContent ?? "");
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
export const stage = async (client: Client, { memberId = "m_1048", attributes = {}, children = "", open = true }: StageOptions = {}): Promise<ModalPage> => {
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
