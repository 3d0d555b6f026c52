import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { rules } from "../conformance/sentence.js";

test("each rule of the conformance suite is a section of the contract", () => {
  const headings = [...readFileSync("docs/contract.md", "utf8").matchAll(/^## (.*)$/gm)].map(([, title = ""]) =>
    title.toLowerCase().replaceAll(" ", "-"),
  );
  for (const rule of rules) assert.ok(headings.includes(rule), rule);
});
