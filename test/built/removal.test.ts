import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CDPSession, Page } from "playwright-core";
import { openBuiltStage, type BuiltStage } from "../support/built-stage.js";

let stage: BuiltStage;
before(async () => {
  stage = await openBuiltStage();
});
after(() => stage.close());

/** What the page's script keeps between two turns. */
interface PageState {
  /** Requests that have been sent, and those of them that run. */
  sent: number;
  running: number;
  readonly timers: Set<unknown>;
  readonly removed: { name: string; element: WeakRef<Element> }[];
}
declare const state: PageState;

/** Runs before the page's scripts, and counts what they ask for and wait for. */
const count = () => {
  const { fetch, setTimeout, clearTimeout } = window;
  const kept: PageState = { sent: 0, running: 0, timers: new Set(), removed: [] };
  window.fetch = (...request) => {
    kept.sent++;
    kept.running++;
    return fetch(...request).finally(() => kept.running--);
  };
  window.setTimeout = ((act: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => {
    const timer: unknown = setTimeout(() => {
      kept.timers.delete(timer);
      act(...given);
    }, ms);
    kept.timers.add(timer);
    return timer;
  }) as typeof setTimeout;
  window.clearTimeout = (timer) => {
    kept.timers.delete(timer);
    clearTimeout(timer);
  };
  Object.assign(window, { state: kept });
};

interface Host {
  readonly page: Page;
  readonly session: CDPSession;
  readonly wrong: string[];
}

/** A page with a provider that stays. */
const openHost = async (): Promise<Host> => {
  const { baseUrl, token } = await stage.program();
  const page = await stage.browser.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => wrong.push(message.text()));
  await page.addInitScript(count);
  await page.goto(`${stage.site.origin}/package.json`);
  await page.evaluate(
    async ({ baseUrl, token, script }) => {
      document.body.innerHTML = "<member-kit></member-kit>";
      Object.assign(document.querySelector("member-kit") as Element, { baseUrl, getToken: () => token });
      await import(script);
      await customElements.whenDefined("member-profile");
    },
    { baseUrl, token, script: "/dist/memberkit.js" },
  );
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return { page, session, wrong };
};

interface Case {
  /** As a host has it; a provider among it takes the address and the token of the one that stays. */
  readonly markup: string;
  /** The element that is drawn once it holds this. */
  readonly drawn: readonly [element: string, part: string];
}

const preset = `<member-action name="add:points" amount="5"></member-action>`;

const cases: Readonly<Record<string, Case>> = {
  "member-profile, with a member-action": {
    markup: `<member-profile member-id="m_1048">${preset}</member-profile>`,
    drawn: ["member-profile", "[part=name]"],
  },
  "member-actions-modal, open, with a member-action": {
    markup: `<member-actions-modal member-id="m_1048" open action="add:points">${preset}</member-actions-modal>`,
    drawn: ["member-actions-modal", "form"],
  },
  "tag-editor of a member": {
    markup: `<tag-editor member-id="m_1048"></tag-editor>`,
    drawn: ["tag-editor", "[part=tag]"],
  },
  "tag-editor in a form": {
    markup: `<form><tag-editor name="tags" required></tag-editor></form>`,
    drawn: ["tag-editor", "input, button"],
  },
  "member-list": { markup: `<member-list></member-list>`, drawn: ["member-list", "tbody tr"] },
  "member-filter, with a list that follows it": {
    markup: `<member-filter id="who"></member-filter><member-list for="who"></member-list>`,
    drawn: ["member-filter", "[part=count]"],
  },
  "member-kit, with a profile": {
    markup: `<member-kit><member-profile member-id="m_1012"></member-profile></member-kit>`,
    drawn: ["member-profile", "[part=name]"],
  },
};

/**
 * Puts elements on the page and takes them away again, in turn: at once, after their first update, with their first reads
 * in flight, and when they have just been drawn and read the rest. They come back in between, as one that is moved does.
 */
const cycle = (page: Page, given: Case, cycles: number): Promise<void> =>
  page.evaluate(
    async ({ markup, drawn: [tag, part], cycles }) => {
      const frame = () => new Promise(requestAnimationFrame);
      const reached = async (holds: () => unknown) => {
        while (!holds()) await frame();
      };
      const provider = document.querySelector("member-kit") as HTMLElement & Record<"baseUrl" | "getToken", unknown>;
      const isDrawn = (box: Element) => box.querySelector(tag)?.shadowRoot?.querySelector(part);
      const moments: ((box: Element) => unknown)[] = [
        () => undefined,
        (box) =>
          Promise.all(
            [...box.querySelectorAll("*")].map((element) => "updateComplete" in element && element.updateComplete),
          ),
        (box) => {
          const { sent } = state;
          return reached(() => state.sent > sent || isDrawn(box));
        },
        (box) => reached(() => isDrawn(box)),
      ];
      for (let turn = 0; turn < cycles; turn++) {
        const box = document.createElement("div");
        box.innerHTML = markup;
        for (const element of box.querySelectorAll("*"))
          state.removed.push({ name: element.localName, element: new WeakRef(element) });
        const { baseUrl, getToken } = provider;
        for (const other of box.querySelectorAll("member-kit")) Object.assign(other, { baseUrl, getToken });
        const moment = moments[turn % moments.length] as (box: Element) => unknown;
        for (let visit = 0; visit < 2; visit++) {
          provider.append(box);
          await moment(box);
          box.remove();
        }
      }
    },
    { ...given, cycles },
  );

/** Frees what nobody holds, until nothing does or, after some seconds of timers that run out, something still does. */
const left = async ({ page, session }: Host) => {
  await page.waitForLoadState("networkidle");
  const end = performance.now() + 15_000;
  for (;;) {
    await session.send("HeapProfiler.collectGarbage");
    const { living, timers, running } = await page.evaluate(() => {
      const still = state.removed.filter(({ element }) => element.deref());
      state.removed.splice(0, Infinity, ...still);
      return { living: still.map(({ name }) => name), timers: state.timers.size, running: state.running };
    });
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    const counted = { nodes: of("Nodes"), listeners: of("JSEventListeners"), heap: of("JSHeapUsedSize") };
    if ((!living.length && !timers && !running) || performance.now() > end)
      return { ...counted, timers, running, living: [...new Set(living)] };
  }
};

const ROUNDS = 200;
/**
 * How much the heap may grow a round, in bytes: less than a member's answer, let alone an element, and twice what is
 * compiled on the way. That ends by itself; what is kept would not.
 */
const MOST_A_ROUND = 2_048;

for (const [name, given] of Object.entries(cases))
  test(`${ROUNDS} rounds of being put on a page and taken away leave no element, node, listener, timer, request or heap of ${name}`, async () => {
    const host = await openHost();
    // All that is loaded later has come by then: its templates stay, once each.
    await cycle(host.page, given, ROUNDS / 2);
    const first = await left(host);
    await cycle(host.page, given, ROUNDS);
    const last = await left(host);
    assert.deepEqual(last.living, []);
    assert.deepEqual([last.timers, last.running], [0, 0]);
    assert.ok(last.nodes < first.nodes + ROUNDS, `${last.nodes} nodes after ${first.nodes}`);
    assert.ok(last.listeners <= first.listeners, `${last.listeners} listeners after ${first.listeners}`);
    assert.ok(last.heap <= first.heap + ROUNDS * MOST_A_ROUND, `${last.heap} bytes after ${first.heap}`);
    assert.deepEqual(host.wrong, []);
    await host.page.close();
  });
