import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

const folders = [".storybook", "bench", "docs", "examples", "packaging", "sdk", "server", "src", "stories", "test"];

/** What is installed or built is nobody's to name. */
const isMade = (name: string): boolean => name === "node_modules" || name === "dist";

const under = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    return entry.isDirectory() ? (isMade(entry.name) ? [] : [file, ...under(file)]) : [file];
  });

const files = folders.flatMap(under);
const rootFiles = readdirSync(".");
const documents = [...rootFiles, ...files].filter((file) => file.endsWith(".md"));
const sources = files.filter((file) => /\.m?ts$/.test(file));

/**
 * A file is named by its whole path or by the end of it. A document is named by its whole path, so that readers can
 * open it.
 */
const FILE = /(?<![\w@/.:>-])\w[\w.-]*(?:\/[\w.-]+)*\.(?:ts|mjs|md)\b/g;
const fileExists = (name: string): boolean =>
  existsSync(name) || (!name.endsWith(".md") && files.some((file) => file.endsWith(`/${name}`)));

/**
 * Folders and files below those of the repository. What ends before a placeholder (`server/actions/<id>.ts`) is its
 * folder.
 */
const PATH = new RegExp(`(?<![\\w@/.-])(?:${folders.join("|").replaceAll(".", "\\.")})/[\\w./-]*`, "g");

const commentsOf = (source: string): string => (source.match(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm) ?? []).join("\n");

for (const document of documents)
  test(`${document} names files and folders that exist`, () => {
    // A block that begins with a path is that of a file to be made.
    const text = readFileSync(document, "utf8").replace(/^```ts\n\/\/ \S+\.ts\n/gm, "");
    const missing = (text.match(PATH) ?? []).filter((name) => !existsSync(name.replace(/[./-]+$/, "")));
    assert.deepEqual([...missing, ...(text.match(FILE) ?? []).filter((name) => !fileExists(name))], []);
  });

test("comments name files that exist", () => {
  const missing = sources.flatMap((source) =>
    (commentsOf(readFileSync(source, "utf8")).match(FILE) ?? [])
      .filter((name) => !fileExists(name))
      .map((name) => `${source}: ${name}`),
  );
  assert.deepEqual(missing, []);
});
