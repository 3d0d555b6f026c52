import { readFileSync } from "node:fs";

/** A fenced block of a page that people read. */
export interface Block {
  language: string;
  code: string;
  /** Where it begins, counted from 1. */
  line: number;
}

export const readme = readFileSync("README.md", "utf8");

const blocksIn = (text: string): Block[] =>
  [...text.matchAll(/^```(\w+)[^\n]*\n(.*?)^```$/gms)].map(({ 1: language = "", 2: code = "", index }) => ({
    language,
    code,
    line: text.slice(0, index).split("\n").length,
  }));

/** The blocks of a page in order. One without a language is a picture or a listing, and not to be run. */
export const blocksOf = (file: string): Block[] => blocksIn(readFileSync(file, "utf8"));

/** Those of README.md. */
export const blocks: Block[] = blocksIn(readme);

/** The file that a block is printed for: `// server/actions/add.ts` in its first line; null: it runs as it is. */
export const fileOf = ({ code }: Block): string | null => /^\/\/ (\S+\.ts)\n/.exec(code)?.[1] ?? null;
