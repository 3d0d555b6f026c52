import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { openBuiltStage, type BuiltStage } from "../support/built-stage.js";

let stage: BuiltStage;
let setup: string;
before(async () => {
  stage = await openBuiltStage();
  const { baseUrl, token } = await stage.program();
  setup = `for (const kit of document.querySelectorAll("[data-kit]"))
    Object.assign(kit, { baseUrl: ${JSON.stringify(baseUrl)}, getToken: () => ${JSON.stringify(token)} });`;
});
after(() => stage.close());

const strict = `default-src 'none'; img-src data:; connect-src *; style-src 'self'; script-src 'self' 'nonce-host';
  require-trusted-types-for 'script'; trusted-types memberkit memberkit-2`;

/** Keeps the roots that are made, for a test to look into closed ones, and what the browser forbids. */
const watching = `
  window.roots = new Set();
  window.forbidden = [];
  addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile, sample }) =>
    forbidden.push([violatedDirective, sourceFile, sample].join(" ")));
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    roots.add(root);
    return root;
  };
  window.found = (selector, text = "") =>
    [...roots].filter(({ host }) => host.isConnected)
      .flatMap((root) => [...root.querySelectorAll(selector)])
      .find((each) => each.checkVisibility() && each.textContent.trim().startsWith(text));`;

let pages = 0;

interface Opened {
  readonly page: Page;
  readonly wrong: string[];
}

/** Opens a page of a host's under a strict policy. */
const open = async (name: string, scripts: string, body: string): Promise<Opened> => {
  mkdirSync(".cache", { recursive: true });
  const file = `.cache/bundles-${name}-${++pages}.html`;
  writeFileSync(
    file,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A host</title>
    <meta http-equiv="Content-Security-Policy" content="${strict}"><link rel="icon" href="data:,">
    ${scripts}</head><body>${body}<script nonce="host">${setup}</script></body></html>`,
  );
  const page = await stage.browser.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  await page.addInitScript(watching);
  await page.goto(`${stage.site.origin}/${file}`);
  return { page, wrong };
};

/** An element in whatever root, once it is there. */
const seen = (page: Page, selector: string, text = "") =>
  page.waitForFunction(([css = "", begins = ""]) => (window as unknown as Found).found(css, begins), [selector, text]);
interface Found {
  found(selector: string, text: string): HTMLElement | undefined;
}
const press = async (page: Page, selector: string, text = ""): Promise<void> => {
  const element = await seen(page, selector, text);
  await element.evaluate((each) => each?.click());
};

/** Adds points, from the Actions button to the receipt, which is then closed. */
const addPoints = async (page: Page, amount: string): Promise<void> => {
  await press(page, "[part=actions-button]");
  await press(page, "button", "Add points");
  await seen(page, "form input:focus");
  await page.keyboard.type(amount);
  await page.keyboard.press("Control+Enter");
  await seen(page, "h1, h2, h3", `${amount} points added`);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !(window as unknown as Found).found("dialog[open]", ""));
};

const nothingForbidden = async ({ page, wrong }: Opened): Promise<void> => {
  assert.deepEqual(await page.evaluate("forbidden"), []);
  assert.deepEqual(wrong, []);
  await page.close();
};

const profileIn = (prefix: string, member: string): string =>
  `<${prefix}member-kit data-kit><${prefix}member-profile member-id="${member}"></${prefix}member-profile></${prefix}member-kit>`;

for (const [name, script] of [
  ["module", `<script type="module" src="/dist/memberkit.bundle.js" integrity="DIGEST"></script>`],
  ["classic script", `<script src="/dist/memberkit.iife.js" integrity="DIGEST"></script>`],
] as const)
  test(`one file, as a ${name}, with its digest, is all that a page needs`, async () => {
    const digests = JSON.parse(readFileSync("dist/integrity.json", "utf8")) as Record<string, string>;
    const file = /dist\/([\w.]+)/.exec(script)?.[1] ?? "";
    const opened = await open("one", script.replace("DIGEST", digests[file] ?? ""), profileIn("", "m_1048"));
    const { page } = opened;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await addPoints(page, "5");
    assert.deepEqual(
      asked.filter((url) => url.endsWith(".js")),
      [],
    );
    await nothingForbidden(opened);
  });

test("U07 two copies of the kit, under two prefixes, act on one page under Trusted Types", async () => {
  const scripts = `<script src="/dist/memberkit.iife.js" data-prefix="old"></script>
    <script type="module" src="/dist/memberkit.js" data-prefix="new"></script>`;
  const opened = await open("two", scripts, profileIn("old-", "m_1048") + profileIn("new-", "m_1048"));
  const { page } = opened;
  await seen(page, "[part=name]", "Noa Ben-David");
  const defined = `["old-member-profile", "new-member-profile", "member-profile"].map((tag) => customElements.get(tag)?.version)`;
  const version = await page.evaluate("memberkit.version");
  assert.deepEqual(await page.evaluate(defined), [version, version, undefined]);
  for (const prefix of ["old", "new"]) {
    const profile = page.locator(`${prefix}-member-profile`);
    await profile.getByRole("button", { name: "Actions", exact: true }).click();
    await profile.getByRole("button", { name: "Add points" }).click();
    await profile.locator("form input:focus").fill("5");
    await page.keyboard.press("Control+Enter");
    await profile.getByRole("heading", { name: "5 points added" }).waitFor();
    await page.keyboard.press("Escape");
  }
  await nothingForbidden(opened);
});

test("with closed roots a member is seen, acted on, tagged and found, and no script reaches in", async () => {
  const body = `<member-kit data-kit>
      <member-profile member-id="m_1048" shortcuts="on"></member-profile>
      <member-filter id="who"></member-filter>
      <member-list for="who"></member-list>
    </member-kit>`;
  const opened = await open(
    "closed",
    `<script type="module" src="/dist/memberkit.js" data-shadowrootmode="closed"></script>`,
    body,
  );
  const { page } = opened;
  await seen(page, "[part=name]", "Noa Ben-David");
  await addPoints(page, "5");
  await press(page, ".tagadd");
  await seen(page, "input:focus");
  // An "a" in a text is no shortcut, whoever's root the text is in.
  await page.keyboard.type("abroad");
  await page.keyboard.press("Enter");
  await seen(page, "[part=tag]", "abroad");
  assert.equal(await page.evaluate(`found("dialog[open]")`), undefined);
  await seen(page, "tbody tr, [role=row]", "");
  const open_ = `[...roots].filter(({ mode, host }) => mode !== "closed" || host.shadowRoot).map(({ host }) => host.localName)`;
  assert.deepEqual(await page.evaluate(open_), []);
  await nothingForbidden(opened);
});

/** What Salesforce takes of one script. */
const MOST_BYTES = 131_072;

test("no file of the build in parts, which closed roots are an option of, is larger than 128 KB as it lies", () => {
  const files = ["memberkit.js", ...readdirSync("dist/memberkit").map((file) => `memberkit/${file}`)];
  for (const file of files) assert.ok(statSync(`dist/${file}`).size < MOST_BYTES, file);
});
