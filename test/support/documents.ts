import { readFileSync } from "node:fs";
import { pages } from "../../docs/site/pages.js";
import type { Manifest } from "../../packaging/editor-data.js";

/** A fenced block of a page that people read. */
export interface Block {
  readonly language: string;
  readonly code: string;
  /** Where it stands: `docs/theming.md`. */
  readonly file: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
}

export const readme = readFileSync("README.md", "utf8");

/** The blocks of a page in order. One without a language is a picture or a listing, and not to be run. */
export const blocksOf = (file: string): Block[] => {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^```(\w+)[^\n]*\n(.*?)^```$/gms)].map(({ 1: language = "", 2: code = "", index }) => ({
    language,
    code,
    file,
    line: text.slice(0, index).split("\n").length,
  }));
};

/** Those of README.md. */
export const blocks: Block[] = blocksOf("README.md");

/** The file that a block is printed for: `// server/actions/add.ts` in its first line; null: it runs as it is. */
export const fileOf = ({ code }: Block): string | null => /^\/\/ (\S+\.ts)\n/.exec(code)?.[1] ?? null;

/** Every document that is a page of the documentation. */
export const documents: readonly string[] = [...new Set(pages.map(({ file }) => file))];

/** What `custom-elements.json` has of the elements. */
export const elements = (JSON.parse(readFileSync("custom-elements.json", "utf8")) as Manifest).modules.flatMap(
  ({ declarations }) => declarations,
);
