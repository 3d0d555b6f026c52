import type { Page } from "playwright-core";
import { createClient } from "../sdk/index.js";
import type { App } from "../server/app.js";
import { LASTING_KEYS, listen, startBackend } from "../test/support/backend.js";
import { launchBrowser } from "../test/support/browser.js";
import { serveFolder } from "../test/support/static-site.js";

/** What reached the backend: calls, and what the browser asked beforehand by itself (CORS preflights). */
export interface Calls {
  readonly calls: number;
  readonly preflights: number;
}

/** Counts what reaches an app. */
const counting = ({ fetch }: Pick<App, "fetch">) => {
  let [calls, preflights] = [0, 0];
  let heard = (): void => undefined;
  const listened = new Promise<void>((resolve) => (heard = resolve));
  return {
    fetch: async (request: Request): Promise<Response> => {
      const isPreflight = request.method === "OPTIONS";
      if (isPreflight) preflights++;
      else calls++;
      if (!isPreflight && request.url.includes("/v1/changes")) heard();
      return fetch(request);
    },
    /** Resolves once a page listens to changes, the last that it asks for by itself. */
    listened,
    /** What came since it was asked last. */
    since: (): Calls => {
      const came = { calls, preflights };
      [calls, preflights] = [0, 0];
      return came;
    },
  };
};

/** The floor of what knows no batches: a card for each, which reads its member and nothing else. */
const plainCards = async ({ baseUrl, token, ids }: { baseUrl: string; token: string; ids: readonly string[] }) => {
  await Promise.all(
    ids.map(async (id) => {
      const answer = await fetch(`${baseUrl}/members/${id}`, { headers: { authorization: `Bearer ${token}` } });
      const { name } = (await answer.json()) as { name: string };
      document.body.append(Object.assign(document.createElement("h2"), { textContent: name }));
    }),
  );
};

/** Notes when the last of `count` profiles shows its summary: name, status, tier and balances. */
const noteSummaries = (count: number): void => {
  const { attachShadow } = Element.prototype;
  const roots: ShadowRoot[] = [];
  const noted = window as Window & { summariesAt?: number };
  const watcher = new MutationObserver(() => {
    const shown = roots.filter((root) => root.querySelector("[part=name]") && root.querySelector(".balance .big"));
    if (shown.length === count) noted.summariesAt ??= performance.now();
  });
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    if (this.localName === "member-profile") {
      roots.push(root);
      watcher.observe(root, { childList: true, subtree: true });
    }
    return root;
  };
};

/** What the page had asked for by then. */
const askedForSummaries = `performance.getEntriesByType("resource")
  .filter(({ name, startTime }) => name.includes("/v1/") && startTime <= window.summariesAt).length`;

/** Resolves once the panels of the first profile, which is in view, are drawn. */
const panelsShown = async (page: Page): Promise<void> => {
  const first = page.locator("member-profile").first();
  for (const seen of [".entry", ".wallet-panel .body", ".consent"]) await first.locator(seen).first().waitFor();
};

/**
 * What `count` profiles under one provider ask for until all show their summaries; in all, by the time that those in view
 * are whole; and beside it, cards that read a member each.
 */
export const measureManyProfiles = async (
  count: number,
): Promise<{ readonly summaries: number; readonly inAll: Calls; readonly floor: Calls }> => {
  const site = await serveFolder(".");
  const backend = await startBackend({ origins: [site.origin], keys: LASTING_KEYS });
  const counted = counting(backend.app);
  const { origin, close } = await listen(counted);
  const browser = await launchBrowser();
  try {
    const baseUrl = `${origin}/v1`;
    const tenant = await backend.seed(undefined, count + 10);
    const token = await backend.tokenFor({ tenant, claims: { exp: 4_000_000_000 } });
    const client = createClient({ baseUrl: backend.baseUrl, fetch: backend.fetch, getToken: () => token });
    const ids = (await client.members.search("", { limit: count }).first()).data.map(({ id }) => id);

    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(noteSummaries, count);
    const given = new URLSearchParams({ baseUrl, token, members: ids.join(" ") });
    await page.goto(`${site.origin}/bench/profiles-page.html#${given}`);
    await page.waitForFunction("window.summariesAt");
    const summaries = await page.evaluate<number>(askedForSummaries);
    await Promise.all([panelsShown(page), counted.listened]);
    const inAll = counted.since();
    await page.close();
    counted.since();

    const plain = await browser.newPage();
    await plain.goto(`${site.origin}/package.json`);
    await plain.evaluate(plainCards, { baseUrl, token, ids });
    return { summaries, inAll, floor: counted.since() };
  } finally {
    await browser.close();
    await close();
    await backend.close();
    await site.close();
  }
};
