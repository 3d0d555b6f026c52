import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

const root = path.resolve(import.meta.dirname, "../..");

/** `npm run demo:<vendor>` in a process of its own, on ports that the system chooses. */
export interface GatewayDemo {
  /** Origin of the host's pages. */
  readonly crm: string;
  /** Ends it as Ctrl+C does; answers its exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts the demo of a gateway. It ends with this process.
 * @param double where the vendor's double answers; by default the demo has one of its own
 */
export const startGatewayDemo = async (vendor: string, double?: string): Promise<GatewayDemo> => {
  const env = { ...process.env, PORT: "0", CRM_PORT: "0", ...(double !== undefined && { DOUBLE: double }) };
  const args = ["--import", "tsx", "examples/gateway/start.ts", vendor];
  const child = spawn(process.execPath, args, { cwd: root, env });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  const printed: string[] = [];
  const exited = once(child, "exit") as Promise<[number | null]>;
  const crm = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => printed.push(line));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /CRM\s+(http:\/\/[^/]+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    void exited.then(([code]) => reject(new Error(`The demo ended with ${code}:\n${printed.join("\n")}`)));
  });
  const stop = async () => {
    process.off("exit", end);
    child.kill("SIGTERM");
    return (await exited)[0];
  };
  return { crm, stop };
};
