import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { tsImport } from "tsx/esm/api";
import type { Route } from "playwright-core";
import { LASTING_KEYS, startBackend, type TestBackend } from "../support/backend.js";
import { launchBrowser } from "../support/browser.js";
import { blocks, blocksOf, fileOf, readme, type Block } from "../support/readme.js";

const host = "https://crm.example";
const folder = path.resolve(".cache/readme");
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

let backend: TestBackend;
let token: string;
before(async () => {
  backend = await startBackend({ origins: [host], keys: LASTING_KEYS });
  token = await backend.tokenFor({ tenant: await backend.seed(), claims: { exp: 4_000_000_000 } });
});
after(() => backend.close());

/** The world that a block is written for: the host's own token endpoint, and a backend at whatever address it names. */
const answer = (request: Request): Promise<Response> => {
  const { pathname, search } = new URL(request.url);
  if (pathname.includes("token")) return Promise.resolve(Response.json({ token }));
  return backend.fetch(new Request(`http://backend.test${pathname}${search}`, request));
};

const runScripts = ({ code }: Block): void => {
  for (const command of code.split(/\n|&&/).map((line) => line.replace(/#.*/, "").trim()))
    for (const [, run, name = ""] of command.matchAll(/^npm (run )?([\w:-]+)/g))
      if (!["ci", "install", "i"].includes(name)) assert.ok(scripts[name], `npm ${run ?? ""}${name}`);
};

const fulfill = async (route: Route, page: string): Promise<void> => {
  const request = route.request();
  const { pathname } = new URL(request.url());
  if (request.resourceType() === "document") return route.fulfill({ contentType: "text/html", body: page });
  const script = /(memberkit\/[\w-]+-[\w-]{8}\.js|memberkit(\.\w+)?\.js)$/.exec(pathname);
  if (script) return route.fulfill({ contentType: "text/javascript", body: readFileSync(`dist/${script[0]}`) });
  const body = request.postData();
  const response = await answer(
    new Request(request.url(), { method: request.method(), headers: await request.allHeaders(), body }),
  );
  return route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  });
};

const runPage = async ({ code }: Block): Promise<void> => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.route("**/*", (route) =>
      fulfill(route, `<!doctype html><html lang="en"><link rel="icon" href="data:,">${code}</html>`),
    );
    await page.goto(host);
    await page.locator("member-profile").getByRole("heading", { name: "Noa Ben-David" }).waitFor();
    assert.deepEqual(errors, []);
    // What is loaded when the page is idle may still be under way.
    await page.unrouteAll({ behavior: "ignoreErrors" });
  } finally {
    await browser.close();
  }
};

const compilerOptions = { noEmit: true, skipLibCheck: true, noUnusedLocals: false };

/** Type-checks it against the built package, as a host would, then runs it. */
const runTypeScript = async ({ code, line }: Block): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `line-${line}.ts`);
  const project = path.join(folder, `line-${line}.json`);
  writeFileSync(file, `${code}\nexport {};\n`);
  writeFileSync(
    project,
    JSON.stringify({ extends: path.resolve("tsconfig.json"), compilerOptions, include: [file], exclude: [] }),
  );
  const checked = execFileSync("node_modules/.bin/tsc", ["-p", project], { encoding: "utf8", stdio: "pipe" });
  assert.equal(checked, "");
  const fetch = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    answer(new Request(typeof input === "string" ? new URL(input, host) : input, init));
  try {
    await tsImport(pathToFileURL(file).href, import.meta.url);
  } finally {
    globalThis.fetch = fetch;
    rmSync(folder, { recursive: true });
  }
};

const runners: Record<string, (block: Block) => void | Promise<void>> = {
  sh: runScripts,
  html: runPage,
  ts: runTypeScript,
  json: ({ code }) => void JSON.parse(code),
  // test/built/layout-shift.test.ts looks at what they do.
  css: () => undefined,
  // test/built/testing-entry.test.ts does what it shows.
  js: () => undefined,
};

test("README.md has fewer than 200 lines", () => assert.ok(readme.split("\n").length < 200));

test("README.md shows the commands, a page and the client", () => {
  for (const language of ["sh", "html", "ts"])
    assert.ok(
      blocks.some((block) => block.language === language),
      language,
    );
});

// What is printed as a file of the repository runs in test/docs/add-an-action.test.ts.
for (const page of ["README.md", "docs/embedding.md"])
  for (const block of blocksOf(page).filter((each) => fileOf(each) === null))
    test(`the ${block.language} block at line ${block.line} of ${page} works`, async () => {
      const run = runners[block.language];
      assert.ok(run, `Nothing runs "${block.language}": leave the language out where it is only to be looked at.`);
      await run(block);
    });
