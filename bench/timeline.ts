import type { Page } from "playwright-core";
import { seedTenant } from "../server/seed/index.js";
import { LASTING_KEYS, startBackend } from "../test/support/backend.js";
import { launchBrowser } from "../test/support/browser.js";
import { serveFolder } from "../test/support/static-site.js";

const ENTRIES = 1_000;
const PAGE = 25;
const SLOWER = 4;

/** Milliseconds until an entry's details stand, from the press of its button: the median of eleven presses. */
const pressToDrawn = `(async () => {
  const profile = document.querySelector("member-profile");
  const button = profile.shadowRoot.querySelector(".entry .acts button[aria-expanded]");
  const times = [];
  for (let turn = 0; turn < 11; turn++) {
    const began = performance.now();
    button.click();
    await profile.updateComplete;
    profile.getBoundingClientRect();
    times.push(performance.now() - began);
    await new Promise(requestAnimationFrame);
  }
  return times.sort((a, b) => a - b)[5];
})()`;

/** Goes on until so many entries were read; of those, a bounded number stays drawn. */
const show = async (page: Page, read: number, entries: number): Promise<void> => {
  const last = () => page.locator("member-profile .entry").last().getAttribute("data-id");
  for (let count = read; count < entries; count += PAGE) {
    const before = await last();
    await page.getByRole("button", { name: "Show 25 more" }).click();
    await page
      .locator(`member-profile .entry:last-child:not([data-id="${before ?? ""}"])`)
      .last()
      .waitFor();
    while ((await last()) === before) await page.waitForTimeout(10);
  }
};

/**
 * What one press costs in a timeline of 25 entries and in one of 1,000, in a browser slowed four times. The ratio says
 * something on another machine; the milliseconds do not.
 */
export const measureTimeline = async () => {
  const site = await serveFolder(".");
  const backend = await startBackend({ origins: [site.origin], keys: LASTING_KEYS });
  const browser = await launchBrowser();
  try {
    const { baseUrl } = await backend.listen();
    await seedTenant(backend.database, "t1", { heavyMember: ENTRIES, now: backend.clock.now() });
    const token = await backend.tokenFor({ tenant: "t1", claims: { exp: 4_000_000_000 } });
    const page = await browser.newPage();
    await page.goto(
      `${site.origin}/bench/profile-page.html#${new URLSearchParams({ baseUrl, token, member: "m_heavy" })}`,
    );
    await page.locator("member-profile .entry").first().waitFor();
    const session = await page.context().newCDPSession(page);
    const table: Record<string, object> = {};
    for (const [read, entries] of [
      [0, PAGE],
      [PAGE, ENTRIES],
    ] as const) {
      await show(page, Math.max(read, PAGE), entries);
      await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
      table[`${entries} entries`] = {
        "ms a press": Number((await page.evaluate<number>(pressToDrawn)).toFixed(1)),
        "rows drawn": await page.locator("member-profile .entry").count(),
      };
      await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    }
    return table;
  } finally {
    await browser.close();
    await backend.close();
    await site.close();
  }
};
