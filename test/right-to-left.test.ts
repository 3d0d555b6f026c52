import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

/** What reads left to right in every language, by `theme/base.ts`, with what stands in it first. */
const numbers = /class="[^"]*\b(?:num|amount|mono)\b[^"]*"[^>]*>\s*(\$\{[^}]*)/g;
const words = /\bt\("|\bt\(words/;

test("words never stand in what reads left to right in every language: Arabic and Hebrew would be turned around", () => {
  const wrong = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      [...readFileSync(path.join("src", file), "utf8").matchAll(numbers)]
        .filter(([, first = ""]) => words.test(first))
        .map(([found]) => `${file}: ${found}`),
    );
  assert.deepEqual(wrong, []);
});
