import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

const folder = path.resolve(import.meta.dirname, "../../examples/core-backend");

/** What host and backend share. */
const environment = { TOKEN_SECRET: "a secret of the tests, long enough for HS256" };

/** `examples/core-backend` in a process of its own, as a team would start it. */
export interface CoreBackend {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

/** Starts it at a port that the system chooses, for pages of these origins. It ends with this process. */
export const startCoreBackend = async (...origins: readonly string[]): Promise<CoreBackend> => {
  const env = { ...environment, PORT: "0", ORIGINS: origins.join(" ") };
  const child = spawn(process.execPath, [path.join(folder, "server.mjs")], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  const exited = once(child, "exit");
  const ended = exited.then(([code]) => Promise.reject(new Error(`It ended with ${code}.`)));
  ended.catch(() => undefined);
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended])) as [string];
  const stop = async () => {
    process.off("exit", end);
    child.kill();
    await exited;
  };
  return { baseUrl: /http:\S+/.exec(line)?.[0] ?? "", stop };
};

/** A token that `print-token.mjs` prints, by its options: `--role=viewer`, `--tenant=south`, `--operator=u_2`, `--minutes=-1`. */
export const printToken = (...options: readonly string[]): string =>
  execFileSync(process.execPath, [path.join(folder, "print-token.mjs"), ...options], {
    env: environment,
    encoding: "utf8",
  }).trim();
