import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";

/** What is another with each vendor, of the customer Noa Levi and what the kit offers for them. */
export interface VendorCase {
  readonly vendor: string;
  /** The balance that points are added to: its currency, as the kit knows it and as it calls it. */
  readonly currency: string;
  readonly called: string;
  /** The action that takes points. */
  readonly takes: string;
  readonly offered: readonly string[];
  /** The calls that add points. */
  readonly writes: RegExp;
  /** What becomes of points whose call is answered by an error of the vendor's own, before it has done anything. */
  readonly afterError: "done" | "unknown";
  /** What the kit shows only where a vendor has it. */
  readonly lacks: readonly string[];
}

/** An operator at the desk of a CRM, before a vendor. */
export class GatewayFlow {
  readonly #page: Page;
  readonly #case: VendorCase;

  constructor(page: Page, vendorCase: VendorCase) {
    this.#page = page;
    this.#case = vendorCase;
  }

  get profile(): Locator {
    return this.#page.locator("member-profile");
  }

  get modal(): Locator {
    return this.#page.locator("member-actions-modal dialog[open]");
  }

  /** By what the host calls the customer. */
  async findAndOpen(crm: string): Promise<void> {
    await this.#page.goto(crm);
    await this.#page.getByRole("searchbox").fill("crm-noa");
    await this.#page.keyboard.press("Enter");
    await this.#page.locator("#customers li").first().waitFor();
    await this.#page.getByRole("link", { name: "Noa Levi" }).click();
    await this.profile.getByRole("heading", { name: "Noa Levi" }).waitFor();
    await this.hasBalance("340");
  }

  async hasBalance(amount: string): Promise<void> {
    await this.profile.locator(".balance .big").first().getByText(amount, { exact: true }).waitFor();
  }

  /** What the vendor has is offered, and nothing else. */
  async offersWhatThereIs(): Promise<void> {
    const { offered, lacks } = this.#case;
    await this.profile.getByRole("button", { name: "Actions" }).click();
    await this.modal.locator("[data-action]").first().waitFor();
    const shown = await this.modal
      .locator("[data-action]")
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("data-action")));
    assert.deepEqual(shown, offered);
    for (const lacking of lacks)
      assert.equal(await this.profile.getByRole("heading", { name: lacking }).count(), 0, lacking);
    await this.#page.keyboard.press("Escape");
    await this.modal.waitFor({ state: "hidden" });
  }

  /** Opens the form of an action on the balance, and types an amount. */
  async #typed(action: string, amount: number): Promise<void> {
    await this.profile.getByRole("button", { name: "Actions" }).click();
    await this.modal.locator(`[data-action="${action}:${this.#case.currency}"]`).click();
    await this.modal.locator("form input:focus").fill(String(amount));
  }

  async #closed(): Promise<void> {
    await this.modal.locator("#done").click();
    await this.modal.waitFor({ state: "hidden" });
  }

  /** A receipt says what was added, and so does the timeline. */
  async addWithReceipt(amount: number, before: number): Promise<void> {
    const { called } = this.#case;
    await this.#typed("add", amount);
    await this.#page.keyboard.press("Control+Enter");
    await this.modal.getByRole("heading", { name: `${amount} ${called} added` }).waitFor();
    await this.#closed();
    await this.hasBalance(String(before + amount));
    await this.#entry(`${called} added`).waitFor();
  }

  #entry(text: string): Locator {
    return this.profile
      .locator(".entry")
      .filter({ hasText: new RegExp(text, "i") })
      .first();
  }

  async undoLast(balance: string): Promise<void> {
    await this.#entry(`${this.#case.called} added`).getByRole("button", { name: /^Undo/ }).click();
    await this.profile.locator(".undoing button[data-focus]").click();
    await this.#entry("Undo of").waitFor();
    await this.hasBalance(balance);
  }

  /** More than there is can't be taken, and it is said how much there is. */
  async refusesTooMuch(): Promise<void> {
    await this.#typed(this.#case.takes, 9_999);
    await this.modal.getByText("There are only 340 to take.").first().waitFor();
    await this.#page.keyboard.press("Escape");
    await this.modal.waitFor({ state: "hidden" });
  }

  /** A detail is edited, and shown as it is now. */
  async editsEmail(from: string, to: string): Promise<void> {
    await this.profile.getByText(from).first().waitFor();
    await this.profile.getByRole("button", { name: /^Edit/ }).first().click();
    await this.modal.getByLabel("E-mail").fill(to);
    await this.#page.keyboard.press("Control+Enter");
    await this.modal.locator("#done").waitFor();
    await this.#closed();
    await this.profile.getByText(to).first().waitFor();
  }

  /** Points are added while the vendor fails: what became of them is said as far as it can be known. */
  async addWhileFailing(amount: number): Promise<void> {
    await this.#typed("add", amount);
    await this.#page.keyboard.press("Control+Enter");
    const { called, afterError } = this.#case;
    if (afterError === "done") await this.modal.getByRole("heading", { name: `${amount} ${called} added` }).waitFor();
    else await this.modal.getByText("can't tell").first().waitFor();
  }
}
