import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { addressOf, resolveLink, textOf } from "../../docs/site/links.js";
import { anchorOf, documentOf, plainOf, sectionsOf, withBreaks } from "../../docs/site/markdown.js";
import { idOf, pages } from "../../docs/site/pages.js";
import { referenceOf } from "../../docs/site/reference.js";
import { passagesOf, searchIn } from "../../docs/site/search.js";
import type { Manifest } from "../../packaging/editor-data.js";

const documents = new Map(pages.map(({ file }) => [file, readFileSync(file, "utf8")]));
const source = "https://code.example/main";
const resolve = (href: string, file: string) => resolveLink(href, file, { documents, source });

test("every document is a page of the site, and no page stands twice in its sidebar", () => {
  const shown = new Set(pages.map(({ file }) => file));
  const written = ["docs/", ""].flatMap((folder) =>
    readdirSync(folder || ".")
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}${name}`),
  );
  assert.deepEqual(
    written.filter((file) => !shown.has(file)),
    [],
  );
  assert.equal(new Set(pages.map(({ title }) => idOf(title))).size, pages.length);
});

test("every page begins with its one title", () => {
  for (const page of pages)
    assert.deepEqual(
      sectionsOf(textOf(page, documents)).flatMap(({ level }, index) => (level === 1 ? [index] : [])),
      [0],
      page.title,
    );
});

test("a section of a document is a document of its own; a comment in code is no heading", () => {
  const text = "# A\n\none\n\n## B\n\n```sh\n# no heading\n```\n\n### C\n\ntwo\n\n## D\n\nthree";
  assert.equal(documentOf(text, "B"), "# B\n\n```sh\n# no heading\n```\n\n## C\n\ntwo");
  assert.throws(() => documentOf(text, "E"), /no section "E"/);
});

test("links lead to the page of a document, of a section or of an element, else to the file", () => {
  assert.equal(resolve("./theming.md#parts", "docs/welcome.md"), addressOf("Guide/Theming", "parts"));
  assert.equal(
    resolve("../README.md#add-an-action", "docs/a.md"),
    addressOf("Contributing/Add an action", "add-an-action"),
  );
  assert.equal(resolve("../stories/tag-editor.stories.ts", "docs/a.md"), "./?path=/docs/elements-tag-editor--docs");
  assert.equal(resolve("#the-elements", "README.md"), addressOf("Guide/Elements and actions", "the-elements"));
  assert.equal(resolve("../examples/frameworks", "docs/a.md"), `${source}/examples/frameworks`);
  assert.equal(resolve("#keys", "docs/contract.md"), "#keys");
  assert.equal(resolve("https://semver.org", "CHANGELOG.md"), "https://semver.org");
});

test("anchors, plain text and line breaks are as a reader sees them", () => {
  assert.equal(anchorOf("No flash, no `shift`"), "no-flash-no-shift");
  assert.equal(plainOf("| a | b |\n| --- | --- |\n| **[c](./d.md)** | `e` |"), "a b c e");
  assert.equal(withBreaks("one\\\ntwo\n```\nthree\\\n```"), "one  \ntwo\n```\nthree\\\n```");
});

test("the reference of an element has all that custom-elements.json has of it", () => {
  const { modules } = JSON.parse(readFileSync("custom-elements.json", "utf8")) as Manifest;
  for (const element of modules.flatMap(({ declarations }) => declarations)) {
    const {
      members,
      attributes = [],
      events = [],
      slots = [],
      cssParts = [],
      cssProperties = [],
      keyboard = [],
    } = element;
    const names = [...members, ...attributes, ...events, ...slots, ...cssParts, ...cssProperties, ...keyboard];
    const text = referenceOf(element);
    for (const name of names.flatMap((each) => each.name.split(", ")))
      assert(text.includes(name ? `\`${name}` : "(default)"), `${element.tagName}: ${name}`);
  }
});

test("a search finds what has all words, though a letter is missing, the page that is named so first", () => {
  const passages = [
    ...passagesOf("Guide/A", "# A\n\nShadow roots keep styles apart.\n\n## Policies\n\nTrusted Types, and a policy."),
    ...passagesOf("Guide/Policy", "# Policy\n\nTrusted or not."),
  ];
  const find = searchIn(passages);
  const found = (query: string) => find(query, 9).map(({ passage }) => `${passage.page}#${passage.anchor}`);
  assert.deepEqual(found("trusted POLIC"), ["Guide/Policy#", "Guide/A#policies"]);
  assert.deepEqual(found("shadow nowhere"), []);
  assert.deepEqual(found(" "), []);
  assert.deepEqual(found("shadw"), ["Guide/A#"]);
  assert.match(find("types", 1)[0]?.excerpt ?? "", /^Trusted Types/);
});

test("what the elements send a developer to is a section of a document, in the repository that the package names", () => {
  const { repository } = JSON.parse(readFileSync("package.json", "utf8")) as { repository: { url: string } };
  const [address = ""] = /https:[^"]*\/blob\/main\/[^"]*/.exec(readFileSync("src/mistakes/mistakes.ts", "utf8")) ?? [];
  const [file = "", anchor] = address.slice(address.indexOf("/blob/main/") + "/blob/main/".length).split("#");
  assert(address.startsWith(repository.url.replace(/^git\+|\.git$/g, "")), address);
  const headings = sectionsOf(readFileSync(file, "utf8")).map(({ heading }) => anchorOf(heading));
  assert(headings.includes(anchor ?? ""), address);
});
