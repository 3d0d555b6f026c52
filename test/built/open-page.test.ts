import assert from "node:assert/strict";
import { test } from "node:test";
import type { CDPSession, Page } from "playwright-core";
import { NOW } from "../support/backend.js";
import { openBuiltStage } from "../support/built-stage.js";

const CHANGES = 10_000;
/** Changes come by so many at once, as the lines of one purchase do, and are spread over the day. */
const AT_ONCE = 20;
const DAY_MS = 86_400_000;
/** The first tenth, by which all has come that comes once. */
const EARLY = CHANGES / 10;
/** How much more the heap may hold in the end: what is compiled and cached on the way, and no more. */
const MOST_HEAP = 1.15;
/** What more may wait to be collected, of listeners and of nodes: one that stays for each reading would be 450. */
const MOST_WAITING = 100;

/** What is told of the member from outside, as the page's own script knows it. */
interface Told {
  /** Tells of so many more changes, after which the member has so many points; resolves once they are drawn. */
  change(count: number, points: number): Promise<void>;
  timers(): number;
}

const told = (page: Page) => ({
  change: (count: number, points: number) =>
    page.evaluate((given) => (globalThis as unknown as { told: Told }).told.change(given.count, given.points), {
      count,
      points,
    }),
  timers: () => page.evaluate(() => (globalThis as unknown as { told: Told }).told.timers()),
});

/**
 * Runs in the page, before its scripts and behind its clock. The backend answers each question once; later the same answer
 * comes with other points. The stream of changes is the test's own, with a heartbeat; timers are counted.
 */
const inPage = () => {
  const timers = new Set<unknown>();
  const { setTimeout, clearTimeout, fetch } = globalThis;
  globalThis.setTimeout = ((act: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => {
    const timer: unknown = setTimeout(() => {
      timers.delete(timer);
      act(...given);
    }, ms);
    timers.add(timer);
    return timer;
  }) as typeof globalThis.setTimeout;
  globalThis.clearTimeout = (timer) => {
    timers.delete(timer);
    clearTimeout(timer);
  };
  // The browser's own can't be moved.
  AbortSignal.timeout = (ms) => {
    const limit = new AbortController();
    globalThis.setTimeout(() => limit.abort(new DOMException("It took too long.", "TimeoutError")), ms);
    return limit.signal;
  };

  let points = 0;
  let operations = 0;
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  const line = new TextEncoder();
  const send = (text: string) => stream?.enqueue(line.encode(`${text}\n\n`));
  globalThis.setInterval(() => send(`id: ${operations}`), 20_000);

  const answers = new Map<string, { text: string; headers: Headers }>();
  /** Of the profile, and of the list's one column. */
  const moved = (text: string) =>
    points
      ? text.replace(/"spendable":\d+/g, `"spendable":${points}`).replace(/"cells":\[\d+\]/g, `"cells":[${points}]`)
      : text;
  const answer = async (request: Request) => {
    const asked = `${request.url} ${await request.clone().text()}`;
    if (!answers.has(asked)) {
      const response = await fetch(request);
      if (!response.ok) return response;
      answers.set(asked, { text: await response.text(), headers: response.headers });
    }
    const { text = "", headers } = answers.get(asked) ?? {};
    return new Response(moved(text), headers && { headers });
  };
  let opened = (): void => undefined;
  const isOpen = new Promise<void>((resolve) => (opened = resolve));
  const open = () => {
    const start = (controller: ReadableStreamDefaultController<Uint8Array>) => void (stream = controller);
    opened();
    return new Response(new ReadableStream({ start }), { headers: { "content-type": "text/event-stream" } });
  };
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (pathname.endsWith("/changes")) return Promise.resolve(open());
    return pathname.includes("/v1/") ? answer(request) : fetch(request);
  };

  const drawn = (text: string) =>
    new Promise<void>((resolve) => {
      const root = document.querySelector("member-profile")?.shadowRoot;
      const look = () => {
        if (root?.querySelector(".balance .big")?.textContent?.trim() !== text) return;
        watcher.disconnect();
        resolve();
      };
      const watcher = new MutationObserver(look);
      if (root) watcher.observe(root, { subtree: true, childList: true, characterData: true });
      look();
    });
  const change: Told["change"] = async (count, after) => {
    await isOpen;
    points = after;
    for (let index = 0; index < count; index++)
      send(`event: member.updated\ndata: {"id":"m_1048","operations":["op_${++operations}"]}\n\nid: ${operations}`);
    await drawn(after.toLocaleString("en"));
  };
  Object.assign(globalThis, { told: { change, timers: () => timers.size } satisfies Told });
};

/** How often is looked: what waits for its finalizer is not gone yet, so that the least counts. */
const LOOKS = 6;

/** What the page holds once nothing is left to collect. */
const held = async (page: Page, devtools: CDPSession) => {
  const least = { listeners: Infinity, nodes: Infinity, timers: Infinity, heap: Infinity };
  for (let look = 0; look < LOOKS; look++) {
    await page.clock.runFor(60_000);
    await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    least.listeners = Math.min(least.listeners, of("JSEventListeners"));
    least.nodes = Math.min(least.nodes, of("Nodes"));
    least.timers = Math.min(least.timers, await told(page).timers());
    least.heap = Math.min(least.heap, of("JSHeapUsedSize"));
  }
  return least;
};

/** The operator opens the modal once, and the palette once. */
const open = async (page: Page): Promise<void> => {
  const dialog = page.locator("member-actions-modal dialog[open]");
  const actions = page.getByRole("button", { name: "Actions", exact: true });
  await page.locator("member-profile [part=chat-button]").waitFor();
  await actions.click();
  await dialog.locator("[data-action]").first().waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await actions.focus();
  await page.keyboard.press("/");
  await dialog.locator("[role=option]").first().waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
};

/** A list stands beside the profile, whose member is in it. */
const addList = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    const list = Object.assign(document.createElement("member-list"), { columns: "accounts.points.spendable" });
    document.querySelector("member-kit")?.append(list);
  });
  await row(page).waitFor();
};

/** What the list shows of the member. */
const row = (page: Page) => page.locator("member-list tbody tr").filter({ hasText: "m_1048" });

test("a profile and a list that are open for 24 hours and 10,000 changes keep their listeners, timers, nodes and heap", async () => {
  const stage = await openBuiltStage();
  try {
    const { address } = await stage.program();
    const page = await stage.browser.newPage();
    await page.clock.install({ time: NOW });
    await page.addInitScript("globalThis.__name = (named) => named");
    await page.addInitScript(inPage);
    await page.goto(address);
    await open(page);
    await addList(page);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Performance.enable");
    // No animation ends all day: what waits for the end of one, and is added each time, would be found by its number.
    await devtools.send("Animation.enable");
    await devtools.send("Animation.setPlaybackRate", { playbackRate: 0 });

    const live = async (from: number, to: number) => {
      for (let done = from; done < to; done += AT_ONCE) {
        await told(page).change(AT_ONCE, 2_000 + done);
        await page.clock.runFor((DAY_MS * AT_ONCE) / CHANGES);
      }
      return held(page, devtools);
    };
    const early = await live(0, EARLY);
    const late = await live(EARLY, CHANGES);
    // The last of them may still be on its way.
    await page.clock.resume();
    await row(page)
      .filter({ hasText: (2_000 + CHANGES - AT_ONCE).toLocaleString("en") })
      .waitFor();
    for (const kind of ["listeners", "nodes"] as const)
      assert.ok(late[kind] <= early[kind] + MOST_WAITING, `${late[kind]} ${kind} where there were ${early[kind]}`);
    assert.ok(late.timers <= early.timers, `${late.timers} timers where there were ${early.timers}`);
    assert.ok(late.heap <= early.heap * MOST_HEAP, `${late.heap} bytes where there were ${early.heap}`);
  } finally {
    await stage.close();
  }
});
