import { readFile } from "node:fs/promises";
import { namedPeople } from "../../server/seed/people.js";
import { launchBrowser } from "../support/browser.js";
import { type Leak, LeakRecorder } from "../support/leaks/recorder.js";
import { serveFolder } from "../support/static-site.js";
import { showStory, type Shown } from "./show-story.js";
import { lookAtStates, prepareStates } from "./states.js";

interface Entry {
  id: string;
  type: string;
  tags: string[];
}

/**
 * `npm run test:stories [-- part-of-an-id]`: each story of the built Storybook renders without a console error, plays,
 * is clean to axe in every state that it may be looked at in, and leaves nothing of a member anywhere but on the screen
 * (S14).
 */
const [part = ""] = process.argv.slice(2);
const { entries } = JSON.parse(await readFile("storybook-static/index.json", "utf8")) as {
  entries: Record<string, Entry>;
};
const stories = Object.values(entries).filter(({ id, type }) => type === "story" && id.includes(part));
const sizeOf = ({ tags }: Entry) => ({ width: tags.includes("narrow") ? 320 : 1280, height: 800 });

/** What is known of the members of each story's program, as far as nobody could mean anything else by it. */
const canaries = namedPeople
  .flatMap(({ name, email, phone, card, attributes = {} }) => [name, email, phone?.slice(1), card, attributes.address])
  .flatMap((text) => (typeof text === "string" && text.length > 6 ? [text] : []));
const carried = new Set<string>();

const describe = ({ error, violations }: Shown, leaks: Leak[], inStates: string[], logged: string[]): string[] => [
  ...(error ? [error] : []),
  ...logged,
  ...violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `axe ${id}: ${help} at ${JSON.stringify(target)}`),
  ),
  ...leaks.map(({ kind, where, canary, text }) => `S14 "${canary}" in ${kind}, ${where}: ${text}`),
  ...inStates,
];

const site = await serveFolder("storybook-static");
const browser = await launchBrowser();

/** A page with Storybook and a story in it, and what is logged there as an error. */
const openPage = async (id: string) => {
  const context = await browser.newContext();
  const recorder = await LeakRecorder.start(context, { isBackend: true });
  await prepareStates(context);
  const page = await context.newPage();
  const logged: string[] = [];
  page.on("console", (message) => message.type() === "error" && logged.push(`console.error: ${message.text()}`));
  page.on("pageerror", (error) => logged.push(`uncaught: ${error.message}`));
  await page.goto(`${site.origin}/iframe.html?viewMode=story&id=${id}`);
  await page.waitForFunction("window.__STORYBOOK_PREVIEW__?.storyStoreValue !== undefined");
  return { page, logged, recorder };
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
    const { page, logged, recorder } = (opened ??= await openPage(story.id));
    logged.length = 0;
    await page.setViewportSize(sizeOf(story));
    const shown = await showStory(page, story.id);
    loaded();
    await recorder.see(page);
    await recorder.look(page);
    for (const canary of await recorder.carried(canaries, "shown")) carried.add(canary);
    const leaks = await recorder.leaks(canaries);
    const inStates = shown.error ? [] : await lookAtStates(page, sizeOf(story));
    const problems = describe(shown, leaks, inStates, logged);
    recorder.clear();
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
// What was never drawn could not have leaked: most of it is, where all stories run.
if (part === "" && carried.size < canaries.length * 0.75) {
  failed++;
  console.log(`✗ S14 only ${carried.size} of ${canaries.length} canaries were drawn`);
}
console.log(`${stories.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && stories.length > 0 ? 0 : 1;
