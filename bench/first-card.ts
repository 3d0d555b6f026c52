import { mkdirSync, writeFileSync } from "node:fs";
import type { CDPSession, Page, Request } from "playwright-core";
import { LASTING_KEYS, startBackend } from "../test/support/backend.js";
import { launchBrowser } from "../test/support/browser.js";
import { serveFolder } from "../test/support/static-site.js";

const ROUNDS = 9;
const SLOWER = 4;
/** What browsers' own tools call slow 4G: milliseconds of latency, bytes a second. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
const PLAIN_PAGE = ".cache/plain-profile.html";

/** An element that was drawn, with its namespace, its attributes and what is in it. */
type Drawn = readonly [
  tag: string,
  namespace: string | null,
  attributes: readonly (readonly [string, string])[],
  ...inside: (Drawn | string)[],
];
interface Copied {
  readonly tree: readonly (Drawn | string)[];
  readonly styles: string;
}

/** Runs in the page: what the profile has drawn, with its styles. */
const copyInPage = (): Copied => {
  const root = document.querySelector("member-profile")?.shadowRoot as ShadowRoot;
  const copy = (node: Node): (Drawn | string)[] => {
    if (node instanceof Text) return [node.data];
    if (!(node instanceof Element)) return [];
    const attributes = [...node.attributes].map(({ name, value }) => [name, value] as const);
    return [[node.localName, node.namespaceURI, attributes, ...[...node.childNodes].flatMap(copy)]];
  };
  const rules = root.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText));
  return { tree: [...root.childNodes].flatMap(copy), styles: rules.join("\n") };
};

/** A page whose element asks for the same answer and makes the same nodes, with nothing but the browser. */
const plainPage = (copied: Copied, view: Request): string => `<!doctype html>
<html lang="en"><body><member-profile></member-profile><script type="module">
  const { tree, styles } = ${JSON.stringify(copied).replaceAll("</", String.raw`<\/`)};
  const { token } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const make = (each) => {
    if (typeof each === "string") return each;
    const [tag, namespace, attributes, ...inside] = each;
    const node = document.createElementNS(namespace, tag);
    for (const [name, value] of attributes) node.setAttribute(name, value);
    node.append(...inside.map(make));
    return node;
  };
  customElements.define("member-profile", class extends HTMLElement {
    async connectedCallback() {
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      root.adoptedStyleSheets = [sheet];
      const answer = await fetch(${JSON.stringify(view.url())}, {
        method: "POST",
        headers: { authorization: "Bearer " + token, "content-type": "application/json" },
        body: ${JSON.stringify(view.postData())},
      });
      this.answer = await answer.json();
      root.append(...tree.map(make));
    }
  });
</script></body></html>`;

/** Calls `drawn` as soon as the member is there. */
const noteDrawn = `
  void customElements.whenDefined("member-profile").then(() => {
    const { shadowRoot } = document.querySelector("member-profile");
    new MutationObserver((_, observer) => {
      if (!shadowRoot.querySelector("[part~=name]")) return;
      observer.disconnect();
      drawn(String(performance.now()));
    }).observe(shadowRoot, { childList: true, subtree: true });
  });
`;

interface Opened {
  readonly page: Page;
  readonly session: CDPSession;
}

/** Milliseconds of script, and on the clock since the page was asked for, until the member is drawn. */
const untilDrawn = async ({ page, session }: Opened, url: string): Promise<{ script: number; clock: number }> => {
  const spent = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0) * 1000;
  };
  // Of the same origin: a page of another may be another process, whose count starts anew.
  await page.goto(new URL("/package.json", url).href);
  const before = await spent();
  const told = new Promise<number>((resolve) =>
    session.once("Runtime.bindingCalled", ({ payload }) => resolve(Number(payload))),
  );
  await page.goto(url, { waitUntil: "commit" });
  const clock = await told;
  return { script: (await spent()) - before, clock };
};

/** The least of rounds in which both take turns: what else the machine does only adds. */
const compare = async (opened: Opened, urls: Readonly<Record<string, string>>, of: "script" | "clock") => {
  const taken = Object.fromEntries(Object.keys(urls).map((name): [string, number[]] => [name, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, url] of Object.entries(urls)) taken[name]?.push((await untilDrawn(opened, url))[of]);
  return Object.fromEntries(
    Object.entries(taken).map(([name, values]) => [name, Number(Math.min(...values).toFixed(1))]),
  );
};

/**
 * What a first card costs until its member is drawn, beside an element without any library that draws the same nodes from
 * the same answer: milliseconds of script in a browser slowed four times, and milliseconds by a cold slow 4G. The ratios
 * say something on another machine.
 */
export const measureFirstCard = async () => {
  const site = await serveFolder(".", undefined, true);
  const backend = await startBackend({ origins: [site.origin], keys: LASTING_KEYS });
  const browser = await launchBrowser();
  try {
    const { baseUrl } = await backend.listen();
    const token = await backend.tokenFor({ tenant: await backend.seed(), claims: { exp: 4_000_000_000 } });
    const hash = `#${new URLSearchParams({ baseUrl, token })}`;
    const page = await browser.newPage();
    const session = await page.context().newCDPSession(page);
    for (const method of ["Performance.enable", "Runtime.enable", "Network.enable"] as const)
      await session.send(method);
    await session.send("Runtime.addBinding", { name: "drawn" });
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    const urls = {
      memberkit: `${site.origin}/bench/profile-page.html${hash}`,
      "an element without any library": `${site.origin}/${PLAIN_PAGE}${hash}`,
    };

    const view = page.waitForRequest((request) => request.url().endsWith("/member-views"));
    await page.addInitScript("globalThis.__name = (named) => named");
    await page.goto(urls.memberkit);
    await page.locator("member-profile [part~=name]").waitFor();
    mkdirSync(".cache", { recursive: true });
    writeFileSync(PLAIN_PAGE, plainPage(await page.evaluate(copyInPage), await view));

    await page.addInitScript(noteDrawn);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    const script = await compare({ page, session }, urls, "script");
    await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await session.send("Network.emulateNetworkConditions", SLOW_4G);
    const clock = await compare({ page, session }, urls, "clock");
    return { "ms of script": script, "ms by slow 4G": clock };
  } finally {
    await browser.close();
    await backend.close();
    await site.close();
  }
};
