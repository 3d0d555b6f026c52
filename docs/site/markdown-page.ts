import { AnchorMdx, CodeOrSourceMdx, HeadersMdx, Markdown } from "@storybook/addon-docs/blocks";
import { createElement, type ComponentProps, type PropsWithChildren, type ReactElement } from "react";
import { documents, images, source } from "./corpus.js";
import { resolveLink, textOf } from "./links.js";
import { anchorOf, withBreaks } from "./markdown.js";
import { pages } from "./pages.js";
import styles from "./site.css?inline";

/** What is wider than its place is moved by keys, too. */
const reachable = (place: HTMLElement | null): void => {
  if (place && place.scrollWidth > place.clientWidth) place.tabIndex = 0;
};

/** A table that is wider than the page is moved by itself. */
const Table = (props: ComponentProps<"table">): ReactElement =>
  createElement(
    "div",
    { className: "site-table", role: "group", "aria-label": "Table", ref: reachable },
    createElement("table", props),
  );

/** Markdown as a document has it, in the site's look; links and pictures lead where they do in the repository. */
export const Text = ({ file, markdown }: { readonly file: string; readonly markdown: string }): ReactElement => {
  const Link = ({ href = "", ...rest }: ComponentProps<"a">): ReactElement =>
    createElement(AnchorMdx, { ...rest, href: resolveLink(href, file, { documents, source }), target: "_self" });
  const Picture = ({ src = "", alt = "" }: ComponentProps<"img">): ReactElement =>
    createElement("img", { src: images.get(new URL(src, `https://site.invalid/${file}`).pathname.slice(1)), alt });
  const overrides = { ...HeadersMdx, code: CodeOrSourceMdx, a: Link, img: Picture, table: Table };
  return createElement(Markdown, {
    options: { forceBlock: true, overrides, slugify: anchorOf },
    children: withBreaks(markdown),
  });
};

/** What every page has around its text: the site's styles, and its search. */
export const Frame = ({ name = "", children }: PropsWithChildren<{ readonly name?: string }>): ReactElement =>
  createElement(
    "div",
    { className: `site-page ${name}` },
    createElement("style", null, styles),
    createElement("site-search"),
    children,
  );

/** A page of the table, by its title. */
export const SitePage = ({ title }: { readonly title: string }): ReactElement => {
  const page = pages.find((each) => each.title === title);
  if (!page) throw new Error(`There is no page "${title}".`);
  return createElement(
    Frame,
    { name: title === "Welcome" ? "site-welcome" : "" },
    createElement(Text, { file: page.file, markdown: textOf(page, documents) }),
  );
};
