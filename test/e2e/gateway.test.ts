import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/browser.js";
import { type GatewayDemo, startGatewayDemo } from "../support/gateway-demo.js";

/** A vendor's customers as its demo has them, and what of the vendor's the kit offers. */
interface Case {
  readonly vendor: string;
  /** The balance that points are added to: its currency, as the kit knows it and as it calls it. */
  readonly currency: string;
  readonly called: string;
  readonly offered: readonly string[];
}

const cases: readonly Case[] = [
  {
    ...{ vendor: "square", currency: "points", called: "points" },
    offered: ["add:points", "claim-reward", "subtract:points", "delete"],
  },
  {
    ...{ vendor: "voucherify", currency: "lcdef0b01", called: "Beans" },
    offered: ["add:lcdef0b01", "add:lcdef0b02", "subtract:lcdef0b01", "subtract:lcdef0b02", "delete"],
  },
];

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

/** A page with the administrator at the desk, and what went wrong on it. */
const openPage = async (demo: GatewayDemo): Promise<{ readonly page: Page; readonly wrong: string[] }> => {
  const context = await browser.newContext();
  await context.addCookies([{ name: "operator", value: "ari", url: demo.crm }]);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  return { page, wrong };
};

for (const { vendor, currency, called, offered } of cases)
  test(`S0-8 before ${vendor} a customer is found, points are added with a receipt, and undone; what it lacks is not there`, async (context) => {
    const demo = await startGatewayDemo(vendor);
    context.after(async () => assert.equal(await demo.stop(), 0));
    const { page, wrong } = await openPage(demo);
    await page.goto(demo.crm);
    await page.getByRole("searchbox").fill("crm-noa");
    await page.keyboard.press("Enter");
    await page.locator("#customers li").first().waitFor();
    await page.getByRole("link", { name: "Noa Levi" }).click();
    const profile = page.locator("member-profile");
    await profile.getByRole("heading", { name: "Noa Levi" }).waitFor();
    const balance = profile.locator(".balance .big").first();
    await balance.getByText("340", { exact: true }).waitFor();

    await profile.getByRole("button", { name: "Actions" }).click();
    const modal = page.locator("member-actions-modal dialog[open]");
    await modal.locator(`[data-action="add:${currency}"]`).waitFor();
    const shown = await modal
      .locator("[data-action]")
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("data-action")));
    assert.deepEqual(shown, offered);
    await modal.locator(`[data-action="add:${currency}"]`).click();
    await modal.locator("form input:focus").fill("25");
    await page.keyboard.press("Control+Enter");
    await modal.getByRole("heading", { name: `25 ${called} added` }).waitFor();
    await modal.locator("#done").click();
    await modal.waitFor({ state: "hidden" });
    await balance.getByText("365", { exact: true }).waitFor();

    const added = profile.locator(".entry").filter({ hasText: new RegExp(`${called} added`, "i") });
    await added.first().getByRole("button", { name: /^Undo/ }).click();
    await profile.locator(".undoing button[data-focus]").click();
    await profile.locator(".entry").filter({ hasText: "Undo of" }).first().waitFor();
    await balance.getByText("340", { exact: true }).waitFor();
    // Square knows that they agree, and not since when.
    if (vendor === "square") assert.equal(await profile.locator(".consent .muted").innerText(), "Agreed");
    for (const lacking of ["Gifts", "Messages", "Purchases"])
      assert.equal(await profile.getByRole("heading", { name: lacking }).count(), 0, lacking);
    assert.deepEqual(wrong, []);
  });
