import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

/** The backend of browser tests, in a process of its own. */
export interface BackendProcess {
  address: string;
  stop(): Promise<void>;
}

const program = path.resolve(import.meta.dirname, "browser-backend.ts");

/**
 * Starts `browser-backend.ts` and waits until it prints its address. Throws where it ends without having printed one.
 */
export const startBackendProcess = async (): Promise<BackendProcess> => {
  const child = spawn(process.execPath, ["--import", "tsx", program], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /https?:\/\/[\w.:[\]-]+/.exec(line)?.[0];
    if (!address) continue;
    child.stdout.resume();
    return { address, stop };
  }
  throw new Error("The backend of browser tests ended before it printed its address.");
};
