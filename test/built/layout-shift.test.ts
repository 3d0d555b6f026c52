import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openBuiltStage, type BuiltStage } from "../support/built-stage.js";
import { blocksOf } from "../support/documents.js";

let stage: BuiltStage;
let setup: string;
before(async () => {
  stage = await openBuiltStage();
  const { baseUrl, token } = await stage.program();
  setup = `Object.assign(document.querySelector("member-kit"),
    { baseUrl: ${JSON.stringify(baseUrl)}, getToken: () => ${JSON.stringify(token)} });`;
});
after(() => stage.close());

const [advised] = blocksOf("docs/embedding.md").filter(({ language }) => language === "css");

/** What moved, in all and of the host's own, as Chromium counts it. */
const noting = `
  window.moved = { all: 0, hosts: [] };
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      moved.all += value;
      moved.hosts.push(...sources.map(({ node }) => node?.id).filter(Boolean));
    }
  }).observe({ type: "layout-shift", buffered: true });`;
interface Moved {
  readonly all: number;
  readonly hosts: readonly string[];
}

/** What web.dev calls good. */
const GOOD = 0.1;

const cases: readonly [what: string, element: string, drawn: readonly string[]][] = [
  [
    "a profile",
    `<member-profile member-id="m_1048"><button id="own" slot="header-actions">Own</button></member-profile>`,
    [".entry", ".consent", ".wallet-panel .body", "tag-editor [part=tag]"],
  ],
  ["the tags of a member", `<tag-editor member-id="m_1048"></tag-editor>`, ["[part=tag]"]],
  ["a filter", `<member-filter></member-filter>`, ["select, button"]],
];

for (const [what, element, drawn] of cases)
  test(`with the advised styles, ${what} moves nothing of the host's as it is upgraded and drawn, and little of its own`, async () => {
    mkdirSync(".cache", { recursive: true });
    writeFileSync(
      ".cache/layout-shift.html",
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A host</title><link rel="icon" href="data:,">
      <style>${advised?.code ?? ""}</style></head><body><h1 id="above">Above</h1><member-kit>${element}</member-kit>
      <p id="below">Below</p><script>${setup}</script></body></html>`,
    );
    const page = await stage.browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(noting);
    await page.goto(`${stage.site.origin}/.cache/layout-shift.html`);
    // The page is painted before the kit is there, as on a slow network.
    await page.evaluate("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))");
    if (what === "a profile") assert.equal(await page.locator("#own").isVisible(), false);
    await page.addScriptTag({ type: "module", url: "/dist/memberkit.js" });
    for (const part of drawn) await page.locator(`member-kit ${part}`).first().waitFor();
    const { all, hosts } = await page.evaluate<Moved>("moved");
    // Its button stands beside those of the profile.
    assert.deepEqual(
      [...hosts].filter((id) => id !== "own"),
      [],
    );
    assert.ok(all < GOOD, String(all));
    await page.close();
  });

for (const width of [368, 320])
  test(`in a sidebar of ${width} px a profile moves nothing at all as it is upgraded, drawn and completed`, async () => {
    mkdirSync(".cache", { recursive: true });
    writeFileSync(
      ".cache/sidebar-shift.html",
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A host</title><link rel="icon" href="data:,">
      <style>${advised?.code ?? ""} body { margin: 0 } aside { inline-size: ${width}px }</style></head><body><aside><member-kit>
      <member-profile member-id="m_1048"></member-profile></member-kit></aside><script>${setup}</script></body></html>`,
    );
    const page = await stage.browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.addInitScript(noting);
    await page.goto(`${stage.site.origin}/.cache/sidebar-shift.html`);
    await page.evaluate("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))");
    await page.addScriptTag({ type: "module", url: "/dist/memberkit.js" });
    for (const part of [".entry", "tag-editor [part=tag]", ".over-time", "[part=chat-button]"])
      await page.locator(`member-kit ${part}`).first().waitFor();
    await page.evaluate("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))");
    assert.equal(await page.evaluate("moved.all"), 0);
    const height = await page.evaluate<number>(
      `document.querySelector("member-profile").shadowRoot.querySelector(".profile").offsetHeight`,
    );
    // The whole one takes some 5,000.
    assert.ok(height < 1_350, `${height} px`);
    await page.close();
  });
