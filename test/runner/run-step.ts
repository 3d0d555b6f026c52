import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import type { Step } from "./steps.js";

export interface Outcome {
  passed: number;
  failed: number;
  seconds: number;
  output: string;
}

/** No step may hang the run: it is ended, with what it started, after this long. */
const limitMs = 12 * 60_000;

const countsOf = (step: Step, exitCode: number | null, output: string): { passed: number; failed: number } => {
  if (step.kind === "check") return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  const [passed, failed] = [Number(last?.[1] ?? 0), Number(last?.[2] ?? 0)];
  const broken = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: broken ? 1 : failed };
};

/** Runs one step to its end. A suite that ran no test, or ended badly without a failing test, counts as one failure. */
export const runStep = (step: Step): Promise<Outcome> =>
  new Promise((resolve) => {
    const started = performance.now();
    const [program = "", ...args] = step.command;
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
      env: { ...process.env, FORCE_COLOR: "0", ...step.env },
    });
    let output = "";
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    const timer = setTimeout(() => {
      output += `\nEnded after ${limitMs / 1000} s.`;
      if (child.pid) process.kill(-child.pid, "SIGKILL");
    }, limitMs);
    child.once("error", (error) => (output += error.message));
    child.once("close", (exitCode) => {
      clearTimeout(timer);
      // Some programs move the cursor about even where nobody watches.
      const text = stripVTControlCharacters(output);
      resolve({ ...countsOf(step, exitCode, text), seconds: (performance.now() - started) / 1000, output: text });
    });
  });
