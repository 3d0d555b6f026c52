import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/browser.js";
import { serveFolder } from "../support/static-site.js";
import { goToPage, lookAtPage, openPage, type ShownPage } from "./show-page.js";

interface Entry {
  id: string;
  type: string;
}

/**
 * `npm run test:pages [-- part-of-an-id]`: each page of the documentation renders without a console error, is clean to axe
 * and no wider than the window, in light at 1280 pixels and in dark at 320; what it links to is there, and its search finds.
 */
const [part = ""] = process.argv.slice(2);
const { entries } = JSON.parse(await readFile("storybook-static/index.json", "utf8")) as {
  entries: Record<string, Entry>;
};
const { repository } = JSON.parse(await readFile("package.json", "utf8")) as { repository: { url: string } };
const source = `${repository.url.replace(/^git\+|\.git$/g, "")}/blob/main/`;
const ids = Object.values(entries).flatMap(({ id, type }) => (type === "docs" && id.includes(part) ? [id] : []));

const hasStory = (id: string): boolean => id.startsWith("elements-");

const site = await serveFolder("storybook-static");
const browser = await launchBrowser();
let passed = 0;
let failed = 0;
const report = (name: string, problems: readonly string[]): void => {
  if (problems.length === 0) {
    passed++;
    return;
  }
  failed++;
  console.log(`✗ ${name}\n${problems.map((problem) => `    ${problem}`).join("\n")}`);
};

/** The anchors that each page has, once all were shown. */
const anchors = new Map<string, ReadonlySet<string>>();
const links: { from: string; href: string }[] = [];

const problemsOf = ({ violations, overflow }: ShownPage, logged: readonly string[]): string[] => [
  ...logged,
  ...violations.map(({ id, help, targets }) => `axe ${id}: ${help} at ${targets.join(" ")}`),
  ...(overflow > 0 ? [`It is ${overflow} pixels wider than the window.`] : []),
];

const visit = async (colorScheme: "light" | "dark", width: number): Promise<void> => {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
  const logged: string[] = [];
  page.on("console", (message) => message.type() === "error" && logged.push(`console.error: ${message.text()}`));
  page.on("pageerror", (error) => logged.push(`uncaught: ${error.message}`));
  for (const [index, id] of ids.entries()) {
    logged.length = 0;
    if (index === 0 || hasStory(id) || hasStory(ids[index - 1] ?? "")) await openPage(page, site.origin, id);
    else await goToPage(page, id);
    const shown = await lookAtPage(page);
    report(`${id} ${colorScheme}, ${width} px`, problemsOf(shown, logged));
    anchors.set(id, new Set(shown.anchors));
    links.push(...shown.links.map((href) => ({ from: id, href })));
  }
  await page.close();
};

/** Why a link leads nowhere; null: it leads somewhere, or out of the site. */
const whyBroken = (from: string, href: string): string | null => {
  const [, linked, hash = ""] = /^\.\/\?path=\/docs\/([^#]+)(?:#(.*))?$/.exec(href) ?? [];
  if (href.startsWith(source)) return existsSync(href.slice(source.length).replace(/#.*/, "")) ? null : "no such file";
  if (/^(https?|mailto):/.test(href)) return null;
  const [id, anchor] = linked === undefined ? [from, href.replace(/^#/, "")] : [linked, hash];
  if (!(id in entries)) return "no such page";
  const known = anchors.get(id);
  return !anchor || !known || known.has(decodeURIComponent(anchor)) ? null : "no such heading";
};

const search = async (inBrowser: Browser): Promise<string[]> => {
  const page: Page = await inBrowser.newPage();
  await page.goto(site.origin);
  const frame = page.frameLocator("#storybook-preview-iframe");
  await frame.getByRole("searchbox", { name: "Search the documentation" }).fill("trusted types policy");
  await frame.getByRole("link", { name: /^Under a strict policy/ }).click();
  await frame.getByRole("heading", { name: "Security", level: 1 }).waitFor();
  const { search: address } = new URL(page.url());
  return address === "?path=/docs/guide-security--docs" ? [] : [`It led to ${address}.`];
};

await Promise.all([visit("light", 1280), visit("dark", 320)]);
for (const { from, href } of links) {
  const why = whyBroken(from, href);
  if (why) report(`${from} links to ${href}`, [why]);
}
if (!part)
  report(
    "the search finds a section, and leads there",
    await search(browser).catch((error: unknown) => [String(error)]),
  );
await browser.close();
await site.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
