import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { AUDIENCE, ISSUER, SECRET } from "./backend.js";
import { bundledProgram, programFlags } from "./bundled-program.js";

const root = path.resolve(import.meta.dirname, "../..");

/** `server/main.ts` in a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** What it wrote to standard error so far. */
  errors(): string;
  /** Resolves with its origin once it is ready; rejects where it ends before that. */
  readonly ready: Promise<string>;
  /** Resolves with its exit code. */
  readonly exited: Promise<number | null>;
}

/**
 * Starts the server as its users do, with further variables. The system chooses its port unless `PORT` does. It ends
 * with this process.
 */
export const spawnServer = (variables: Readonly<Record<string, string>>): ServerProcess => {
  const env = {
    PATH: process.env.PATH ?? "",
    PORT: "0",
    TOKEN_ISSUER: ISSUER,
    TOKEN_AUDIENCE: AUDIENCE,
    TOKEN_SECRET: SECRET,
    // Tests are faster than operators.
    REQUESTS_PER_MINUTE: "read=0 search=0 write=0 ingest=0",
    ...variables,
  };
  const child = spawn(process.execPath, [...programFlags, bundledProgram("server/main.ts")], { cwd: root, env });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  let errors = "";
  const exited = once(child, "exit").then(([code]) => {
    process.off("exit", end);
    return code as number | null;
  });
  const ready = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      errors += `${line}\n`;
      const origin = /answers at (http:\S+)\/v1/.exec(line)?.[1];
      if (origin) resolve(origin);
    });
    void exited.then((code) => reject(new Error(`It ended with ${code}: ${errors}`)));
  });
  ready.catch(() => undefined);
  child.stdout.resume();
  return { child, errors: () => errors, ready, exited };
};
