import { spawnSync } from "node:child_process";
import { compileTests } from "./runner/compile.js";
import { isBrowserTest } from "./runner/files.js";
import { browserTests, nodeTests } from "./runner/steps.js";

/** `npm run test:file -- FILE…`: runs test files by themselves, in Node or in the browser as their path says. */
const files = process.argv.slice(2).map((file) => file.replaceAll("\\", "/").replace(/^\.\//, ""));
if (files.length === 0) {
  console.error("Name a test file: npm run test:file -- test/sdk/client/token.test.ts");
  process.exit(1);
}

const inBrowser = files.filter(isBrowserTest);
const inNode = files.filter((file) => !isBrowserTest(file));
const commands = [
  ...(inNode.length ? [nodeTests(...(await compileTests(inNode)))] : []),
  ...(inBrowser.length ? [browserTests(...inBrowser)] : []),
];
for (const [program = "", ...args] of commands) {
  const { status } = spawnSync(program, args, { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
