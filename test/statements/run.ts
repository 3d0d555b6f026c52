import { spawnSync } from "node:child_process";
import { compileTests } from "../runner/compile.js";
import { nodeTestFiles, RECORDED_TEST } from "../runner/files.js";
import { nodeTests } from "../runner/steps.js";
import { newStatementsFolder, STATEMENTS_FOLDER } from "../support/statements-folder.js";

/** `npm run test:statements`: runs the server's tests, and holds what they made it send to the rules. */
const files = nodeTestFiles().files.filter((file) => file.startsWith("test/server/"));
const compiled = await compileTests([...files, RECORDED_TEST]);
const env = { ...process.env, [STATEMENTS_FOLDER]: newStatementsFolder() };
for (const some of [compiled.slice(0, -1), compiled.slice(-1)]) {
  const [program = "", ...args] = nodeTests(...some);
  const { status } = spawnSync(program, args, { stdio: "inherit", env });
  if (status !== 0) process.exitCode = 1;
}
