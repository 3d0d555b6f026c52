import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

/** Ids in the titles of tests, of tables that titles are made from, and of the conformance suite's sentences. */
const TITLE = /(?:\b(?:test|it|describe|sentence|bulk)\(\s*|\btitle: )(["'`])(.*?)\1/gs;

const titles = readdirSync("test", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) =>
    [...readFileSync(path.join("test", file), "utf8").matchAll(TITLE)].map(([, , title = ""]) => title),
  )
  .join("\n");

const documents = {
  "docs/requirements.md": { id: /^- \*\*(S\d-\d+)\*\*/gm, named: /\bS\d-\d+\b/g },
  "docs/faults.md": { id: /^\| ([NUDLCS]\d{2}) \|/gm, named: /\b[NUDLCS]\d{2}\b/g },
};

for (const [file, { id, named }] of Object.entries(documents))
  test(`${file} lists exactly what no test shows yet`, () => {
    const [said = "", listed = ""] = readFileSync(file, "utf8").split("## Not shown by a test yet");
    const shown = new Set(titles.match(named));
    const missing = [...said.matchAll(id)].map(([, each = ""]) => each).filter((each) => !shown.has(each));
    assert.deepEqual(listed.match(named) ?? [], missing);
  });
