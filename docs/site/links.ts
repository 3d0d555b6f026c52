import { anchorOf, sectionsOf, documentOf } from "./markdown.js";
import { elementTitle, idOf, pages, type Page } from "./pages.js";

/** The text of a page, by what the documents say. */
export const textOf = ({ file, section }: Page, documents: ReadonlyMap<string, string>): string => {
  const document = documents.get(file) ?? "";
  return section === undefined ? document : documentOf(document, section);
};

/** A path as a document writes it, from where that document stands: `../README.md` in `docs/` is `README.md`. */
const pathFrom = (file: string, href: string): string =>
  decodeURIComponent(new URL(href, `https://repository.invalid/${file}`).pathname.slice(1));

/** Storybook's address of a page, out of its frame. */
export const addressOf = (title: string, anchor = ""): string =>
  `./?path=/docs/${idOf(title)}${anchor ? `#${anchor}` : ""}`;

const hasAnchor = (page: Page, anchor: string, documents: ReadonlyMap<string, string>): boolean =>
  sectionsOf(textOf(page, documents)).some(({ heading }) => anchorOf(heading) === anchor);

/** The page that shows a document; of one that is shown in parts the part with the anchor, or the first. */
const pageOf = (path: string, anchor: string, documents: ReadonlyMap<string, string>): Page | undefined => {
  const known = pages.filter(({ file }) => file === path);
  if (!anchor) return known[0];
  return known.find((page) => page.section === undefined || hasAnchor(page, anchor, documents));
};

/**
 * Where a link of a document leads on the site: to the page that shows that document, or the element of those stories, else to
 * the file in the repository, at `source`. An address, and an anchor of the same page, stay as they are.
 */
export const resolveLink = (
  href: string,
  file: string,
  { documents, source }: { readonly documents: ReadonlyMap<string, string>; readonly source: string },
): string => {
  if (/^[a-z]+:/.test(href)) return href;
  const [before = "", anchor = ""] = href.split("#");
  const path = before ? pathFrom(file, before) : file;
  const [, element] = /^stories\/([\w-]+)\.stories\.ts$/.exec(path) ?? [];
  if (element !== undefined) return addressOf(elementTitle(element), anchor);
  const page = pageOf(path, anchor, documents);
  if (!before && page?.section === undefined) return href;
  return page ? addressOf(page.title, anchor) : `${source}/${path}${anchor ? `#${anchor}` : ""}`;
};
