import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { frameworks } from "./support/frameworks.js";

/**
 * `npm run test:frameworks [-- react]`: installs the examples of frameworks, builds them on this kit, types checked, and
 * asks each of them the questions of `test/built/frameworks.test.ts`. It takes some minutes and a registry; `npm test`
 * asks those that are built.
 */
const wanted = process.argv.slice(2);

const run = (folder: string, ...args: readonly string[]): void => {
  const { status } = spawnSync("npm", args, { cwd: folder, stdio: "inherit" });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} in ${folder} ended with ${status}`);
};

if (!existsSync("dist/index.js")) run(".", "run", "-s", "build");
for (const framework of frameworks.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const folder = path.join("examples/frameworks", framework);
  run(folder, "ci", "--no-audit", "--no-fund");
  run(folder, "run", "-s", "build");
}
run(".", "run", "-s", "test:file", "--", "test/built/frameworks.test.ts");
