import assert from "node:assert/strict";
import { test } from "node:test";
import { openBuiltStage } from "../support/built-stage.js";

test("a page loads filter, list, and what is done to many members when each is used, not before", async () => {
  const stage = await openBuiltStage();
  try {
    const { address } = await stage.program();
    const page = await stage.browser.newPage();
    const scripts: string[] = [];
    page.on("request", (request) => scripts.push(request.url()));
    const loaded = (...parts: string[]) =>
      parts.map((part) => [part, scripts.some((url) => url.includes(`/${part}-`))] as const);
    await page.goto(address);
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
    await stage.close();
  }
});
