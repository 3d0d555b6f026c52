import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import type { Database } from "../../../server/postgres/database.js";
import { forgetOldRefusals } from "../../../server/due/forget-refusals.js";
import { type Acting, startActing } from "../../support/acting.js";
import { startBackend } from "../../support/backend.js";
import { openPreparedDatabase } from "../../support/prepared-database.js";
import { checkProperty } from "../../support/property.js";
import { makeMember, operatorOf } from "../../support/tenant.js";

const add100 = { currency: "points", amount: 100, note: "Sorry for the wait" };
const DAY_MS = 24 * 60 * 60 * 1000;

let database: Database;
let acting: Acting;
before(async () => {
  database = await openPreparedDatabase();
  acting = await startActing(database);
});
after(() => database.destroy());

test("the same key and request answer the same to the byte, once done, whatever has become of the member since", async () => {
  const { act, account } = await startActing(database);
  const first = await act("add", add100, { key: "k" });
  await act("add", { currency: "points", amount: 7 });
  const again = await act("add", add100, { key: "k", requestId: "req_another" });
  assert.equal(first.replayed, false);
  assert.equal(again.replayed, true);
  assert.equal(again.status, 200);
  assert.equal(again.body, first.body);
  assert.equal((await account())?.earned, 107);
});

test("N09 the same key with another body, member or precondition is refused and changes nothing", async () => {
  const { act, account, tenant, reverse, preview } = await startActing(database);
  const other = await makeMember(database, tenant);
  const done = await act("add", add100, { key: "k" });
  const { previewTag = "" } = (await preview("add", add100)).operation;
  const others = [
    await act("add", { ...add100, amount: 101 }, { key: "k" }),
    await act("add", { ...add100, note: "Another note" }, { key: "k" }),
    await act("redeem", { currency: "points", amount: 100 }, { key: "k" }),
    await act("add", add100, { key: "k", memberId: other }),
    await act("add", add100, { key: "k", previewMatch: previewTag }),
    await reverse(done.operation.id, { key: "k" }),
  ];
  for (const { status, code } of others) assert.deepEqual([status, code], [422, "idempotency-key-reused"]);
  assert.deepEqual(await account(), { earned: 100, spendable: 100, spent: 0, expired: 0, pending: 0, seq: 1 });
});

test("N09 of two different requests that come under one key at once, one is done and the other is refused", async () => {
  const { act, account } = await startActing(database);
  const answers = await Promise.all([
    act("add", { currency: "points", amount: 100 }, { key: "k" }),
    act("add", { currency: "points", amount: 7 }, { key: "k" }),
  ]);
  assert.deepEqual(
    answers.map(({ status, code, replayed }) => [status, code, replayed]),
    [
      [200, undefined, false],
      [422, "idempotency-key-reused", false],
    ],
  );
  assert.equal((await account())?.earned, 100);
});

test("a refusal that no key keeps is given to each of those who come at once, and is nobody's replay", async () => {
  const { act, count } = await startActing(database);
  const wrong = { currency: "gems", amount: 1 };
  const answers = await Promise.all([act("add", wrong, { key: "k" }), act("add", wrong, { key: "k" })]);
  assert.deepEqual(
    answers.map(({ status, code, replayed }) => [status, code, replayed]),
    Array.from({ length: 2 }, () => [422, "validation", false]),
  );
  assert.equal(await count("audit"), 2, "Each was decided.");
});

test("N09 a used key is told as such before it is asked whether what it comes for exists", async () => {
  const backend = await startBackend({ database });
  const call = await backend.as({ tenant: await backend.seed() });
  const key = { "Idempotency-Key": "k-once" };
  assert.equal((await call("/members/m_1048/actions/add", add100, key)).status, 200);
  const later = [
    await call("/operations/op_never/reversal", {}, key),
    await call("/members/m_never/actions/add", add100, key),
    await call("/members/m_1048/actions/send-asset", { giftId: "gift_never" }, key),
  ];
  for (const { status, body } of later) assert.deepEqual([status, body.code], [422, "idempotency-key-reused"]);
  assert.equal((await call("/operations/op_never/reversal", {})).status, 404);
});

test("N10 a key that is missing, empty, too long or not visible ASCII is refused, and changes nothing", async () => {
  const backend = await startBackend({ database });
  const tenant = await backend.seed();
  const authorization = `Bearer ${await backend.tokenFor({ tenant })}`;
  const before = await acting.database.selectFrom("operation").select("id").where("tenant", "=", tenant).execute();
  const send = async (key: string | null) => {
    const headers = {
      authorization,
      "content-type": "application/json",
      ...(key !== null && { "idempotency-key": key }),
    };
    const answer = await backend.fetch("/v1/members/m_1048/actions/add", {
      method: "POST",
      headers,
      body: JSON.stringify(add100),
    });
    return { status: answer.status, ...((await answer.json()) as { code: string }) };
  };
  for (const key of [null, "", "k".repeat(256), "two words"])
    assert.deepEqual([(await send(key)).status, (await send(key)).code], [400, "idempotency-key-invalid"]);
  const latin1 = fc.string({
    unit: fc.integer({ min: 0x80, max: 0xff }).map((code) => String.fromCharCode(code)),
    minLength: 1,
    maxLength: 20,
  });
  await checkProperty(
    fc.asyncProperty(latin1, async (key) => assert.equal((await send(key)).status, 400)),
    { numRuns: 20 },
  );
  const after = await acting.database.selectFrom("operation").select("id").where("tenant", "=", tenant).execute();
  assert.equal(after.length, before.length);
});

test("N14 another operator or tenant with my key neither reads my answer nor is refused for it", async () => {
  const { act, account, tenant } = await startActing(database);
  const mine = await act("add", add100, { key: "k" });
  const theirs = await act(
    "add",
    { currency: "points", amount: 1 },
    { key: "k", operator: operatorOf(tenant, { id: "u_dana" }) },
  );
  assert.equal(theirs.status, 200);
  assert.equal(theirs.replayed, false);
  assert.notEqual(theirs.operation.id, mine.operation.id);
  assert.equal((await account())?.earned, 101);
  const elsewhere = await startActing(database);
  assert.equal((await elsewhere.act("add", add100, { key: "k" })).replayed, false);
});

test("N15 what was refused for its balance stays refused under its key, though the balance grows; a new key works", async () => {
  const { act } = await startActing(database);
  const redeem = { currency: "points", amount: 50 };
  const refused = await act("redeem", redeem, { key: "k" });
  assert.deepEqual([refused.status, refused.code], [409, "insufficient-balance"]);
  await act("add", add100);
  const again = await act("redeem", redeem, { key: "k" });
  assert.equal(again.body, refused.body);
  assert.equal(again.replayed, true);
  assert.equal((await act("redeem", redeem)).status, 200);
});

test("what lacked a permission, a member or a valid choice leaves its key free", async () => {
  const { act, operator } = await startActing(database);
  const viewer = { ...operator, permissions: [] };
  assert.equal((await act("add", add100, { key: "k1", operator: viewer })).code, "forbidden");
  assert.equal((await act("add", add100, { key: "k1" })).status, 200);
  assert.equal((await act("add", add100, { key: "k2", memberId: "m_nobody" })).code, "not-found");
  assert.equal((await act("add", add100, { key: "k2" })).status, 200);
  const unknown = await act("add", { currency: "stars", amount: 1 }, { key: "k3" });
  assert.deepEqual(
    [unknown.status, unknown.code, unknown.problem.errors?.[0]?.pointer],
    [422, "validation", "/currency"],
  );
  assert.equal((await act("add", add100, { key: "k3" })).replayed, false);
});

test("N17 once its answer is no longer kept, a key is refused as already done and never executed twice", async () => {
  const { act, account, clock } = await startActing(database);
  await act("add", add100, { key: "k" });
  clock.advance(7 * DAY_MS + 1);
  const late = await act("add", add100, { key: "k" });
  assert.deepEqual([late.status, late.code], [409, "already-done"]);
  assert.equal((await account())?.earned, 100);
});

test("N17 what a refusal said is dropped after seven days, and its key stays used", async () => {
  const { act, account, settle, clock, tenant } = await startActing(database);
  const redeem = { currency: "points", amount: 1000 };
  await act("redeem", redeem, { key: "k" });
  const kept = async () =>
    (await database.selectFrom("operation").select("receipt").where("tenant", "=", tenant).executeTakeFirstOrThrow())
      .receipt;
  clock.advance(7 * DAY_MS);
  await forgetOldRefusals({ database, clock });
  assert.match((await kept()) ?? "", /insufficient-balance/);
  clock.advance(1);
  await forgetOldRefusals({ database, clock });
  assert.equal(await kept(), null);
  await act("add", { currency: "points", amount: 1000 });
  assert.equal((await act("redeem", redeem, { key: "k" })).code, "already-done");
  assert.equal((await account())?.spendable, 1000);
  const { state, status, problem } = await settle("k");
  assert.deepEqual([state, status, problem?.code], ["settled", 409, "already-done"]);
});

test("what was done keeps its receipt for good", async () => {
  const { act, clock, tenant } = await startActing(database);
  await act("add", add100);
  const receipt = () => database.selectFrom("operation").select("receipt").where("tenant", "=", tenant).execute();
  const kept = await receipt();
  clock.advance(7 * DAY_MS + 1);
  await forgetOldRefusals({ database, clock });
  assert.deepEqual(await receipt(), kept);
});

test("a key that is settled before its request arrives is void: the late arrival is refused", async () => {
  const { act, settle, account } = await startActing(database);
  assert.deepEqual(await settle("k"), { state: "voided", status: null, operation: null, problem: null });
  assert.deepEqual(await settle("k"), { state: "voided", status: null, operation: null, problem: null });
  assert.deepEqual((await act("add", add100, { key: "k" })).code, "conflict");
  assert.equal(await account(), undefined);
});

test("a key that was used settles to its outcome, be it a receipt or a refusal", async () => {
  const { act, settle } = await startActing(database);
  const done = await act("add", add100, { key: "k1" });
  assert.deepEqual(await settle("k1"), {
    state: "settled",
    status: 200,
    operation: JSON.parse(done.body) as unknown,
    problem: null,
  });
  await act("redeem", { currency: "points", amount: 1000 }, { key: "k2" });
  const refused = await settle("k2");
  assert.deepEqual([refused.state, refused.status, refused.problem?.code], ["settled", 409, "insufficient-balance"]);
});
