import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { build as buildByEsbuild } from "esbuild";
import { rollup } from "rollup";
import { build as buildByVite } from "vite";
import { pack, type Tarball } from "../support/tarball.js";

let kit: Tarball;
/** A host's, outside of the repository, which would answer by the package's own name. */
let folder: string;
before(() => {
  kit = pack();
  folder = kit.host;
});
after(() => kit.remove());

/** What a page loads at once: the entry, and what that imports. What comes later is in files of its own. */
type Bundle = (entry: string) => Promise<string>;

interface Chunk {
  readonly fileName: string;
  readonly code?: string;
  readonly imports?: readonly string[];
}

const atOnce = (chunks: readonly Chunk[], first = chunks[0], seen = new Set<Chunk>()): string => {
  if (!first || seen.has(first)) return "";
  seen.add(first);
  const others = chunks.filter(({ fileName }) => first.imports?.includes(fileName));
  return `${first.code ?? ""}${others.map((each) => atOnce(chunks, each, seen)).join("")}`;
};

const bundlers: Readonly<Record<string, Bundle>> = {
  rollup: async (input) => {
    const bundle = await rollup({ input, plugins: [nodeResolve({ browser: true })], onwarn: () => undefined });
    const { output } = await bundle.generate({ format: "es" });
    await bundle.close();
    return atOnce(output);
  },
  esbuild: async (entry) => {
    const { outputFiles, metafile } = await buildByEsbuild({
      ...{ entryPoints: [entry], bundle: true, splitting: true, format: "esm", outdir: folder, write: false },
      ...{ metafile: true, treeShaking: true, absWorkingDir: folder, logLevel: "silent" },
    });
    const chunks = outputFiles.map(({ path: file, text }): Chunk => {
      const fileName = path.relative(folder, file);
      const imports = metafile.outputs[fileName]?.imports.filter(({ kind }) => kind === "import-statement") ?? [];
      return { fileName, code: text, imports: imports.map((each) => each.path) };
    });
    const name = path.basename(entry);
    return atOnce(
      chunks,
      chunks.find(({ fileName }) => fileName === name),
    );
  },
  vite: async (input) => {
    const built = await buildByVite({
      ...{ root: folder, configFile: false, logLevel: "silent" },
      build: {
        write: false,
        minify: false,
        modulePreload: false,
        rolldownOptions: { input, preserveEntrySignatures: "strict" },
      },
    });
    const [result] = [built].flat();
    return result && "output" in result ? atOnce(result.output) : "";
  },
};

/** Where the code of a part has come along. */
const marks = {
  Lit: /litElementVersions/,
  "the client": /prefixUrl: baseUrl/,
  "member-profile": /\bclass MemberProfile\b|\bMemberProfile = class\b/,
  "member-list": /\bclass MemberList\b|\bMemberList = class\b/,
  "tag-editor": /\bclass TagEditor\b|\bTagEditor = class\b/,
} as const;
type Mark = keyof typeof marks;

const cases: readonly { name: string; code: string; has: readonly Mark[]; under: number }[] = [
  { name: "the package for nothing but its effects", code: `import "memberkit";`, has: [], under: 100 },
  {
    name: "an error of the SDK",
    code: `export { ProblemError } from "memberkit/sdk";`,
    has: [],
    // Files that are also loaded later, esbuild brings whole: with rollup it is a tenth.
    under: 26_000,
  },
  {
    name: "the SDK's client",
    code: `export { createClient } from "memberkit/sdk";`,
    has: ["the client"],
    under: 100_000,
  },
  {
    name: "one element by its own entry",
    code: `export { define } from "memberkit/tag-editor";`,
    has: ["Lit", "the client", "tag-editor"],
    under: 140_000,
  },
];

for (const [bundler, bundle] of Object.entries(bundlers))
  for (const { name, code, has, under } of cases)
    test(`with ${bundler}, ${name} brings nothing else`, async () => {
      const entry = path.join(folder, "entry.js");
      writeFileSync(entry, code);
      const text = await bundle(entry);
      const found = (Object.keys(marks) as Mark[]).filter((mark) => marks[mark].test(text));
      assert.deepEqual(found, has);
      assert.ok(text.length < under, `${text.length} characters`);
    });
