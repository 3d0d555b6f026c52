import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Target, Who } from "./target.js";

interface Given {
  readonly token?: string | undefined;
  readonly "other-token"?: string | undefined;
  readonly "viewer-token"?: string | undefined;
  readonly "limited-token"?: string | undefined;
  readonly "expired-token"?: string | undefined;
  readonly "token-command"?: string | undefined;
}

/** How long a token of the command's is used before it is asked for another one, in milliseconds. */
const FRESH_MS = 30_000;

const execute = promisify(execFile);

/** Asks a command of the host's, as a shell runs it, for somebody's token. */
const ask = async (command: string, who: Who): Promise<string | null> => {
  const { stdout } = await execute("sh", ["-c", command], { env: { ...process.env, TOKEN_FOR: who } });
  return stdout.trim() || null;
};

/** The tokens that were given, and those that a command prints. */
export const tokensOf = (given: Given): Target["token"] => {
  const fixed: Readonly<Record<Who, string | undefined>> = {
    operator: given.token,
    "other-tenant": given["other-token"],
    viewer: given["viewer-token"],
    limited: given["limited-token"],
    expired: given["expired-token"],
  };
  const asked = new Map<Who, { readonly token: Promise<string | null>; readonly at: number }>();
  return async (who) => {
    const command = given["token-command"];
    if (fixed[who] !== undefined || command === undefined) return fixed[who] ?? null;
    const known = asked.get(who);
    if (known && performance.now() - known.at < FRESH_MS) return known.token;
    const token = ask(command, who);
    asked.set(who, { token, at: performance.now() });
    return token;
  };
};
