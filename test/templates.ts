import { spawnSync } from "node:child_process";

/**
 * `npm run lint:templates`: lit-analyzer, strict. Three things that it does not know are let pass: CSS newer than itself,
 * attributes newer than itself, and `nothing`, which takes an attribute away whatever its type.
 */
const { stdout, stderr } = spawnSync(
  process.execPath,
  [
    "node_modules/lit-analyzer/cli.js",
    "--strict",
    "--format",
    "list",
    "--noColor",
    "--rules.no-invalid-css",
    "off",
    "src/**/*.ts",
  ],
  { encoding: "utf8" },
);

const NEWER = /Unknown attribute '(popover|popovertarget|enterkeyhint)'|Symbol\(undefined\)/;

let file = "";
const problems: string[] = [];
for (const line of stdout.split("\n")) {
  if (line.startsWith("./")) file = line;
  if (/^\s+\d+:\d+\s/.test(line) && !NEWER.test(line)) problems.push(`${file}:${line.trim()}`);
}

if (!stdout.includes("Analyzing")) problems.push(`lit-analyzer did not run. ${stderr}`);
console.log(problems.join("\n"));
process.exitCode = problems.length === 0 ? 0 : 1;
