import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

interface Manifest {
  modules: {
    declarations: {
      tagName: string;
      description?: string;
      members: { name: string; kind: string; description?: string }[];
    }[];
  }[];
}

const read = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Manifest;
const committed = read("custom-elements.json");

test("custom-elements.json is what `npm run manifest` writes", () => {
  const folder = mkdtempSync(path.join("node_modules", "manifest-"));
  try {
    execFileSync("node", [
      "node_modules/.bin/cem",
      "analyze",
      "--config",
      "custom-elements-manifest.config.mjs",
      "--quiet",
      "--outdir",
      folder,
    ]);
    assert.deepEqual(committed, read(path.join(folder, "custom-elements.json")));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const elements = committed.modules.flatMap(({ declarations }) => declarations);

test("every element is in it", () => {
  const tags = [
    "member-action",
    "member-actions-modal",
    "member-filter",
    "member-kit",
    "member-list",
    "member-profile",
    "tag-editor",
  ];
  assert.deepEqual(elements.map(({ tagName }) => tagName).sort(), tags);
});

for (const { tagName, description, members } of elements)
  test(`${tagName} and each of its properties says what it is`, () => {
    assert.ok(description);
    for (const member of members.filter(({ kind }) => kind === "field")) assert.ok(member.description, member.name);
  });
