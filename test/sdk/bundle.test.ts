import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";

const root = new URL("../..", import.meta.url).pathname;

test("importing the SDK loads no schema and defines none: they come in chunks of their own", async () => {
  const { metafile } = await build({
    entryPoints: ["sdk/index.ts"],
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    write: false,
    outdir: "out",
    format: "esm",
    target: "es2022",
    metafile: true,
  });
  const entry = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === "sdk/index.ts");
  const loaded = new Set<string>();
  const load = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
      if (kind === "import-statement") load(next);
  };
  load(entry?.[0] ?? "");
  const modules = [...loaded].flatMap((path) => Object.keys(metafile.outputs[path]?.inputs ?? {}));
  assert.ok(modules.includes("sdk/client/create-client.ts"));
  assert.deepEqual(
    modules.filter((path) => /node_modules\/zod|contract\/schemas|input-schema/.test(path)),
    [],
  );
});
