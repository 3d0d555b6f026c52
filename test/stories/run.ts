import { readFile } from "node:fs/promises";
import { launchBrowser } from "../support/browser.js";
import { serveFolder } from "../support/static-site.js";
import { showStory, type Shown } from "./show-story.js";

interface Entry {
  id: string;
  type: string;
  tags: string[];
}

/**
 * `npm run test:stories [-- part-of-an-id]`: each story of the built Storybook renders without a console error, plays,
 * and is clean to axe.
 */
const [part = ""] = process.argv.slice(2);
const { entries } = JSON.parse(await readFile("storybook-static/index.json", "utf8")) as {
  entries: Record<string, Entry>;
};
const stories = Object.values(entries).filter(({ id, type }) => type === "story" && id.includes(part));
const sizeOf = ({ tags }: Entry) => ({ width: tags.includes("narrow") ? 320 : 1280, height: 800 });

const describe = ({ error, violations }: Shown, logged: string[]): string[] => [
  ...(error ? [error] : []),
  ...logged,
  ...violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `axe ${id}: ${help} at ${JSON.stringify(target)}`),
  ),
];

const site = await serveFolder("storybook-static");
const browser = await launchBrowser();

/** A page with Storybook and a story in it, and what is logged there as an error. */
const openPage = async (id: string) => {
  const page = await browser.newPage();
  const logged: string[] = [];
  // tsx wraps functions in a call of its own, which the page lacks.
  await page.addInitScript("globalThis.__name = (named) => named");
  page.on("console", (message) => message.type() === "error" && logged.push(`console.error: ${message.text()}`));
  page.on("pageerror", (error) => logged.push(`uncaught: ${error.message}`));
  await page.goto(`${site.origin}/iframe.html?viewMode=story&id=${id}`);
  await page.waitForFunction("window.__STORYBOOK_PREVIEW__?.storyStoreValue !== undefined");
  return { page, logged };
};

let failed = 0;
const queue = stories.values();
/** A page loads its backend with its first story, which takes all of the machine: one page does that at a time. */
let lastLoaded = Promise.resolve();
const worker = async (): Promise<void> => {
  const others = lastLoaded;
  let loaded = (): void => undefined;
  lastLoaded = new Promise((resolve) => (loaded = resolve));
  await others;
  let opened: Awaited<ReturnType<typeof openPage>> | undefined;
  for (const story of queue) {
    // Opened with its first story: Storybook reloads a page that leaves a story which is still loading.
    const { page, logged } = (opened ??= await openPage(story.id));
    logged.length = 0;
    await page.setViewportSize(sizeOf(story));
    const shown = await showStory(page, story.id);
    loaded();
    const problems = describe(shown, logged);
    if (problems.length === 0) continue;
    failed++;
    console.log(`✗ ${story.id}\n${problems.map((problem) => `    ${problem}`).join("\n")}`);
  }
  loaded();
};
// One for each of two cores.
await Promise.all([worker(), worker()]);
await browser.close();
await site.close();
console.log(`${stories.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && stories.length > 0 ? 0 : 1;
