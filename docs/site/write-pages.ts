import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pages } from "./pages.js";

/** Where Storybook finds the pages, as numbered files: that is their order in the sidebar. */
export const pagesFolder = path.resolve(import.meta.dirname, "../../.cache/site");

const moduleOf = (title: string): string =>
  [
    'import { Meta } from "@storybook/addon-docs/blocks";',
    'import { SitePage } from "../../docs/site/markdown-page.js";',
    "",
    `<Meta title="${title}" />`,
    "",
    `<SitePage title="${title}" />`,
    "",
  ].join("\n");

/** Writes a module of MDX for each page: all that Storybook's index reads of one is its title. */
export const writePages = async (): Promise<void> => {
  await rm(pagesFolder, { recursive: true, force: true });
  await mkdir(pagesFolder, { recursive: true });
  for (const [index, { title }] of pages.entries())
    await writeFile(path.join(pagesFolder, `${String(index).padStart(2, "0")}.mdx`), moduleOf(title));
};
