import assert from "node:assert/strict";
import { test } from "node:test";
import { LASTING_KEYS, startBackend } from "../support/backend.js";
import { launchBrowser } from "../support/browser.js";
import { serveFolder } from "../support/static-site.js";

test("a page loads filter, list, and what is done to many members when each is used, not before", async () => {
  const site = await serveFolder(".");
  const backend = await startBackend({ origins: [site.origin], keys: LASTING_KEYS });
  const browser = await launchBrowser();
  try {
    const { baseUrl } = await backend.listen();
    const token = await backend.tokenFor({ tenant: await backend.seed(), claims: { exp: 4_000_000_000 } });
    const page = await browser.newPage();
    const scripts: string[] = [];
    page.on("request", (request) => scripts.push(request.url()));
    const loaded = (...parts: string[]) =>
      parts.map((part) => [part, scripts.some((url) => url.includes(`/${part}-`))] as const);
    await page.goto(`${site.origin}/bench/profile-page.html#${new URLSearchParams({ baseUrl, token })}`);
    await page.locator("member-profile .entry").first().waitFor();
    const bodies = ["member-list-body", "filter-body", "bulk-dialogs"];
    assert.deepEqual(
      loaded(...bodies),
      bodies.map((part) => [part, false]),
    );
    const add = (name: string) =>
      page.evaluate((tag) => document.querySelector("member-kit")?.append(document.createElement(tag)), name);
    await add("member-list");
    await page.locator("member-list .open").first().waitFor();
    assert.deepEqual(loaded(...bodies), [
      ["member-list-body", true],
      ["filter-body", false],
      ["bulk-dialogs", false],
    ]);
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.locator("member-list #import-file").waitFor();
    await add("member-filter");
    await page.locator("member-filter select").first().waitFor();
    assert.deepEqual(
      loaded(...bodies),
      bodies.map((part) => [part, true]),
    );
  } finally {
    await browser.close();
    await backend.close();
    await site.close();
  }
});
