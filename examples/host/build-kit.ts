import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";

const brotli = promisify(brotliCompress);
const root = path.resolve(import.meta.dirname, "../..");

/**
 * Where the demo's build of the kit lies: apart from `dist/`, which `npm run build` empties while the demo may be
 * running.
 */
export const kitFolder = path.join(root, ".cache/kit");

const changedAt = async (file: string): Promise<number> => (await stat(file).catch(() => null))?.mtimeMs ?? 0;

const newestIn = async (folder: string): Promise<number> => {
  const names = await readdir(path.join(root, folder), { recursive: true });
  return Math.max(...(await Promise.all(names.map((name) => changedAt(path.join(root, folder, name))))));
};

/** Lays the file beside itself as brotli makes it, for those who take that. */
const compress = async (file: string): Promise<void> => writeFile(`${file}.br`, await brotli(await readFile(file)));

/** Builds the kit where it is missing or older than its sources; answers whether it did. */
export const buildKit = async (): Promise<boolean> => {
  const [built, ...sources] = await Promise.all([
    changedAt(path.join(kitFolder, "memberkit.js")),
    newestIn("src"),
    newestIn("sdk"),
    changedAt(path.join(root, "rollup.config.mjs")),
  ]);
  if (built > Math.max(...sources)) return false;
  // Loaded here, where it builds: it takes longer to load than the demo to start.
  const [{ rollup }, { forPages }] = await Promise.all([import("rollup"), import("../../rollup.config.mjs")]);
  const bundle = await rollup(forPages);
  for (const output of [forPages.output ?? []].flat()) {
    const { output: files } = await bundle.write({ ...output, dir: kitFolder });
    await Promise.all(files.map((file) => compress(path.join(kitFolder, file.fileName))));
  }
  await bundle.close();
  return true;
};
