import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { runConformance } from "../conformance/run.js";
import type { Who } from "../conformance/target.js";
import type { AnyAnswer } from "../support/answer.js";
import { type CoreBackend, printToken, startCoreBackend } from "../support/core-backend.js";

const folder = "examples/core-backend";
const origin = "https://crm.example";

let backend: CoreBackend;
before(async () => {
  backend = await startCoreBackend(origin);
});
after(() => backend.stop());

const managers = printToken();

/** The sentences that docs/backend-in-a-day.md says turn green. */
const page = readFileSync("docs/backend-in-a-day.md", "utf8").split("## See it")[0] ?? "";
const said = [...page.matchAll(/^- (.+)$/gm)].map(([, says = ""]) => says);

const ask = async (
  route: string,
  options: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
) => {
  const { token = managers, body, headers } = options;
  const response = await fetch(`${backend.baseUrl}${route}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as AnyAnswer };
};
const add = (key: string, options: { token?: string; headers?: Record<string, string>; amount?: number } = {}) => {
  const { token, headers, amount = 5 } = options;
  const body = { currency: "points", amount };
  return ask("/members/m_1/actions/add", {
    ...(token && { token }),
    body,
    headers: { "Idempotency-Key": key, ...headers },
  });
};
const undo = (id: string, key: string, token = managers) =>
  ask(`/operations/${id}/reversal`, { token, body: {}, headers: { "Idempotency-Key": key } });

test("the core backend passes the conformance suite, which skips only what the level core may lack", async () => {
  const tokens: Readonly<Record<Who, string>> = {
    operator: managers,
    "other-tenant": printToken("--tenant=south"),
    viewer: printToken("--role=viewer", "--operator=u_2"),
    limited: printToken("--role=adder", "--operator=u_3", "--limit=50"),
    expired: printToken("--minutes=-1"),
  };
  const given = { token: async (who: Who) => tokens[who], memberId: "m_1", eraseId: null, origin };
  const target = { baseUrl: backend.baseUrl, ...given, fetch, wait, now: () => new Date() };
  const passed: string[] = [];
  const others: string[] = [];
  for await (const { sentence, outcome, why } of runConformance(target)) {
    if (outcome === "pass") passed.push(sentence.says);
    else if (sentence.level === "core") others.push(`${outcome}: ${why}`);
  }
  const lacks = /^skip: (The (backend|member) (has|shows|does) no |The backend tells of no changes|It has no )/;
  const erasure = "untried: It takes a member made to be erased.";
  assert.deepEqual(
    others.filter((why) => !lacks.test(why) && why !== erasure),
    [],
  );
  for (const says of said) assert(passed.includes(says), says);
});

test("the core backend has fewer than 300 lines of code, beside comments and blank lines, and no dependency", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".mjs") && file !== "print-token.mjs");
  const lines = files.flatMap((file) => readFileSync(path.join(folder, file), "utf8").split("\n"));
  const code = lines.filter((line) => !/^\s*($|\/\/|\/\*\*)/.test(line));
  assert(code.length < 300, `${code.length}`);
  const imported = lines.flatMap((line) => /^import .* from "(.*)";/.exec(line)?.[1] ?? []);
  assert.deepEqual(
    imported.filter((name) => !/^(node:|\.\/)/.test(name)),
    [],
  );
});

test("S11 a token with a flipped character, one that is over, or one with limits that are not kept, opens nothing", async () => {
  const [head = "", claims = "", signature = ""] = managers.split(".");
  const flip = (part: string) => `${part.slice(0, -1)}${part.endsWith("A") ? "B" : "A"}`;
  const forged = [`${flip(head)}.${claims}.${signature}`, `${head}.${flip(claims)}.${signature}`];
  const tokens = [
    ...forged,
    `${head}.${claims}.${flip(signature)}`,
    printToken("--minutes=-1"),
    printToken("--limit=10", "--per=day"),
  ];
  for (const token of tokens) assert.equal((await ask("/operator", { token })).body.code, "not-authenticated", token);
});

test("S08 to an operator of another program its members, operations and keys are not there", async () => {
  const token = printToken("--tenant=south");
  const { body: done } = await add("tenants");
  assert.equal((await ask("/members/m_1", { token })).status, 404);
  assert.equal((await ask(`/operations/${done.id}`, { token })).status, 404);
  assert.equal((await undo(done.id, "elsewhere", token)).status, 404);
  const { body: settled } = await ask("/operations/settle", { token, body: { idempotencyKey: "tenants" } });
  assert.equal(settled.state, "voided");
});

test("S12 who may not add is told so beforehand and refused, so is what is over a limit; undoing what another did takes the right to the contrary", async () => {
  const viewer = printToken("--role=viewer", "--operator=u_2");
  const { body: actions } = await ask("/members/m_1/actions", { token: viewer });
  assert.deepEqual(
    actions.data.map((each) => each.reason?.code),
    ["forbidden", "forbidden"],
  );
  assert.equal((await add("viewer", { token: viewer })).body.code, "forbidden");
  const adder = printToken("--role=adder", "--operator=u_3");
  const limited = printToken("--limit=3", "--operator=u_4");
  const { body: self } = await ask("/operator", { token: limited });
  assert.deepEqual(
    self.limits.map(({ action, remaining }) => [action, remaining]),
    [["add", 3]],
  );
  assert.equal((await add("over", { token: limited, amount: 4 })).body.code, "limit-exceeded");
  assert.equal((await add("within", { token: limited, amount: 3 })).status, 200);
  const { body: own } = await add("own", { token: adder });
  const { body: others } = await add("others");
  assert.equal((await undo(others.id, "of-others", adder)).body.code, "forbidden");
  assert.equal((await undo(own.id, "of-own", adder)).body.reverses, own.id);
});

test("N15 a refusal that says nothing of the business leaves its key free; a blocked member's is kept", async () => {
  assert.equal((await add("free", { amount: -1 })).body.code, "validation");
  assert.equal((await add("free", { headers: { "If-Match": '"old"' } })).body.code, "stale");
  assert.equal((await add("free")).status, 200);
  const blocked = () =>
    ask("/members/m_2/actions/add", {
      body: { currency: "points", amount: 1 },
      headers: { "Idempotency-Key": "kept" },
    });
  assert.equal((await blocked()).body.code, "member-blocked");
  assert.equal((await blocked()).headers.get("Idempotent-Replayed"), "true");
});

test("N01 a replay is the answer as it was, also once the operation is undone", async () => {
  const first = await add("as-it-was");
  await undo(first.body.id, "undone");
  assert.equal((await ask(`/operations/${first.body.id}`)).body.status, "reversed");
  assert.deepEqual((await add("as-it-was")).body, first.body);
});

test("a page of a configured origin may call and read what it needs; no other, and no cache keeps an answer", async () => {
  const preflight = (from: string) =>
    fetch(`${backend.baseUrl}/operator`, {
      method: "OPTIONS",
      headers: { Origin: from, "Access-Control-Request-Method": "GET" },
    });
  const { headers, status } = await preflight(origin);
  assert.deepEqual([status, headers.get("Access-Control-Allow-Origin")], [204, origin]);
  for (const name of ["Idempotency-Key", "If-Match", "Preview-Match", "Authorization", "Content-Type"])
    assert(headers.get("Access-Control-Allow-Headers")?.includes(name), name);
  for (const other of ["https://evil.example", "null"])
    assert.equal((await preflight(other)).headers.get("Access-Control-Allow-Origin"), null);
  const answer = await ask("/operator", { headers: { Origin: origin } });
  assert.equal(answer.headers.get("Access-Control-Expose-Headers"), "ETag, Retry-After, Idempotent-Replayed");
  assert.equal(answer.headers.get("Cache-Control"), "no-store");
});

test("the timeline is narrowed, and its cursors do not shift when something new comes in", async () => {
  await add("page-1");
  await add("page-2");
  const timeline = "/members/m_1/activities";
  const { body: first } = await ask(`${timeline}?limit=1`);
  await add("page-3");
  const { body: second } = await ask(`${timeline}?limit=1&cursor=${first.page.next}`);
  const { body: all } = await ask(`${timeline}?limit=3`);
  assert.deepEqual(
    all.data.slice(1).map(({ id }) => id),
    [first.data[0]?.id, second.data[0]?.id],
  );
  assert.deepEqual((await ask(`${timeline}?type=send-sms`)).body.data, []);
  assert.deepEqual((await ask(`${timeline}?operator=u_9`)).body.data, []);
  assert.deepEqual((await ask(`${timeline}?to=2020-01-01T00:00:00Z`)).body.data, []);
  for (const wrong of ["limit=0", "limit=101", "limit=ten", "since=now", "from=yesterday"])
    assert.equal((await ask(`${timeline}?${wrong}`)).body.code, "validation", wrong);
});

test("members are found by the beginning of a name or the whole of an id, and read by the host's own ids", async () => {
  const found = async (q: string, more = {}) =>
    (await ask("/member-searches", { body: { q, ...more } })).body.data.map(({ id }) => id);
  assert.deepEqual(await found(""), ["m_1", "m_2"]);
  assert.deepEqual(await found("lev"), ["m_1"]);
  assert.deepEqual(await found("crm-m_2"), ["m_2"]);
  assert.deepEqual(await found("oa"), []);
  assert.deepEqual(await found("", { status: "blocked" }), ["m_2"]);
  const { body } = await ask("/member-reads", { body: { externalIds: ["crm-m_2", "crm-m_9"] } });
  assert.deepEqual(
    body.data.map(({ id }) => id),
    ["m_2"],
  );
});
