import { readFileSync } from "node:fs";

/** A fenced block of README.md. */
export interface Block {
  language: string;
  code: string;
  /** Where it begins, counted from 1. */
  line: number;
}

export const readme = readFileSync("README.md", "utf8");

/** Its blocks in order. One without a language is a picture or a listing, and not to be run. */
export const blocks: Block[] = [...readme.matchAll(/^```(\w+)[^\n]*\n(.*?)^```$/gms)].map(
  ({ 1: language = "", 2: code = "", index }) => ({
    language,
    code,
    line: readme.slice(0, index).split("\n").length,
  }),
);

/** The file that a block is printed for: `// server/actions/add.ts` in its first line; null: it runs as it is. */
export const fileOf = ({ code }: Block): string | null => /^\/\/ (\S+\.ts)\n/.exec(code)?.[1] ?? null;
