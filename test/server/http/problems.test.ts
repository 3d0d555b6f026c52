import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { RefusalError } from "../../../server/domain/refusal.js";
import { problemResponse } from "../../../server/http/problem.js";
import { problems } from "../../../sdk/contract/index.js";
import { Problem } from "../../../sdk/contract/schemas/problem.js";
import { BODY_LIMIT } from "../../../server/http/body-text.js";
import { type Caller, startBackend, type TestBackend } from "../../support/backend.js";

let backend: TestBackend;
let tenant: string;
let ari: Caller;
before(async () => {
  backend = await startBackend();
  tenant = await backend.seed();
  ari = await backend.as({ tenant });
});
after(() => backend.close());

/**
 * What must stand in no answer: stacks, statements, names of tables and constraints, files, and the words of drivers.
 */
const INTERNAL =
  /\bat [\w.<>]+ \(|node_modules|\/work|\.ts\b|\.js\b|select |insert |update |delete from|relation "|column "|constraint|profile_|account_|pglite|kysely|postgres|syntax error|violates|zod|Invalid input|undefined|\[object/i;

const assertProblem = (
  reply: { status: number; headers: Headers; text: string },
  status: number,
  code: keyof typeof problems,
) => {
  assert.equal(reply.headers.get("Content-Type"), "application/problem+json", reply.text);
  const problem = Problem.parse(JSON.parse(reply.text));
  assert.deepEqual([reply.status, problem.status, problem.code], [status, status, code], reply.text);
  assert.equal(problem.retryable, problems[code].retryable);
  assert.match(problem.requestId, /^req_/);
  assert.doesNotMatch(reply.text, INTERNAL);
  const logged = backend.log.find((entry) => entry.requestId === problem.requestId);
  assert.deepEqual([logged?.status, logged?.code], [status, code], "The log knows it by its request id.");
  return problem;
};

test("S15 every kind of refusal is a problem that says nothing internal, and is found in the log", async () => {
  const add = { currency: "points", amount: 1 };
  assertProblem(await ari("/nowhere"), 404, "not-found");
  assertProblem(await ari("/members/m_nobody"), 404, "not-found");
  assertProblem(await ari("/members/%00"), 404, "not-found");
  assertProblem(await ari("/members/m_1048/actions/add"), 405, "method-not-allowed");
  assertProblem(await ari("/member-searches"), 405, "method-not-allowed");
  assertProblem(await ari("/members/m_1048/actions/add", "x".repeat(BODY_LIMIT + 1)), 413, "too-large");
  assertProblem(
    await ari("/members/m_1048/actions/add", add, { "Content-Type": "text/plain" }),
    415,
    "unsupported-media-type",
  );
  assertProblem(await ari("/members/m_1048/actions/add", "{"), 422, "validation");
  assertProblem(
    await ari("/members/m_1048/actions/add", add, { "Idempotency-Key": "" }),
    400,
    "idempotency-key-invalid",
  );
  assertProblem(await ari("/members/m_1048/actions/levitate", add), 501, "capability-not-supported");
  assertProblem(
    await ari("/members/m_1048/actions/redeem", { currency: "points", amount: 99999 }),
    409,
    "insufficient-balance",
  );
  assertProblem(await ari("/member-searches", { q: "a\u0000b" }), 422, "validation");
  assertProblem(await ari("/gifts?limit=1000"), 422, "validation");
  assertProblem(await ari("/gifts?cursor=%27%3B--"), 422, "validation");
  assertProblem(await ari("/gifts?colour=red"), 422, "validation");
  assertProblem(await ari("/operation-searches", {}), 422, "validation");
  assertProblem(await ari("/tag-searches", { cursor: "';--" }), 422, "validation");
});

test("405 says which methods are allowed", async () => {
  assert.equal((await ari("/member-searches")).headers.get("Allow"), "POST");
  assert.equal((await ari("/members/m_1048", {})).headers.get("Allow"), "GET");
});

test("S15 a fault of the server's own is a 500 that says nothing but where to look", async () => {
  await sql`alter table reason_code rename column position to broken`.execute(backend.database);
  try {
    const problem = assertProblem(await ari("/reason-codes"), 500, "internal");
    const logged = backend.log.find((entry) => entry.requestId === problem.requestId);
    assert.equal(logged?.level, "error");
    assert.equal(logged.error?.code, "42703");
    assert.match(logged.error.stack.join("\n"), /library\.ts/);
  } finally {
    await sql`alter table reason_code rename column broken to position`.execute(backend.database);
  }
});

test("S14 neither log nor problem repeats what was sent", async () => {
  const canary = "canary-7Q1Z";
  backend.log.length = 0;
  const replies = [
    await ari(`/members/${canary}`),
    await ari(`/gifts?cursor=${canary}`),
    await ari("/tag-searches", { prefix: canary, limit: canary }),
    await ari("/operation-searches", { reference: canary, cursor: canary }),
    await ari("/member-searches", { q: canary }),
    await ari("/member-searches", { q: 1, status: canary, cursor: [canary] }),
    await ari("/members/m_1048/actions/add", { currency: canary, amount: canary, note: canary }),
    await ari("/members/m_1048/actions/add", `{"note": "${canary}"`),
    await ari("/members/m_1048/actions/redeem", { currency: "points", amount: 99999, note: canary }),
  ];
  for (const { text } of replies) assert.doesNotMatch(text, new RegExp(canary));
  assert.equal(backend.log.length, replies.length);
  assert.doesNotMatch(JSON.stringify(backend.log), new RegExp(canary));
});

test("a wrong field is pointed at, in plain words", async () => {
  const { body } = await ari("/members/m_1048/actions/add", {
    currency: "Points",
    amount: 1.5,
    note: "",
    expiresAt: "tomorrow",
    "a/b": 1,
  });
  const problem = Problem.parse(body);
  assert.deepEqual(
    problem.errors?.map(({ pointer, code }) => [pointer, code]),
    [
      ["/currency", "wrong-format"],
      ["/amount", "wrong-type"],
      ["/note", "too-short"],
      ["/expiresAt", "wrong-format"],
      ["/a~1b", "unknown-field"],
    ],
  );
  const missing = Problem.parse((await ari("/members/m_1048/actions/add", { currency: "points" })).body);
  assert.deepEqual(missing.errors, [{ pointer: "/amount", code: "required", detail: "This is required." }]);
});

test("/healthz and /readyz answer without a token", async () => {
  for (const path of ["/healthz", "/readyz"]) assert.equal((await backend.fetch(path)).status, 200);
});

test("N11 whoever asks while the first attempt still runs is told when to come again", () => {
  const { status, headers } = problemResponse(new RefusalError("operation-in-progress"), "req_1");
  assert.deepEqual([status, headers.get("Retry-After")], [409, "1"]);
});
