import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

interface Description {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
}
const describe = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Description;
const { scripts = {} } = describe("package.json");
/** The commands that the packages bring, and the folder of each one's source. */
const bins: Readonly<Record<string, string>> = Object.fromEntries(
  ["server", "test/conformance"].flatMap((folder) =>
    Object.keys(describe(`${folder}/package.json`).bin ?? {}).map((name) => [name, folder]),
  ),
);

const readSources = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => !/node_modules|dist/.test(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");

const read = new Map<string, string>();
/**
 * What all programs in a folder say, read once. No link is followed: the packages that an example has installed lead back to
 * the repository, in a circle.
 */
const sourcesIn = (folder: string): string => {
  const known = read.get(folder) ?? readSources(folder);
  read.set(folder, known);
  return known;
};

/** Every flag is one that the program reads, somewhere in its folder. */
const checkFlags = (flags: readonly string[], folder: string): void => {
  const source = flags.length > 0 ? sourcesIn(folder) : "";
  for (const flag of flags) assert.ok(new RegExp(`["']?\\b${flag.slice(2)}\\b["']?`).test(source), flag);
};

const checkScript = (name: string, flags: readonly string[]): void => {
  const script = scripts[name];
  assert.ok(script, `There is no script "${name}".`);
  const file = script.split(" ").find((word) => /\.(ts|mjs)$/.test(word)) ?? "";
  checkFlags(flags, path.dirname(file));
};

/** Variables that a command is given are read by a program of the repository. */
const checkVariable = (name: string, source: string): void => assert.ok(new RegExp(`\\b${name}\\b`).test(source), name);

const programs: Readonly<Record<string, (words: readonly string[], flags: readonly string[]) => void>> = {
  npm: ([verb = "", name = ""], flags) => {
    if (["ci", "install", "i"].includes(verb)) return;
    checkScript(verb === "run" ? name : verb, flags);
  },
  npx: ([name = ""], flags) => {
    const folder = bins[name];
    assert.ok(folder, `No package brings "${name}".`);
    checkFlags(flags, folder);
  },
  node: (words, flags) => {
    const file = words.find((word) => /\.(ts|mjs|js)$/.test(word)) ?? "";
    assert.ok(existsSync(file), file);
    checkFlags(
      flags.filter((flag) => flag !== "--import"),
      path.dirname(file),
    );
  },
};

const checkCommand = (command: string, source: string): void => {
  const given = /^(?:export\s+)?((?:[A-Z][A-Z_]*=(?:\$\(.*?\)|"[^"]*"|\S*)\s*)*)(.*)$/.exec(command);
  const [, variables = "", rest = ""] = given ?? [];
  for (const [, name = ""] of variables.matchAll(/(?:^|\s)([A-Z][A-Z_]*)=/g)) checkVariable(name, source);
  for (const [, inner = ""] of variables.matchAll(/\$\((node .*?)\)/g)) checkCommand(inner, source);
  if (rest === "") return;
  const [program = "", ...words] = rest.split(/\s+/);
  const check = programs[program];
  assert.ok(check, `Nothing knows what "${program}" is.`);
  check(
    words.filter((word) => !word.startsWith("-")),
    words.filter((word) => word.startsWith("--") && word.length > 2).map((word) => word.replace(/=.*/, "")),
  );
};

/** Every script, program, file, flag and variable that the commands of a block name is there. Nothing is run. */
export const checkCommands = (code: string): void => {
  const source = ["server", "examples", "test/conformance"].map(sourcesIn).join("\n");
  for (const line of code.split(/\n|&&/)) {
    const command = line.replace(/(^|\s)#.*/, "").trim();
    if (command) checkCommand(command, source);
  }
};
