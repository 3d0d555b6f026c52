import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

interface Manifest {
  modules: {
    declarations: {
      tagName: string;
      description?: string;
      members: { name: string; kind: string; description?: string }[];
      slots?: { name: string }[];
      cssParts?: { name: string }[];
      cssProperties?: { name: string; description?: string }[];
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

const sourcesIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(path.join(folder, file), "utf8"))
    .join("\n");

test("the custom properties in it are those that the styles read, no more and no fewer", () => {
  const read = [...sourcesIn("src").matchAll(/var\(\s*(--member-[a-z-]+)/g)].map(([, name]) => name);
  const said = elements.map(({ cssProperties = [] }) => cssProperties.map(({ name }) => name).sort());
  assert.deepEqual(said[1], [...new Set(read)].sort());
  assert.equal(said.filter((names) => names.length > 0).length, elements.length - 1);
});

for (const { tagName, cssParts = [], slots = [] } of elements) {
  const source = sourcesIn(`src/${tagName}`);

  test(`every part of ${tagName} is in it, and is drawn`, () => {
    const drawn = [...source.matchAll(/ part="([a-z -]+?)(?: \$\{\w+\})?"/g)].flatMap(([, names = ""]) =>
      names.split(" "),
    );
    const said = cssParts.map(({ name }) => name);
    assert.deepEqual(
      [...new Set(drawn)].filter((name) => !said.includes(name)),
      [],
    );
    for (const name of said) assert.ok(drawn.includes(name) || source.includes(`"${name}"`), name);
  });

  test(`every slot of ${tagName} is in it, and is drawn`, () => {
    const drawn = [...source.matchAll(/<slot(?: name="([a-z-]+)")?/g)].map(([, name = ""]) => name);
    assert.deepEqual([...new Set(drawn)].sort(), slots.map(({ name }) => name).sort());
  });
}
