/// <reference types="vite/client" />
import type { Manifest } from "../../packaging/editor-data.js";
import manifest from "../../custom-elements.json" with { type: "json" };
import { repository } from "../../package.json" with { type: "json" };

const raw = import.meta.glob<string>(["../*.md", "../../*.md", "../../{server,test/conformance}/README.md"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const pictures = import.meta.glob<string>("../*.png", { query: "?url", import: "default", eager: true });

const byPath = (found: Record<string, string>): Map<string, string> =>
  new Map(
    Object.entries(found).map(([path, each]) => [
      new URL(path, "https://site.invalid/docs/site/").pathname.slice(1),
      each,
    ]),
  );

/** The documents of the repository, by their paths. */
export const documents: ReadonlyMap<string, string> = byPath(raw);

/** Where the site has the pictures of the documents, by their paths in the repository. */
export const images: ReadonlyMap<string, string> = byPath(pictures);

/** What the elements are, by `custom-elements.json`. */
export const elements = (manifest as Manifest).modules.flatMap(({ declarations }) => declarations);

/** Where files stand that are no page of the site. */
export const source = `${repository.url.replace(/^git\+|\.git$/g, "")}/blob/main`;
