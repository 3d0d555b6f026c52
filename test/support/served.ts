import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { mintFor } from "./backend.js";
import { type ServerProcess, spawnServer } from "./server-process.js";

/** The tenant that tests of a server process seed. */
export const TENANT = "t1";

/** A token of {@link TENANT} that is good for ten minutes from now on. */
export const tokenNow = () => mintFor(new Date(), { tenant: TENANT });

/** A server process of this test, ended with it. It gives a statement a second. */
export const serve = (t: TestContext, variables: Readonly<Record<string, string>>): ServerProcess => {
  const server = spawnServer({ DATABASE_TIMEOUT_MS: "1000", ...variables });
  t.after(async () => {
    server.child.kill("SIGTERM");
    assert.equal(await server.exited, 0, server.errors());
  });
  return server;
};

/** Calls a server by HTTP: reads a path, or adds a point to Noa. */
export const callerOf = (origin: string) => {
  const headersFor = async (more: Readonly<Record<string, string>> = {}) => ({
    authorization: `Bearer ${await tokenNow()}`,
    ...more,
  });
  return {
    get: async (path: string) => fetch(`${origin}${path}`, { headers: await headersFor() }),
    add: async (key: string) =>
      fetch(`${origin}/v1/members/m_1048/actions/add`, {
        method: "POST",
        headers: await headersFor({ "content-type": "application/json", "idempotency-key": key }),
        body: JSON.stringify({ currency: "points", amount: 1 }),
      }),
  };
};

/** Holds that an answer says "not now", when to come again, and nothing else. */
export const assertUnavailable = async (response: Response) => {
  const problem = (await response.json()) as { code: string; retryable: boolean };
  assert.deepEqual([response.status, problem.code, problem.retryable], [503, "unavailable", true]);
  assert.equal(response.headers.get("Content-Type"), "application/problem+json");
  assert.match(response.headers.get("Retry-After") ?? "", /^\d+$/);
};
