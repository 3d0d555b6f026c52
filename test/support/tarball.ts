import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** What of a package's description tests look at. */
export interface Description {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<
    Record<string, string | { readonly types: string; readonly default: string; readonly node?: string }>
  >;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
}

/** A package as `npm pack` makes it, and unpacked, with what it depends on beside it. */
export interface Tarball {
  readonly file: string;
  readonly folder: string;
  /** Where a host has it in its `node_modules`. */
  readonly host: string;
  /** What is in it, by its path. */
  readonly files: readonly string[];
  readonly description: Description;
  remove(): void;
}

/** Packs the kit, or a workspace of its repository. `npm run build` has been run before. */
export const pack = (workspace?: string): Tarball => {
  const temporary = mkdtempSync(path.join(tmpdir(), "packed-"));
  const chosen = workspace === undefined ? ["--workspaces=false"] : ["--workspace", workspace];
  const said = execFileSync("npm", ["pack", ...chosen, "--pack-destination", temporary, "--json"], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const [{ filename, files }] = JSON.parse(said) as [{ filename: string; files: { path: string }[] }];
  const file = path.join(temporary, filename);
  execFileSync("tar", ["-xzf", file, "-C", temporary]);
  const folder = path.join(temporary, "package");
  symlinkSync(path.resolve("node_modules"), path.join(temporary, "node_modules"));
  const description = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Description;
  const host = path.join(temporary, "host");
  const installed = path.join(host, "node_modules", description.name);
  mkdirSync(path.dirname(installed), { recursive: true });
  symlinkSync(folder, installed);
  return {
    file,
    folder,
    host,
    files: files.map((each) => each.path),
    description,
    remove: () => rmSync(temporary, { recursive: true }),
  };
};
