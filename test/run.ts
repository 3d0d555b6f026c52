import { compileTests } from "./runner/compile.js";
import { nodeTestFiles, RECORDED_TEST } from "./runner/files.js";
import { runStep, type Outcome } from "./runner/run-step.js";
import { newStatementsFolder } from "./support/statements-folder.js";
import { steps, type Step } from "./runner/steps.js";

const { files, builtFiles } = nodeTestFiles();
const outcomes = new Map<string, Outcome>();
const started = performance.now();

const skipped = (step: Step): string | undefined => step.after?.find((name) => outcomes.get(name)?.failed !== 0);

const report = (step: Step, { passed, failed, seconds, output }: Outcome): void => {
  const counts = step.kind === "suite" ? ` (${passed} passed, ${failed} failed)` : "";
  console.log(`${failed ? "✗" : "✓"} ${step.name}${counts} ${seconds.toFixed(1)} s`);
  if (failed) console.log(output.trim().replace(/^/gm, "  │ "));
};

const run = async (step: Step): Promise<void> => {
  const missing = skipped(step);
  const outcome = missing
    ? { passed: 0, failed: 1, seconds: 0, output: `Not run: "${missing}" failed.` }
    : await runStep(step);
  outcomes.set(step.name, outcome);
  report(step, outcome);
};

/** Two cores: checks go two at a time, then each suite, which uses both cores, by itself. */
const compiled = await compileTests([...files, RECORDED_TEST, ...builtFiles]);
const [recordedFile = ""] = compiled.slice(files.length);
const queue = steps(
  { files: compiled.slice(0, files.length), recordedFile, builtFiles: compiled.slice(files.length + 1) },
  newStatementsFolder(),
);
const checks = queue.filter((step) => !step.alone);
const worker = async () => {
  for (let step = checks.shift(); step; step = checks.shift()) await run(step);
};
await Promise.all([worker(), worker()]);
for (const step of queue.filter((step) => step.alone)) await run(step);

const total = (key: "passed" | "failed") => [...outcomes.values()].reduce((sum, outcome) => sum + outcome[key], 0);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(`${total("passed")} passed, ${total("failed")} failed`);
process.exitCode = total("failed") === 0 ? 0 : 1;
