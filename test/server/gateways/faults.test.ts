import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { SQUARE_TOKEN } from "../../../examples/doubles/square/square.js";
import { tablesWith } from "../../support/dump.js";
import { type SquareGateway, startSquareGateway } from "./square/square-gateway.js";

/** What goes wrong with a call, once for each: it never leaves, its answer is lost, or another one comes. */
type Fault =
  "unreachable" | "lost" | "timeout" | { readonly status: number; readonly headers?: Record<string, string> };

const failing = (name: string, code?: string): Error =>
  Object.assign(new Error(name), { name, ...(code !== undefined && { cause: { code } }) });

/** A gateway whose calls of one path break as they are told, in this order. */
const start = async (context: TestContext, path: RegExp, options: { readonly patienceMs?: number } = {}) => {
  const faults: Fault[] = [];
  const gateway = await startSquareGateway({
    ...options,
    wrap: (fetch) => async (request) => {
      const fault = path.test(new URL(request.url).pathname) ? faults.shift() : undefined;
      if (fault === "unreachable") throw failing("TypeError", "ECONNREFUSED");
      if (typeof fault === "object") return new Response("{}", fault);
      const response = await fetch(request);
      if (fault !== undefined) throw failing(fault === "timeout" ? "TimeoutError" : "TypeError");
      return response;
    },
  });
  context.after(() => gateway.close());
  return { gateway, faults, call: await gateway.as() };
};

const balanceOf = ({ double }: SquareGateway, customerId: string): number | undefined =>
  [...double.state.accounts.values()].find((account) => account.customer_id === customerId)?.balance;

const add = { currency: "points", amount: 10, note: "Sorry for the wait" };
const path = "/members/cust-noa/actions/add";

for (const fault of ["lost", "timeout", { status: 502 }] as const)
  test(`N01 an answer of Square's that is ${JSON.stringify(fault)} is asked for again by its key: done once, and said so`, async (context) => {
    const { gateway, faults, call } = await start(context, /adjust$/);
    faults.push(fault, fault);
    const { status, body } = await call(path, add);
    assert.deepEqual([status, body.status, body.changes[0]?.spendable], [200, "applied", { before: 340, after: 350 }]);
    assert.equal(balanceOf(gateway, "cust-noa"), 350);
  });

test("N08 what can't be found out in time is pending, and is found out later: the first answer stays the answer", async (context) => {
  const { gateway, faults, call } = await start(context, /adjust$/, { patienceMs: 1_000 });
  faults.push(...Array.from({ length: 6 }, (): Fault => "lost"));
  const key = { "Idempotency-Key": "k-lost" };
  const first = await call(path, add, key);
  assert.deepEqual([first.status, first.body.status], [200, "pending"]);
  faults.length = 0;
  const { body } = await call(`/operations/${first.body.id}`);
  assert.deepEqual([body.status, body.note, body.reversible], ["applied", add.note, { until: null }]);
  assert.equal((await call(path, add, key)).text, first.text);
  const { body: settled } = await call("/operations/settle", { idempotencyKey: "k-lost" });
  assert.equal(settled.operation?.status, "applied");
  assert.equal(balanceOf(gateway, "cust-noa"), 350);
});

test("what a process left behind is found out by the next one, without anybody asking", async (context) => {
  const { gateway, faults, call } = await start(context, /adjust$/, { patienceMs: 0 });
  faults.push("lost");
  const { body } = await call(path, add);
  assert.equal(body.status, "pending");
  assert.equal(await gateway.gateway.recover(), 0);
  gateway.clock.advance(31_000);
  assert.equal(await gateway.gateway.recover(), 1);
  assert.equal(await gateway.gateway.recover(), 0);
  const status = await gateway.database.selectFrom("intent").select("status").executeTakeFirst();
  assert.equal(status?.status, "applied");
  assert.equal(balanceOf(gateway, "cust-noa"), 350);
});

test("what was found out too late for Square's keys is unknown, and is never sent again", async (context) => {
  const { gateway, faults, call } = await start(context, /adjust$/, { patienceMs: 0 });
  faults.push("lost");
  const { body } = await call(path, add, { "Idempotency-Key": "k-late" });
  gateway.clock.advance(25 * 60 * 60 * 1000);
  const later = await gateway.as();
  const { body: now } = await later(`/operations/${body.id}`);
  assert.deepEqual([now.status, now.warnings[0]?.code], ["unknown", "outcome-unknown"]);
  assert.equal((await later("/operations/settle", { idempotencyKey: "k-late" })).body.state, "unknown");
  assert.equal(balanceOf(gateway, "cust-noa"), 350);
});

test("N07 Square's rate limit is the caller's: 429 with when to come back, nothing goes before, and the key is free", async (context) => {
  const { gateway, faults, call } = await start(context, /adjust$/);
  faults.push({ status: 429, headers: { "Retry-After": "7" } });
  const key = { "Idempotency-Key": "k-fast" };
  const refused = await call(path, add, key);
  assert.deepEqual([refused.status, refused.body.code, refused.headers.get("Retry-After")], [429, "rate-limited", "7"]);
  const early = await call("/members/cust-noa");
  assert.equal(early.body.code, "rate-limited");
  gateway.clock.advance(7_000);
  assert.equal((await call(path, add, key)).status, 200);
  assert.equal(balanceOf(gateway, "cust-noa"), 350);
});

test("who can't reach Square is told so in words; nothing is done, and the key is free", async (context) => {
  const { gateway, faults, call } = await start(context, /adjust$/);
  faults.push("unreachable");
  const key = { "Idempotency-Key": "k-down" };
  const refused = await call(path, add, key);
  assert.deepEqual(
    [refused.status, refused.body.code, refused.body.detail],
    [503, "unavailable", "Square can't be reached."],
  );
  assert.equal((await call(path, add, key)).status, 200);
  assert.equal(balanceOf(gateway, "cust-noa"), 350);
});

test("S14 a token that Square doesn't take is nothing that an operator could mend, and stands in no answer and no log", async (context) => {
  const { gateway, faults, call } = await start(context, /./);
  faults.push({ status: 401 });
  const { status, text, body } = await call("/members/cust-noa");
  assert.deepEqual([status, body.code], [502, "backend-error"]);
  assert.match(body.detail ?? "", /administrator/);
  assert.ok(!`${text}${JSON.stringify(gateway.log)}`.includes(SQUARE_TOKEN));
});

test("a read whose answer is lost is asked for once more; a second time it is the caller's trouble", async (context) => {
  const { faults, call } = await start(context, /\/v2\/customers\/cust-noa$/);
  faults.push({ status: 503 });
  assert.equal((await call("/members/cust-noa")).status, 200);
  faults.push("timeout", "timeout");
  assert.deepEqual((await call("/members/cust-noa")).body.code, "backend-timeout");
});

test("a search that lags behind doesn't hide who is read by their id", async (context) => {
  const { gateway, call } = await start(context, /none/);
  gateway.double.state.searchLagMs = 60_000;
  const { id } = gateway.double.state.enrol({ given_name: "New", phone_number: "+14155550199" }, 5);
  const listed = async () => (await call("/member-searches", { q: "" })).body.data.map((each) => each.id);
  assert.ok(!(await listed()).includes(id));
  assert.equal((await call(`/members/${id}`)).body.accounts[0]?.spendable, 5);
  gateway.clock.advance(61_000);
  assert.ok((await listed()).includes(id));
});

test("S12 an operator's limit for a day holds over members, and for parts that come at once", async (context) => {
  const { gateway } = await start(context, /none/);
  const limits = [{ action: "add", currency: "points", per: "day", amount: 50 }] as const;
  const call = await gateway.as({ operator: "kim", limits });
  const replies = await Promise.all(
    ["noa", "mila", "jonas", "yael"].map((name) =>
      call(`/members/cust-${name}/actions/add`, { currency: "points", amount: 20 }),
    ),
  );
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 200, 403, 403]);
  assert.equal((await call("/operator")).body.limits[0]?.remaining, 10);
});

test("S16 of who is deleted nothing that was typed stays in the gateway's own tables, and a replay says that they are gone", async (context) => {
  const { gateway, call } = await start(context, /none/);
  const canary = "CANARY-7f3a";
  const key = { "Idempotency-Key": "k-canary" };
  const input = { currency: "points", amount: 5, note: canary, reference: `${canary}-T` };
  assert.equal((await call("/members/cust-yael/actions/add", input, key)).status, 200);
  const { headers } = await call("/members/cust-yael");
  const held = { "If-Match": headers.get("ETag") ?? "" };
  const { status, body } = await call(
    "/members/cust-yael/actions/delete",
    { confirmation: "cust-yael", note: canary },
    held,
  );
  assert.equal(status, 200);
  assert.deepEqual(await tablesWith(gateway.database, canary), []);
  assert.equal((await call("/members/cust-yael/actions/add", input, key)).body.code, "member-gone");
  assert.equal((await call("/members/cust-yael")).body.code, "member-gone");
  assert.equal((await call(`/operations/${body.id}`)).body.action, "delete");
});
