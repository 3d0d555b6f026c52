import { readFile } from "node:fs/promises";
import { launchBrowser } from "../support/browser.js";
import { serveFolder } from "../support/static-site.js";
import { showStory, type Shown } from "./show-story.js";

interface Entry {
  id: string;
  type: string;
}

/** `npm run test:stories [-- part-of-an-id]`: each story of the built Storybook renders without a console error, plays, and is clean to axe. */
const [part = ""] = process.argv.slice(2);
const { entries } = JSON.parse(await readFile("storybook-static/index.json", "utf8")) as { entries: Record<string, Entry> };
const ids = Object.values(entries).flatMap(({ id, type }) => (type === "story" && id.includes(part) ? [id] : []));

const describe = ({ error, violations }: Shown, logged: string[]): string[] => [
  ...(error ? [error] : []),
  ...logged,
  ...violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `axe ${id}: ${help} at ${JSON.stringify(target)}`)),
];

const site = await serveFolder("storybook-static");
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
// tsx wraps functions in a call of its own, which the page lacks.
await page.addInitScript("globalThis.__name = (named) => named");
let logged: string[] = [];
page.on("console", (message) => message.type() === "error" && logged.push(`console.error: ${message.text()}`));
page.on("pageerror", (error) => logged.push(`uncaught: ${error.message}`));
await page.goto(`${site.origin}/iframe.html?viewMode=story&id=${ids[0] ?? ""}`);
await page.waitForFunction("window.__STORYBOOK_PREVIEW__?.storyStoreValue !== undefined");

let failed = 0;
for (const id of ids) {
  logged = [];
  const problems = describe(await showStory(page, id), logged);
  if (problems.length === 0) continue;
  failed++;
  console.log(`✗ ${id}\n${problems.map((problem) => `    ${problem}`).join("\n")}`);
}
await browser.close();
await site.close();
console.log(`${ids.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && ids.length > 0 ? 0 : 1;
