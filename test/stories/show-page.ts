import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** What is seen of a page of the documentation once it is drawn. */
export interface ShownPage {
  readonly violations: readonly { readonly id: string; readonly help: string; readonly targets: readonly string[] }[];
  /** What it links to, as it is written. */
  readonly links: readonly string[];
  /** The ids of its headings. */
  readonly anchors: readonly string[];
  /** By how many pixels it is wider than the window. */
  readonly overflow: number;
}

interface Storybook {
  __STORYBOOK_ADDONS_CHANNEL__: {
    on(event: string, listener: (id: string) => void): void;
    emit(event: string, payload: unknown): void;
  };
}
interface Axe {
  run(
    context: object,
    options: object,
  ): Promise<{ violations: { id: string; help: string; nodes: { target: unknown[] }[] }[] }>;
}

/** Runs in the page. Stories in it are left out: each is a test of its own. */
const inPage = async (): Promise<ShownPage> => {
  const { axe } = globalThis as unknown as { axe: Axe };
  const root = document.querySelector("#storybook-docs") as HTMLElement;
  const { violations } = await axe.run(
    { include: "#storybook-docs", exclude: ".sbdocs-preview" },
    { resultTypes: ["violations"] },
  );
  return {
    violations: violations.map(({ id: rule, help, nodes }) => ({
      id: rule,
      help,
      targets: nodes.map(({ target }) => String(target)),
    })),
    links: [...root.querySelectorAll(".site-page a[href]:not(.sbdocs-preview *)")].map(
      (link) => link.getAttribute("href") ?? "",
    ),
    anchors: [...root.querySelectorAll("[id]")].map((heading) => heading.id),
    overflow: document.documentElement.scrollWidth - innerWidth,
  };
};

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Runs in the page: goes to another one, as the sidebar does, and waits until it is drawn. */
const goInPage = (id: string): Promise<void> =>
  new Promise((resolve) => {
    const { __STORYBOOK_ADDONS_CHANNEL__: channel } = globalThis as unknown as Storybook;
    channel.on("docsRendered", (shown) => shown === id && resolve());
    channel.emit("setCurrentStory", { storyId: id, viewMode: "docs" });
  });

/** Opens a site at one of its pages. */
export const openPage = async (page: Page, origin: string, id: string): Promise<void> => {
  await page.goto(`${origin}/iframe.html?viewMode=docs&id=${id}`);
  await page.locator(".site-page h1").first().waitFor();
  await page.addScriptTag({ path: axe });
};

/** Goes to another page of an open site. One with a story in it can't be left so: Storybook reloads then. */
export const goToPage = (page: Page, id: string): Promise<void> => page.evaluate(goInPage, id);

/** Looks at what is open, with axe. */
export const lookAtPage = (page: Page): Promise<ShownPage> => page.evaluate(inPage);
