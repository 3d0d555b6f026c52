import { rmSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";

const root = path.resolve(import.meta.dirname, "../..");
const bundles = new Map<string, string>();

/**
 * A source file with all that it imports as one file, made once: a process that compiles the sources itself takes a
 * second longer to start. Gone with this process.
 */
export const bundledProgram = (entry: string): string => {
  const made = bundles.get(entry);
  if (made !== undefined) return made;
  const outfile = path.join(root, `node_modules/.cache/memberkit/${path.basename(entry, ".ts")}-${process.pid}.mjs`);
  buildSync({
    entryPoints: [path.join(root, entry)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    sourcemap: "inline",
  });
  process.once("exit", () => rmSync(outfile, { force: true }));
  bundles.set(entry, outfile);
  return outfile;
};

/** How Node runs one: with the flags that this process was given for speed, and with the lines of the sources. */
export const programFlags = [...process.execArgv.filter((flag) => flag === "--liftoff-only"), "--enable-source-maps"];
