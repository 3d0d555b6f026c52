import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { LASTING_KEYS, startBackend } from "../test/support/backend.js";
import { launchBrowser } from "../test/support/browser.js";
import { serveFolder } from "../test/support/static-site.js";
import { brotliBytes } from "./bundle.js";

/** What a page asked for. Scripts are counted as brotli would send them, answers as JSON under brotli. */
export interface Asked {
  scripts: { count: number; bytes: number };
  answers: { count: number; bytes: number };
}

const isScript = (url: string) => url.includes("/dist/");
/** The stream of changes is none: it stays open. */
const isAnswer = (url: string) => url.includes("/v1/") && !url.includes("/v1/changes");

/**
 * Counts what a page loads from now on. What the browser asks beforehand by itself (CORS preflights) is not the kit's
 * to save.
 */
const recorder = (page: Page) => {
  const bodies = new Map<string, Promise<Buffer>>();
  const record = (name: string, body: Promise<Buffer>) => {
    bodies.set(name, body);
    // What is still under way when the page closes is asked for by nobody.
    body.catch(() => undefined);
  };
  page.on("response", (response) => {
    const url = response.url();
    if (isScript(url)) record(url, readFile(`.${new URL(url).pathname}`));
    else if (isAnswer(url) && response.request().method() !== "OPTIONS")
      record(`${url} ${bodies.size}`, response.body());
  });
  /** `isCounted` is asked once for each request, in their order. */
  return async (isCounted: (url: string) => boolean = () => true): Promise<Asked> => {
    const counted = [...bodies].filter(([url]) => isCounted(url.split(" ")[0] ?? ""));
    const sized = await Promise.all(counted.map(async ([url, body]) => ({ url, bytes: brotliBytes(await body) })));
    const total = (wanted: (url: string) => boolean) => {
      const list = sized.filter(({ url }) => wanted(url));
      return { count: list.length, bytes: list.reduce((sum, { bytes }) => sum + bytes, 0) };
    };
    return { scripts: total(isScript), answers: total(isAnswer) };
  };
};

/** Notes when the member is drawn. */
const noteDrawn = `
  void customElements.whenDefined("member-profile").then(() => {
    const { shadowRoot } = document.querySelector("member-profile");
    new MutationObserver(() => {
      if (shadowRoot.querySelector("[part~=name]")) window.drawnAt ??= performance.now();
    }).observe(shadowRoot, { childList: true, subtree: true });
  });
`;

/** Whether the last of what is loaded when the page is idle is there: what undoes an entry, and what hears of changes. */
const idleLoaded = `["/entry-undo", "/changes-"].every((part) =>
  performance.getEntriesByType("resource").some(({ name }) => name.includes(part)))`;

/** What the page had asked for by the time that the member was drawn. */
const askedBefore = `performance.getEntriesByType("resource")
  .filter(({ startTime }) => startTime <= window.drawnAt).map(({ name }) => name)`;

interface Opened {
  readonly page: Page;
  readonly asked: ReturnType<typeof recorder>;
}

/** Opens a page with one profile, from `dist/`, on a backend of its own, and answers what is measured there. */
const onProfilePage = async <T>(panels: string, measure: (opened: Opened) => Promise<T>): Promise<T> => {
  const site = await serveFolder(".");
  const backend = await startBackend({ origins: [site.origin], keys: LASTING_KEYS });
  const browser = await launchBrowser();
  try {
    const { baseUrl } = await backend.listen();
    const token = await backend.tokenFor({ tenant: await backend.seed(), claims: { exp: 4_000_000_000 } });
    const page = await browser.newPage();
    await page.addInitScript(noteDrawn);
    const asked = recorder(page);
    await page.goto(`${site.origin}/bench/profile-page.html#${new URLSearchParams({ baseUrl, token, panels })}`);
    await page.getByRole("heading", { name: "Noa Ben-David" }).waitFor();
    return await measure({ page, asked });
  } finally {
    await browser.close();
    await backend.close();
    await site.close();
  }
};

const untilDrawn = async ({ page, asked }: Opened): Promise<Asked> => {
  await page.waitForFunction(idleLoaded);
  const before = await page.evaluate<string[]>(askedBefore);
  // A view may be asked for at the same address once more, after the member was drawn.
  return asked((url) => before.includes(url) && before.splice(before.indexOf(url), 1).length > 0);
};

/** What a profile loads until the member shows, and until a modal does. */
export const measureProfilePage = (): Promise<{ firstPaint: Asked; modal: Asked }> =>
  onProfilePage("", async ({ page, asked }) => {
    for (const seen of [".wallet-panel .body", ".consent", ".entry", "tag-editor [part=tag]"])
      await page.locator(`member-profile ${seen}`).first().waitFor();
    const firstPaint = await untilDrawn({ page, asked });
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("button", { name: "Add points" }).click();
    await page.locator("member-actions-modal form input:focus").waitFor();
    await page.waitForFunction(idleLoaded);
    return { firstPaint, modal: await asked() };
  });

/** What a profile of these panels alone, which are in view, loads until the member shows. */
export const measureFirstPaint = (panels: string): Promise<Asked> => onProfilePage(panels, untilDrawn);
