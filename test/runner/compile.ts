import { rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

/** A compiled module stands elsewhere; what it says of its own place is the place of its source. */
const keepPlaces: Plugin = {
  name: "keep-places",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, async ({ path: source }) => ({
      loader: "ts",
      contents: (await readFile(source, "utf8"))
        .replaceAll("import.meta.dirname", JSON.stringify(path.dirname(source)))
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(source).href)),
    }));
  },
};

/**
 * Compiles test files once, with what they share in chunks, and answers where they are until this process ends: a
 * process that compiles the same sources for each file takes half as long again.
 */
export const compileTests = async (files: readonly string[]): Promise<readonly string[]> => {
  const outdir = path.join("node_modules/.cache/memberkit", `tests-${process.pid}`);
  process.once("exit", () => rmSync(outdir, { recursive: true, force: true }));
  await build({
    entryPoints: [...files],
    outdir,
    outbase: ".",
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[hash]",
    format: "esm",
    platform: "node",
    packages: "external",
    sourcemap: "linked",
    logLevel: "warning",
    plugins: [keepPlaces],
  });
  return files.map((file) => path.join(outdir, file.replace(/\.ts$/, ".js")));
};
