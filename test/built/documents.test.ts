import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import type { Browser } from "playwright-core";
import type { createTestBackend as CreateTestBackend, TestBackend } from "../../server/testing.js";
import { contractPage } from "../../docs/contract/document.js";
import { runPage } from "../support/blocks/page.js";
import { checkTypes, runProgram } from "../support/blocks/programs.js";
import { checkCommands } from "../support/blocks/shell.js";
import { checkStyles } from "../support/blocks/styles.js";
import { openCoreWorld, openWorld, type World } from "../support/blocks/world.js";
import { listen } from "../support/backend.js";
import { launchBrowser } from "../support/browser.js";
import { blocks, blocksOf, documents, elements, fileOf, readme, type Block } from "../support/documents.js";

// What is printed as a file of the repository runs in test/docs/add-an-action.test.ts.
const all = documents.flatMap(blocksOf).filter((block) => fileOf(block) === null);

let world: World;
let core: World;
let browser: Browser;
before(async () => {
  checkTypes(all.filter(({ language }) => language === "ts"));
  world = await openWorld();
  core = await openCoreWorld();
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await core.close();
  await world.close();
});

const isOfCore = ({ file }: Block): boolean => file === "docs/backend-in-a-day.md";

/** A policy that a document advises holds for the first page of README. */
const runPolicy = async (policy: string): Promise<void> => {
  const page = blocks.find(({ language }) => language === "html")?.code ?? "";
  await runPage(browser, world, page, policy.replace(/\s+/g, " "));
};

/** A host with a page that takes `baseUrl` from its address, and its tokens from a backend. */
const hostOf = (token: () => Promise<string> | undefined): Hono =>
  new Hono()
    .post("/token", async (c) => c.json({ token: await token() }))
    .get("/customer", (c) =>
      c.html(`<!doctype html><html lang="en"><title>A host</title>
        <script type="module" src="/dist/memberkit.js"></script>
        <member-kit base-url="${c.req.query("baseUrl") ?? ""}" token-url="/token">
          <member-profile member-id="m_1048"></member-profile>
        </member-kit></html>`),
    )
    .use(serveStatic({ root: "." }));

/** A test of a host's, with what its own runner gives it. */
const runHostTest = async ({ code }: Block): Promise<void> => {
  const built = (file: string): string => pathToFileURL(file).href;
  const { createTestBackend } = (await import(built("server/dist/testing.js"))) as {
    createTestBackend: typeof CreateTestBackend;
  };
  const module = path.resolve(".cache/documents/host-test.mjs");
  writeFileSync(
    module,
    `import { member } from ${JSON.stringify(built("dist/testing.js"))};
     export default async ({ createTestBackend, browser, origin }) => { ${code} };`,
  );
  let backend: TestBackend | undefined;
  const app = hostOf(() => backend?.token());
  const host = await listen({ fetch: async (request) => app.fetch(request) });
  const start: typeof CreateTestBackend = async (options) => (backend = await createTestBackend(options));
  try {
    const { default: run } = (await import(built(module))) as { default: (given: object) => Promise<void> };
    await run({ createTestBackend: start, browser, origin: host.origin });
  } finally {
    await backend?.close();
    await host.close();
  }
};

const runners: Readonly<Record<string, (block: Block) => void | Promise<void>>> = {
  sh: ({ code }) => checkCommands(code),
  html: (block) => runPage(browser, isOfCore(block) ? core : world, block.code),
  ts: (block) => runProgram(block, world),
  js: runHostTest,
  json: ({ code }) => void JSON.parse(code),
  // What it does is looked at in test/built/layout-shift.test.ts, where it is about the place of the elements.
  css: ({ code }) => checkStyles(code),
  // The contract's are answered by the reference backend in test/docs/contract.test.ts.
  http: async ({ code }) => {
    const [, policy] = /^Content-Security-Policy: (.*)$/s.exec(code) ?? [];
    if (policy === undefined) assert.ok(contractPage().includes(code));
    else await runPolicy(policy.trim());
  },
  // test/server/write/erasure-bytes.test.ts runs them.
  sql: () => undefined,
  // A picture.
  text: () => undefined,
};

test("README.md has fewer than 200 lines", () => assert.ok(readme.split("\n").length < 200));

test("README.md shows the commands, a page and the client", () => {
  for (const language of ["sh", "html", "ts"])
    assert.ok(
      blocks.some((block) => block.language === language),
      language,
    );
});

test("no block of a document hides from these tests by how it is written", () => {
  for (const file of documents) {
    const fences = readFileSync(file, "utf8").match(/^\s*(```|~~~)\w+/gm) ?? [];
    assert.equal(fences.length, blocksOf(file).length, file);
  }
});

for (const block of all)
  test(`the ${block.language} block at line ${block.line} of ${block.file} works`, async () => {
    const run = runners[block.language];
    assert.ok(run, `Nothing runs "${block.language}": leave the language out where it is only to be looked at.`);
    await run(block);
  });

for (const { tagName, example = "" } of elements)
  test(`the example of ${tagName} works`, async () => {
    const inKit = example.includes("<member-kit")
      ? example
      : `<member-kit base-url="https://loyalty.example/v1" token-url="/loyalty-token">${example}</member-kit>`;
    await runPage(browser, world, `<script type="module" src="/memberkit/memberkit.js"></script>${inKit}`);
  });
