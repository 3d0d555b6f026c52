import type { BrowserContext, Locator, Page } from "playwright-core";
import type { Demo } from "../support/demo.js";

/** What a page did that a careful host forbids, or that nobody should see. */
export interface Watched {
  /** Violations of the content security policy and of Trusted Types. */
  readonly violations: string[];
  readonly console: string[];
  /** Addresses of every request. */
  readonly urls: string[];
}

/** A page of the CRM with one operator at the desk, worked by keyboard. */
export class DeskPage {
  constructor(
    readonly page: Page,
    readonly demo: Demo,
    readonly watched: Watched,
  ) {}

  get modal(): Locator {
    return this.page.locator("member-actions-modal dialog[open]");
  }

  get activity(): Locator {
    return this.page.locator("member-profile .entry");
  }

  async openMember(memberId: string): Promise<void> {
    await this.page.goto(`${this.demo.crm}/customers/${memberId}`);
    await this.page.locator('member-profile [part~="name"]').waitFor();
  }

  /** Moves the focus there and presses a key: a mouse is never needed. */
  async key(target: Locator, key = "Enter"): Promise<void> {
    await target.focus();
    await this.page.keyboard.press(key);
  }

  async openActions(): Promise<void> {
    await this.key(this.page.locator("member-profile").getByRole("button", { name: "Actions" }));
    await this.modal.locator("[data-action]").first().waitFor();
  }

  /** Opens the modal at one action, and waits until what is typed goes into its form. */
  async choose(action: string): Promise<void> {
    await this.openActions();
    await this.key(this.modal.locator(`[data-action="${action}"]`));
    await this.modal.locator("form :is(input, select, textarea):focus").waitFor();
  }

  /** Types into the field that has the focus. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async pick(value: string): Promise<void> {
    await this.key(this.modal.locator(`input[value="${value}"]`), "Space");
  }

  /** Waits for the preview, submits it, and answers what the receipt says. */
  async submit(): Promise<string> {
    await this.modal.locator('.preview[aria-busy="false"] :is(.effects, .bubble)').first().waitFor();
    await this.key(this.modal.locator("#submit"));
    return this.receipt();
  }

  async receipt(): Promise<string> {
    await this.modal.locator("#done").waitFor();
    return (await this.modal.innerText()).replace(/\s+/g, " ");
  }

  /** Closes the receipt. */
  async done(): Promise<void> {
    await this.key(this.modal.locator("#done"));
    await this.modal.waitFor({ state: "hidden" });
  }

  /** Resolves once the profile shows this to be spent: it is read beside the timeline, and may come after it. */
  async shows(balance: string): Promise<void> {
    await this.page.locator("member-profile .balance .big").getByText(balance, { exact: true }).waitFor();
  }

  /** What is to be spent, as the profile shows it. */
  async balances(): Promise<string[]> {
    return this.page.locator("member-profile .balance .big").allInnerTexts();
  }
}

/** Seats an operator: a page whose every violation, message and request is watched. */
export const seat = async (
  context: BrowserContext,
  demo: Demo,
  operator: "dana" | "ari" | "vera",
): Promise<DeskPage> => {
  await context.addCookies([{ name: "operator", value: operator, url: demo.crm }]);
  const page = await context.newPage();
  const watched: Watched = { violations: [], console: [], urls: [] };
  await page.exposeFunction("reportViolation", (violation: string) => watched.violations.push(violation));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      void (globalThis as unknown as { reportViolation(text: string): Promise<void> }).reportViolation(
        `${violatedDirective} ${blockedURI} ${sample}`,
      );
    });
  });
  page.on("console", (message) => watched.console.push(message.text()));
  page.on("pageerror", (error) => watched.console.push(String(error)));
  page.on("request", (request) => watched.urls.push(request.url()));
  return new DeskPage(page, demo, watched);
};
