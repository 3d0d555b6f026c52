import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { openBuiltStage, type BuiltStage } from "../support/built-stage.js";

let stage: BuiltStage;
let address: string;
before(async () => {
  stage = await openBuiltStage();
  ({ address } = await stage.program());
});
after(() => stage.close());

/** Opens the page of a profile after what a host does to it, and answers what went wrong since. */
const open = async (hostScript: string): Promise<{ page: Page; wrong: string[] }> => {
  const page = await stage.browser.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => message.type() !== "log" && wrong.push(message.text()));
  await page.addInitScript(hostScript);
  await page.goto(address);
  return { page, wrong };
};

/** Adds points by keyboard, as an operator does. */
const addPoints = async (page: Page): Promise<void> => {
  await page.getByRole("heading", { name: "Noa Ben-David" }).waitFor();
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("button", { name: "Add points" }).click();
  await page.locator("member-actions-modal form input:focus").fill("5");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "5 points added" }).waitFor();
};

const extended = `Object.prototype.evil = "x"; Array.prototype.evil = () => "x"; String.prototype.evil = 1;`;

test("U07 a page that has extended Object.prototype and Array.prototype reads, writes, and keeps what it added", async () => {
  const { page, wrong } = await open(extended);
  await addPoints(page);
  await page.locator("tag-editor [part~=tag]").first().waitFor();
  assert.deepEqual(await page.evaluate("const met = []; for (const name in {}) met.push(name); met"), ["evil"]);
  assert.deepEqual(wrong, []);
  await page.close();
});

test("U07 the client of the package reads in such a place too", () => {
  const script = `
    ${extended}
    const { createClient } = await import("./dist/sdk.js");
    const fetch = async () => Response.json({ data: [{ tag: "VIP", count: 1 }], page: { next: null } });
    const client = createClient({ baseUrl: "https://loyalty.example/v1", getToken: () => "t", fetch });
    console.log((await client.library.tags().first()).data[0].tag);
    const answered = async () => Response.json({ data: [], page: { next: null } });
    const other = createClient({ baseUrl: "https://loyalty.example/v1", getToken: () => "t", fetch: answered });
    console.log((await (await other.bulk()).jobs.list().first()).data.length);`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  assert.equal(said.trim(), "VIP\n0");
});

/** Opens the page of a profile with the kit's script once more, under a policy of these names. */
const openStrictly = async (page: Page, policies: string): Promise<void> => {
  const strict = `script-src 'self' 'nonce-host'; require-trusted-types-for 'script'; trusted-types ${policies}`;
  const html = readFileSync("bench/profile-page.html", "utf8")
    .replace("<head>", `<head><meta http-equiv="Content-Security-Policy" content="${strict}">`)
    .replace('<script type="module">', '<script type="module" nonce="host">')
    .replace("</head>", '<script type="module" src="/dist/memberkit.js?copy"></script></head>');
  mkdirSync(".cache", { recursive: true });
  writeFileSync(".cache/strict-page.html", html);
  await page.goto(address.replace("bench/profile-page.html", ".cache/strict-page.html"));
};

for (const [what, policies] of [
  ["beside another copy of the kit", "memberkit memberkit-2"],
  ["beside another copy of the kit, where Lit's name is allowed alone", "memberkit lit-html"],
  ["beside another copy of the kit and with names that may be taken twice", "memberkit 'allow-duplicates'"],
])
  test(`U07 under Trusted Types the kit draws and writes ${what}`, async () => {
    const page = await stage.browser.newPage();
    const wrong: string[] = [];
    page.on("pageerror", (error) => wrong.push(error.message));
    await openStrictly(page, policies ?? "");
    await addPoints(page);
    assert.deepEqual(wrong, []);
    await page.close();
  });

test("U07 under Trusted Types the kit leaves lit-html to the Lit of the host", async () => {
  const page = await stage.browser.newPage();
  await page.addInitScript(`
    window.made = [];
    const { createPolicy } = TrustedTypePolicyFactory.prototype;
    TrustedTypePolicyFactory.prototype.createPolicy = function (name, rules) {
      made.push(name);
      return createPolicy.call(this, name, rules);
    };`);
  await openStrictly(page, "memberkit lit-html 'allow-duplicates'");
  await page.getByRole("heading", { name: "Noa Ben-David" }).waitFor();
  assert.deepEqual(await page.evaluate("made"), ["memberkit", "memberkit-2", "memberkit"]);
  await page.close();
});
