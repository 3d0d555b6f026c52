import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Operation } from "../../sdk/contract/index.js";
import { operationOf } from "../support/fixtures.js";
import { startBackend, type TestBackend } from "../support/backend.js";
import { runConformance, sentences } from "./run.js";
import { Subject } from "./subject.js";

let backend: TestBackend;
let tenant: string;
let token: string;
before(async () => {
  backend = await startBackend();
  tenant = await backend.seed();
  token = await backend.tokenFor({ tenant });
});
after(() => backend.close());

/** The reference backend carries out at once: nothing is waited for. */
const wait = () => Promise.reject(new Error("Something was not carried out at once."));
const target = (fetch: typeof globalThis.fetch = backend.fetch) => ({ baseUrl: backend.baseUrl, token, fetch, wait });

for (const sentence of sentences)
  test(`${sentence.id} ${sentence.says}`, async () => {
    const subject = new Subject(target());
    await sentence.try(subject).finally(() => subject.cleanUp());
  });

/** The ids of the sentences that fail. */
const failuresOf = async (fetch: typeof globalThis.fetch): Promise<string[]> => {
  const failed: string[] = [];
  for await (const { sentence, outcome } of runConformance(target(fetch)))
    if (outcome === "fail") failed.push(sentence.id);
  return failed;
};

/** The backend with every answer changed on its way out. */
const broken =
  (change: (response: Response, request: Request) => Response | Promise<Response>): typeof globalThis.fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    return change(await backend.fetch(request.clone()), request);
  };

test("the suite finds a backend that doesn't mark replays", async () => {
  const failed = await failuresOf(
    broken((response) => {
      response.headers.delete("Idempotent-Replayed");
      return response;
    }),
  );
  assert.deepEqual(failed, ["N01"]);
});

test("L08 the suite finds a backend whose forced claim takes more than there is", async () => {
  const failed = await failuresOf(
    broken(async (response, request) => {
      if (!request.url.endsWith("/previews/claim-reward") || !response.ok) return response;
      const body = (await response.json()) as Operation;
      const changes = body.changes.map((change) => ({ ...change, applied: change.requested }));
      return Response.json({ ...body, changes });
    }),
  );
  assert.deepEqual(failed, ["L08"]);
});

for (const [requirement, id] of [
  ["S0-21", "delete"],
  ["S3-3", "opt-out"],
  ["S2-8", "anonymize"],
] as const) {
  const answering = (answer: (response: Response, request: Request) => Response) =>
    broken((response, request) => (request.url.endsWith(`/actions/${id}`) ? answer(response, request) : response));
  const receipt = operationOf({ action: id });

  test(`${requirement} the suite finds a backend whose ${id} needs no version`, async () => {
    const failed = await failuresOf(
      answering((response, { headers }) => (headers.has("If-Match") ? response : Response.json(receipt))),
    );
    assert.deepEqual(failed, [requirement]);
  });

  test(`${requirement} the suite finds a backend whose ${id} takes whatever was typed`, async () => {
    const failed = await failuresOf(
      answering((response, { headers }) =>
        response.status === 422 && headers.has("If-Match") ? Response.json(receipt) : response,
      ),
    );
    assert.deepEqual(failed, [requirement]);
  });
}

test("the suite finds a backend that does everything twice", async () => {
  const forgetful: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    if (request.headers.has("Idempotency-Key") && request.headers.get("Idempotency-Key")?.startsWith("conformance-"))
      request.headers.set("Idempotency-Key", crypto.randomUUID());
    return backend.fetch(request);
  };
  const failed = await failuresOf(forgetful);
  for (const id of ["N01", "N08", "N09", "N12", "N15"]) assert(failed.includes(id), `${id}: ${failed.join(" ")}`);
});

test("the suite leaves the member as it found them", async () => {
  const ari = await backend.as({ tenant });
  const { body } = await ari("/member-searches", { q: "", status: "active", limit: 1 });
  const spendable = async () =>
    (await ari(`/members/${body.data[0]?.id}`)).body.accounts.map(
      (account: { spendable: number; earned: number | null }) => [account.spendable, account.earned],
    );
  const before = await spendable();
  assert.deepEqual(await failuresOf(backend.fetch), []);
  assert.deepEqual(await spendable(), before);
});

test("npm run conformance tells each sentence and ends with 0, or with 1 where one fails", async () => {
  const { baseUrl } = await backend.listen();
  const run = async (address: string) => {
    const child = spawn(process.execPath, [
      "--import",
      "tsx",
      path.join(import.meta.dirname, "main.ts"),
      address,
      token,
    ]);
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, "close")) as [number];
    return { code, output };
  };
  const good = await run(baseUrl);
  assert.equal(good.code, 0, good.output);
  assert.match(good.output, new RegExp(`^${sentences.length} passed, 0 failed, 0 skipped$`, "m"));
  const bad = await run(`${baseUrl}/nowhere`);
  assert.equal(bad.code, 1);
});
