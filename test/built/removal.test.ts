import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, CDPSession, Page } from "playwright-core";
import { LASTING_KEYS, startBackend, type TestBackend } from "../support/backend.js";
import { launchBrowser } from "../support/browser.js";
import { serveFolder, type Site } from "../support/static-site.js";

let site: Site;
let backend: TestBackend;
let browser: Browser;
before(async () => {
  site = await serveFolder(".");
  backend = await startBackend({ origins: [site.origin], keys: LASTING_KEYS });
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await backend.close();
  await site.close();
});

/** What the page's script keeps between two turns. */
interface PageState {
  /** Requests that have been sent. */
  sent: number;
  removed: { name: string; element: WeakRef<Element> }[];
}
declare const state: PageState;

/** A page with a provider that stays, and a count of what is asked for. */
const openHost = async (): Promise<{ page: Page; session: CDPSession; wrong: string[] }> => {
  const { baseUrl } = await backend.listen();
  const token = await backend.tokenFor({ tenant: await backend.seed(), claims: { exp: 4_000_000_000 } });
  const page = await browser.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => wrong.push(message.text()));
  await page.goto(`${site.origin}/package.json`);
  await page.evaluate(
    async ({ baseUrl, token, script }) => {
      document.body.innerHTML = "<member-kit></member-kit>";
      const { fetch } = window;
      const kept: PageState = { sent: 0, removed: [] };
      window.fetch = (...request) => {
        kept.sent++;
        return fetch(...request);
      };
      Object.assign(window, { state: kept });
      Object.assign(document.querySelector("member-kit") as Element, { baseUrl, getToken: () => token });
      await import(script);
      await customElements.whenDefined("member-profile");
    },
    { baseUrl, token, script: "/dist/memberkit.js" },
  );
  return { page, session: await page.context().newCDPSession(page), wrong };
};

/** Every element, as a host has it; the provider among them takes the address and the token of the one that stays. */
const markup = `
  <member-profile member-id="m_1048"><member-action name="add:points" amount="5"></member-action></member-profile>
  <member-actions-modal member-id="m_1048" open action="add:points">
    <member-action name="add:points" amount="5"></member-action>
  </member-actions-modal>
  <tag-editor member-id="m_1048"></tag-editor>
  <member-kit><member-profile member-id="m_1012"></member-profile></member-kit>`;

/**
 * Puts every element on the page and takes it away again, in turn: at once, after its first update, with its first reads
 * in flight, and when it has just been drawn and reads the rest. It comes back in between, as an element that is moved
 * does.
 */
const cycle = (page: Page, cycles: number): Promise<void> =>
  page.evaluate(
    async ({ markup, cycles }) => {
      const frame = () => new Promise(requestAnimationFrame);
      const reached = async (holds: () => unknown) => {
        while (!holds()) await frame();
      };
      const provider = document.querySelector("member-kit") as HTMLElement & Record<"baseUrl" | "getToken", unknown>;
      const drawn = (box: Element) =>
        [...box.querySelectorAll("member-profile")].every(({ shadowRoot }) => shadowRoot?.querySelector("[part=name]"));
      const moments: ((box: Element) => unknown)[] = [
        () => undefined,
        (box) =>
          Promise.all(
            [...box.querySelectorAll("*")].map((element) => "updateComplete" in element && element.updateComplete),
          ),
        () => {
          const { sent } = state;
          return reached(() => state.sent > sent);
        },
        (box) => reached(() => drawn(box)),
      ];
      for (let turn = 0; turn < cycles; turn++) {
        const box = document.createElement("div");
        box.innerHTML = markup;
        for (const element of box.querySelectorAll("*"))
          state.removed.push({ name: element.localName, element: new WeakRef(element) });
        const { baseUrl, getToken } = provider;
        Object.assign(box.querySelector("member-kit") as Element, { baseUrl, getToken });
        const moment = moments[turn % moments.length] as (box: Element) => unknown;
        for (let visit = 0; visit < 2; visit++) {
          provider.append(box);
          await moment(box);
          box.remove();
        }
      }
    },
    { markup, cycles },
  );

/** Frees what nobody holds, until nothing does or, after some seconds of timers that run out, something still does. */
const left = async (page: Page, session: CDPSession) => {
  await page.waitForLoadState("networkidle");
  const end = performance.now() + 15_000;
  for (;;) {
    await session.send("HeapProfiler.collectGarbage");
    const living = await page.evaluate(() =>
      state.removed.filter(({ element }) => element.deref()).map(({ name }) => name),
    );
    const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
    if (!living.length || performance.now() > end) return { nodes, jsEventListeners, living: [...new Set(living)] };
  }
};

const ROUNDS = 200;

test(`${ROUNDS} rounds of being put on a page and taken away leave no element behind, no listener, and not a node each`, async () => {
  const { page, session, wrong } = await openHost();
  // All that is loaded later has come by then: its templates stay, once each.
  await cycle(page, ROUNDS / 2);
  const first = await left(page, session);
  await cycle(page, ROUNDS);
  const last = await left(page, session);
  assert.deepEqual(last.living, []);
  assert.ok(last.nodes < first.nodes + ROUNDS, `${last.nodes} nodes after ${first.nodes}`);
  assert.ok(last.jsEventListeners <= first.jsEventListeners);
  assert.deepEqual(wrong, []);
  await page.close();
});
