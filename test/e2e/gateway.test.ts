import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/browser.js";
import { type GatewayDemo, startGatewayDemo } from "../support/gateway-demo.js";

let browser: Browser;
let demo: GatewayDemo;
before(async () => {
  [browser, demo] = await Promise.all([launchBrowser(), startGatewayDemo("square")]);
});
after(async () => {
  await browser.close();
  assert.equal(await demo.stop(), 0);
});

/** A page with the administrator at the desk, and what went wrong on it. */
const openPage = async (): Promise<{ readonly page: Page; readonly wrong: string[] }> => {
  const context = await browser.newContext();
  await context.addCookies([{ name: "operator", value: "ari", url: demo.crm }]);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  return { page, wrong };
};

test("S0-8 before Square a customer is found, points are added with a receipt, and undone; what Square lacks is not there", async () => {
  const { page, wrong } = await openPage();
  await page.goto(demo.crm);
  await page.getByRole("searchbox").fill("crm-noa");
  await page.keyboard.press("Enter");
  await page.locator("#customers li").first().waitFor();
  await page.getByRole("link", { name: "Noa Levi" }).click();
  const profile = page.locator("member-profile");
  await profile.getByRole("heading", { name: "Noa Levi" }).waitFor();
  const balance = profile.locator(".balance .big");
  await balance.getByText("340", { exact: true }).waitFor();

  await profile.getByRole("button", { name: "Actions" }).click();
  const modal = page.locator("member-actions-modal dialog[open]");
  await modal.locator('[data-action="add:points"]').waitFor();
  const offered = await modal
    .locator("[data-action]")
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("data-action")));
  assert.deepEqual(offered, ["add:points", "claim-reward", "subtract:points", "delete"]);
  await modal.locator('[data-action="add:points"]').click();
  await modal.locator("form input:focus").fill("25");
  await page.keyboard.press("Control+Enter");
  await modal.getByRole("heading", { name: "25 points added" }).waitFor();
  await modal.locator("#done").click();
  await modal.waitFor({ state: "hidden" });
  await balance.getByText("365", { exact: true }).waitFor();

  await profile.locator(".entry").filter({ hasText: "Points added" }).getByRole("button", { name: /^Undo/ }).click();
  await profile.locator(".undoing button[data-focus]").click();
  await profile.locator(".entry").filter({ hasText: "Undo of" }).first().waitFor();
  await balance.getByText("340", { exact: true }).waitFor();
  for (const lacking of ["Gifts", "Messages", "Purchases"])
    assert.equal(await profile.getByRole("heading", { name: lacking }).count(), 0, lacking);
  assert.deepEqual(wrong, []);
});
