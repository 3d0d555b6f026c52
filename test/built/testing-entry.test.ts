import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { member as Member } from "../../src/testing.js";
import type { createTestBackend as CreateTestBackend, TestBackend } from "../../server/testing.js";
import { launchBrowser } from "../support/browser.js";
import { serveFolder, type Site } from "../support/static-site.js";

/** A host's test: the built package, the built server, a page of the host's own. */
let site: Site;
let browser: Browser;
let backend: TestBackend;
let member: typeof Member;
let page: Page;
before(async () => {
  // As the packages have them: by a path that nothing compiles.
  const built = (file: string): Promise<unknown> => import(new URL(file, `file://${process.cwd()}/`).href);
  ({ member } = (await built("dist/testing.js")) as { member: typeof Member });
  const server = (await built("server/dist/testing.js")) as { createTestBackend: typeof CreateTestBackend };
  site = await serveFolder(".");
  browser = await launchBrowser();
  backend = await server.createTestBackend({ origins: [site.origin] });
  mkdirSync(".cache", { recursive: true });
  const token = JSON.stringify(await backend.token());
  writeFileSync(
    ".cache/testing-entry.html",
    `<!doctype html><html lang="en"><title>A host</title><link rel="icon" href="data:,">
    <script type="module" src="/dist/memberkit.js" data-prefix="acme"></script>
    <acme-member-kit base-url="${await backend.listen()}"><acme-member-profile member-id="m_1048"></acme-member-profile>
    </acme-member-kit><script>document.querySelector("acme-member-kit").getToken = () => ${token}</script></html>`,
  );
  page = await browser.newPage();
  await page.goto(`${site.origin}/.cache/testing-entry.html`);
});
after(async () => {
  await browser.close();
  await backend.close();
  await site.close();
});

const pointsOf = (text: string): number => Number(text.replaceAll(",", ""));

test("a host's own test adds points in one line, and sees what came of it", async () => {
  const noa = member(page, { prefix: "acme" });
  assert.equal(await noa.name(), "Noa Ben-David");
  const before = pointsOf(await noa.balance("points"));
  assert.equal(await noa.add("points", 100), "100 points added");
  assert.match(await noa.act("redeem:points", { amount: 50, note: "By phone" }), /^50 points/);
  await page
    .getByText((before + 50).toLocaleString("en"), { exact: true })
    .first()
    .waitFor();
  assert.equal(pointsOf(await noa.balance("points")), before + 50);
});
