import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

const root = path.resolve(import.meta.dirname, "../..");

/** `npm start` in a process of its own. */
export interface Demo {
  /** Origin of the host's pages. */
  readonly crm: string;
  /** Origin of the backend. */
  readonly api: string;
  /** What it printed. */
  output(): string;
  /** Ends it, by default as Ctrl+C does; answers its exit code, null after a kill. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const waitForAddress = (
  child: ChildProcessWithoutNullStreams,
  printed: string[],
): Promise<{ crm: string; api: string }> =>
  new Promise((resolve, reject) => {
    let crm = "";
    createInterface({ input: child.stdout }).on("line", (line) => {
      printed.push(line);
      crm ||= /Northwind CRM\s+(http:\/\/[^/]+)/.exec(line)?.[1] ?? "";
      const api = /Its backend\s+(http:\/\/[^/]+)/.exec(line)?.[1];
      if (api) resolve({ crm, api });
    });
    createInterface({ input: child.stderr }).on("line", (line) => printed.push(line));
    child.once("exit", (code) => reject(new Error(`The demo ended with ${code}:\n${printed.join("\n")}`)));
  });

/**
 * Starts the demo over a folder, on ports that the system chooses, with the few named members. `LOG`: `all` prints what
 * the backend logs, and not what went wrong alone.
 */
export const startDemo = async (dataDir: string, settings: { LOG?: "all" } = {}): Promise<Demo> => {
  const own = { DATA_DIR: dataDir, DATABASE_URL: "", PORT: "0", CRM_PORT: "0", MEMBERS: "60" };
  const env = { ...process.env, ...own, ...settings };
  const child = spawn(process.execPath, ["--import", "tsx", "examples/start.ts"], { cwd: root, env });
  const printed: string[] = [];
  const exited = once(child, "exit") as Promise<[number | null]>;
  const addresses = await waitForAddress(child, printed);
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return (await exited)[0];
  };
  return { ...addresses, output: () => printed.join("\n"), stop };
};
