import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { pack, type Tarball } from "../support/tarball.js";

let kit: Tarball;
before(() => void (kit = pack()));
after(() => kit.remove());

const inKit = (file: string): string => path.join(kit.folder, file);
const json = <T>(file: string): T => JSON.parse(readFileSync(inKit(file), "utf8")) as T;
const run = (program: string, ...args: string[]): string =>
  execFileSync(`node_modules/.bin/${program}`, args, { encoding: "utf8", maxBuffer: 1 << 26 });

test("publint finds nothing to say of the tarball", () => {
  assert.match(run("publint", kit.file, "--strict"), /All good!/);
});

test("attw finds the types of every entry, as bundlers and Node's modules do", () => {
  // It fails where there is a problem. Style sheets have no types.
  const sheets = Object.keys(kit.description.exports).filter((each) => each.endsWith(".css"));
  const flags = ["--profile", "esm-only", "--format", "table-flipped", "--no-emoji"];
  const said = run("attw", kit.file, ...flags, "--exclude-entrypoints", ...sheets);
  for (const entry of Object.keys(kit.description.exports).filter((each) => !/\.(json|css)$/.test(each)))
    assert.ok(said.includes(`"memberkit${entry.slice(1)}"`), entry);
});

test("every entry can be imported on a server, where it does nothing", () => {
  // Types alone can't be imported, and React is the host's.
  const isCode = (entry: string) => !/\.(json|css)$|^\.\/(elements|react|svelte|vue)$/.test(entry);
  const entries = Object.keys(kit.description.exports).filter(isCode);
  assert.ok(entries.length >= 14, entries.join());
  const script = `for (const each of ${JSON.stringify(entries)}) await import("memberkit" + each.slice(1));
    console.log(globalThis.customElements?.get("member-kit"), globalThis.document);`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
    cwd: kit.host,
  });
  assert.equal(said.trim(), "undefined undefined");
});

test("nothing runs when it is installed, and it depends on four packages", () => {
  const { scripts, dependencies } = kit.description;
  for (const hook of ["preinstall", "install", "postinstall", "prepare"]) assert.equal(scripts[hook], undefined, hook);
  assert.deepEqual(Object.keys(dependencies).sort(), ["@lit/context", "ky", "lit", "zod"]);
});

test("all that its README and changelog link to is in it", () => {
  for (const file of ["README.md", "CHANGELOG.md"]) {
    const links = [...readFileSync(inKit(file), "utf8").matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, to]) => to);
    assert.ok(links.length > 0);
    for (const link of links) assert.ok(existsSync(inKit(link ?? "")), `${file}: ${link}`);
  }
});

test("what CDNs serve, the licence and the source maps are in it", () => {
  const { unpkg, jsdelivr } = json<Record<string, string>>("package.json");
  for (const file of [unpkg, jsdelivr, "LICENSE", "docs/memberkit.png"])
    assert.ok(file && existsSync(inKit(file)), file);
  for (const file of kit.files.filter((each) => /^dist\/shared\/[\w-]+\.js$/.test(each))) {
    const [, map = ""] = /\/\/# sourceMappingURL=(\S+)/.exec(readFileSync(inKit(file), "utf8")) ?? [];
    const { sourcesContent } = json<{ sourcesContent: string[] }>(path.join(path.dirname(file), map));
    assert.ok(sourcesContent.length > 0, file);
  }
});

test("integrity.json has the digest of each file that a page loads", () => {
  const digests = json<Record<string, string>>("dist/integrity.json");
  const scripts = kit.files.filter((file) => /^dist\/memberkit(\/|\.)/.test(file));
  assert.deepEqual(Object.keys(digests).sort(), scripts.map((file) => file.slice("dist/".length)).sort());
  for (const [file, digest] of Object.entries(digests))
    assert.equal(
      digest,
      `sha384-${createHash("sha384")
        .update(readFileSync(inKit(`dist/${file}`)))
        .digest("base64")}`,
    );
});

interface Bom {
  bomFormat: string;
  metadata: { component: { purl: string } };
  components: { name: string; version: string; licenses?: unknown[] }[];
}

test("its bill of materials is CycloneDX, and names all that it brings and nothing of development", () => {
  const { bomFormat, metadata, components } = json<Bom>("dist/sbom.cdx.json");
  assert.equal(bomFormat, "CycloneDX");
  assert.equal(metadata.component.purl, `pkg:npm/memberkit@${kit.description.version}`);
  const known = new Map(components.map(({ name, version }) => [name, version]));
  for (const [name, version] of Object.entries(kit.description.dependencies)) assert.equal(known.get(name), version);
  for (const name of ["lit-html", "@lit/reactive-element"]) assert.ok(known.has(name), name);
  for (const name of ["rollup", "typescript", "hono", "pg"]) assert.ok(!known.has(name), name);
});

test("the version says the release and the commit, in each build", async () => {
  const { version } = (await import(pathToFileURL(inKit("dist/index.js")).href)) as { version: string };
  const [release, commit = ""] = version.split("+");
  assert.equal(release, kit.description.version);
  assert.match(commit, /^[0-9a-f]{7,}$/);
  for (const file of ["dist/memberkit.js", "dist/memberkit.bundle.js", "dist/memberkit.iife.js"])
    assert.ok(readFileSync(inKit(file), "utf8").includes(`"${version}"`), file);
});

test("editors know every element with its attributes, from the manifest", () => {
  interface Attribute {
    name: string;
    values: { name: string }[];
  }
  const { tags } = json<{ tags: { name: string; attributes: Attribute[] }[] }>("dist/vscode.html-custom-data.json");
  const themes = tags.find(({ name }) => name === "member-kit")?.attributes.find(({ name }) => name === "theme");
  assert.ok(themes?.values.some(({ name }) => name === "dark"));
  const webTypes = json<{ contributions: { html: { elements: { name: string; css: { parts: unknown[] } }[] } } }>(
    json<Record<string, string>>("package.json")["web-types"] ?? "",
  );
  const { elements } = webTypes.contributions.html;
  assert.deepEqual(
    elements.map(({ name }) => name),
    tags.map(({ name }) => name),
  );
  assert.ok(elements.find(({ name }) => name === "member-profile")?.css.parts.length);
});
