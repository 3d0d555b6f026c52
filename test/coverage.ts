import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { compileTests } from "./runner/compile.js";
import { nodeTestFiles } from "./runner/files.js";
import { browserTests, nodeTests } from "./runner/steps.js";

/**
 * `npm run coverage`: lines and branches of each layer; sdk and server as Node's tests reach them, src as the browser's
 * do.
 */
interface Counts {
  covered: number;
  total: number;
}
type Summary = Record<string, { lines: Counts; branches: Counts }>;

const run = ([program = "", ...args]: readonly string[]): void => {
  const { status } = spawnSync(program, args, { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
};

const percent = (summary: Summary, layer: string, kind: "lines" | "branches"): string => {
  const counts = Object.entries(summary).flatMap(([file, of]) =>
    path.relative(".", file).startsWith(`${layer}${path.sep}`) ? [of[kind]] : [],
  );
  const sum = (key: keyof Counts) => counts.reduce((total, count) => total + count[key], 0);
  return `${((100 * sum("covered")) / sum("total")).toFixed(1)} %`;
};

const { files, builtFiles } = nodeTestFiles();
const include = ["sdk", "server"].flatMap((layer) => ["--include", `${layer}/**/*.ts`]);
const c8 = [
  "node_modules/.bin/c8",
  "--all",
  "--reports-dir",
  "coverage/node",
  "--reporter",
  "json-summary",
  "--reporter",
  "lcov",
  ...include,
];
run([...c8, ...nodeTests(...(await compileTests([...files, ...builtFiles])))]);
run([...browserTests(), "--coverage"]);

const read = (part: string) => JSON.parse(readFileSync(`coverage/${part}/coverage-summary.json`, "utf8")) as Summary;
const layers = [
  ["sdk", read("node")],
  ["server", read("node")],
  ["src", read("browser")],
] as const;
console.table(
  Object.fromEntries(
    layers.map(([layer, summary]) => [
      layer,
      { lines: percent(summary, layer, "lines"), branches: percent(summary, layer, "branches") },
    ]),
  ),
);
