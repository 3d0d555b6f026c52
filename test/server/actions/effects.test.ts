import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Database } from "../../../server/postgres/database.js";
import { startActing } from "../../support/acting.js";
import { openPreparedDatabase } from "../../support/prepared-database.js";

let database: Database;
before(async () => void (database = await openPreparedDatabase()));
after(() => database.destroy());

const points = (amount: number, more = {}) => ({ currency: "points", amount, ...more });
const credits = (amount: number) => ({ currency: "credits", amount });

test("S0-8 S3-20 adding points raises earned and spendable by the amount, and is on record as that", async () => {
  const { act, account } = await startActing(database);
  const { operation } = await act(
    "add",
    points(100, { reasonCode: "goodwill", note: "Sorry for the wait", reference: "T-4711" }),
  );
  assert.deepEqual(operation.changes, [
    {
      currency: "points",
      earned: { before: 0, after: 100 },
      spendable: { before: 0, after: 100 },
      spent: null,
      expired: null,
      requested: 100,
      applied: 100,
    },
  ]);
  assert.equal(operation.action, "add");
  assert.deepEqual([operation.status, operation.source, operation.operator?.name], ["applied", "manual", "Ari Cohen"]);
  assert.deepEqual(
    [operation.reasonCode, operation.note, operation.reference],
    ["goodwill", "Sorry for the wait", "T-4711"],
  );
  assert.deepEqual(await account(), { earned: 100, spendable: 100, spent: 0, expired: 0, pending: 0, seq: 1 });
});

test("S0-9 S3-23 redeeming points moves them from spendable to spent; earned and tier stay; the first to expire go first", async () => {
  const { act, account, tenant, memberId } = await startActing(database);
  await act("add", points(500));
  await act("add", points(100, { expiresAt: "2026-12-31" }));
  const { operation } = await act("redeem", points(150));
  assert.equal(operation.action, "redeem");
  assert.deepEqual(operation.changes[0]?.spent, { before: 0, after: 150 });
  assert.equal(operation.changes[0].earned, null);
  assert.equal(operation.tier, null);
  assert.deepEqual(await account(), { earned: 600, spendable: 450, spent: 150, expired: 0, pending: 0, seq: 3 });
  const lots = await database
    .selectFrom("lot")
    .select(["expires_on", "amount"])
    .where("tenant", "=", tenant)
    .where("member_id", "=", memberId)
    .orderBy("expires_on")
    .execute();
  assert.deepEqual(lots, [
    { expires_on: "2026-12-31", amount: 0 },
    { expires_on: "infinity", amount: 450 },
  ]);
});

test("points that expired since can't be redeemed, though nothing has moved them yet; on their last day they can", async () => {
  const { act, clock } = await startActing(database);
  await act("add", points(100, { expiresAt: "2026-11-22" }));
  clock.set("2026-11-22T23:30:00Z");
  assert.equal((await act("redeem", points(1))).status, 200);
  clock.set("2026-11-23T00:30:00Z");
  assert.equal((await act("redeem", points(1))).code, "insufficient-balance");
  assert.deepEqual(
    (await act("add", points(1, { expiresAt: "2026-11-22" }))).problem.errors?.[0]?.pointer,
    "/expiresAt",
  );
});

test("S0-10 credits are a second, separate balance: neither ever moves the other", async () => {
  const { act, account } = await startActing(database);
  await act("add", credits(4850));
  await act("add", points(10));
  await act("redeem", credits(50));
  assert.deepEqual(await account("credits"), {
    earned: 4850,
    spendable: 4800,
    spent: 50,
    expired: 0,
    pending: 0,
    seq: 2,
  });
  assert.deepEqual(await account("points"), { earned: 10, spendable: 10, spent: 0, expired: 0, pending: 0, seq: 1 });
  assert.equal((await act("redeem", points(11))).code, "insufficient-balance");
});

test("earning lifts the tier and says so, and only the tier's currency does; redeeming leaves it", async () => {
  const { act, tenant, memberId } = await startActing(database);
  const tier = () =>
    database
      .selectFrom("member")
      .select(["tier_id", "version"])
      .where("tenant", "=", tenant)
      .where("id", "=", memberId)
      .executeTakeFirst();
  await act("add", credits(100_000));
  assert.deepEqual(await tier(), { tier_id: "bronze", version: 1 });
  const { operation } = await act("add", points(500));
  assert.deepEqual(operation.tier, { before: "bronze", after: "silver" });
  assert.deepEqual(operation.warnings, [{ code: "tier-change", detail: "The tier changes from Bronze to Silver." }]);
  await act("redeem", points(500));
  assert.deepEqual(await tier(), { tier_id: "silver", version: 2 });
});

test("S0-11 a gift lands in the wallet, free, for as long as it is valid; one with a stock is one fewer", async () => {
  const { act, tenant, account } = await startActing(database);
  const { operation } = await act("send-asset", { giftId: "gift_pastry" });
  assert.deepEqual(operation.effects, [
    { kind: "gift", subject: { id: "gift_pastry", name: "Free pastry" }, issued: operation.effects[0]?.issued },
  ]);
  const held = await database
    .selectFrom("member_gift")
    .select(["id", "gift_id", "status", "expires_on"])
    .where("tenant", "=", tenant)
    .execute();
  assert.deepEqual(held, [
    { id: operation.effects[0]?.issued, gift_id: "gift_pastry", status: "active", expires_on: "2026-12-21" },
  ]);
  assert.equal(await account(), undefined);
  for (let left = 3; left > 0; left--) assert.equal((await act("send-asset", { giftId: "gift_beans" })).status, 200);
  assert.equal((await act("send-asset", { giftId: "gift_beans" })).code, "out-of-stock");
  assert.deepEqual((await act("send-asset", { giftId: "gift_none" })).problem.errors?.[0]?.pointer, "/giftId");
});

test("S0-12 a punch goes onto the active card", async () => {
  const { act, count } = await startActing(database);
  await act("punch-card", { punchCardId: "card_coffee", count: 3 });
  const { operation } = await act("punch-card", { punchCardId: "card_coffee" });
  assert.deepEqual(operation.effects, [
    {
      kind: "punch",
      subject: { id: "card_coffee", name: "Coffee card" },
      count: { before: 3, after: 4, of: 10 },
      issued: null,
    },
  ]);
  assert.equal(await count("member_punch_card"), 1);
});

test("S0-13 without an active card an empty one is issued and punched, in one operation", async () => {
  const { act, count, tenant } = await startActing(database);
  const { operation } = await act("punch-card", { punchCardId: "card_coffee" });
  const [effect] = operation.effects;
  assert.deepEqual(effect?.count, { before: 0, after: 1, of: 10 });
  assert.ok(effect.issued);
  assert.equal(await count("operation"), 1);
  const cards = await database
    .selectFrom("member_punch_card")
    .select(["id", "punches", "status"])
    .where("tenant", "=", tenant)
    .execute();
  assert.deepEqual(cards, [{ id: effect.issued, punches: 1, status: "active" }]);
});

test("a card that is filled is full, and what is left over begins the next one", async () => {
  const { act, tenant } = await startActing(database);
  await act("punch-card", { punchCardId: "card_coffee", count: 8 });
  const { operation } = await act("punch-card", { punchCardId: "card_coffee", count: 5 });
  assert.deepEqual(
    operation.effects.map(({ count }) => count),
    [
      { before: 8, after: 10, of: 10 },
      { before: 0, after: 3, of: 10 },
    ],
  );
  const cards = await database
    .selectFrom("member_punch_card")
    .select(["punches", "status"])
    .where("tenant", "=", tenant)
    .orderBy("punches")
    .execute();
  assert.deepEqual(cards, [
    { punches: 3, status: "active" },
    { punches: 10, status: "full" },
  ]);
});

test("S1-8 any string is a tag the moment it is used, without being registered", async () => {
  const { act, tenant, memberId } = await startActing(database);
  for (const tag of ["VIP", "לקוחה קבועה", "👩‍👩‍👧", "'; drop table member; --", "x".repeat(64), "e\u0301t\u00e9"])
    assert.equal((await act("add-tag", { tag })).status, 200, tag);
  assert.equal((await act("add-tag", { tag: "\u00e9te\u0301" })).code, "conflict");
  const tags = await database
    .selectFrom("member_tag")
    .select("tag")
    .where("tenant", "=", tenant)
    .where("member_id", "=", memberId)
    .execute();
  assert.equal(tags.length, 6);
});

test("S1-9 a tag can be removed again", async () => {
  const { act, tenant } = await startActing(database);
  await act("add-tag", { tag: "test-user" });
  const { operation } = await act("remove-tag", { tag: "test-user" });
  assert.deepEqual(operation.effects, [{ kind: "tag", subject: { id: "test-user", name: "test-user" } }]);
  assert.deepEqual(await database.selectFrom("member_tag").select("tag").where("tenant", "=", tenant).execute(), []);
  assert.equal((await act("remove-tag", { tag: "test-user" })).code, "conflict");
});

test("a blocked member takes no part: refused, and kept so; what was done before may still be undone", async () => {
  const { act, reverse, tenant, memberId } = await startActing(database);
  const done = await act("add", points(10));
  await database
    .updateTable("member")
    .set({ status: "blocked" })
    .where("tenant", "=", tenant)
    .where("id", "=", memberId)
    .execute();
  assert.deepEqual((await act("add", points(10))).code, "member-blocked");
  assert.deepEqual((await act("send-asset", { giftId: "gift_pastry" })).code, "member-blocked");
  assert.equal((await reverse(done.operation.id)).status, 200);
});

test("a program may ask for reasons, and doesn't have to offer every action", async () => {
  const { act, preview } = await startActing(database, {
    program: { reason: { reasonCode: "required", note: "optional" }, capabilities: ["ledger.add"] },
  });
  const refused = await act("add", points(10));
  assert.deepEqual(
    [refused.status, refused.code, refused.problem.errors?.[0]?.pointer],
    [422, "reason-required", "/reasonCode"],
  );
  assert.equal((await preview("add", points(10))).status, 200);
  assert.equal((await act("add", points(10, { reasonCode: "goodwill" }))).status, 200);
  assert.equal((await act("add", points(10, { reasonCode: "because" }))).problem.errors?.[0]?.pointer, "/reasonCode");
  const off = await act("redeem", points(1));
  assert.deepEqual([off.status, off.code], [501, "capability-not-supported"]);
});

test("limits hold for one operation and for the last 24 hours; what is undone doesn't count", async () => {
  const limits = [
    { action: "add", currency: "points", per: "operation" as const, amount: 300 },
    { action: "add", currency: null, per: "day" as const, amount: 500 },
  ];
  const { act, preview, reverse, clock } = await startActing(database, { operator: { limits } });
  assert.equal((await act("add", points(301))).code, "limit-exceeded");
  const first = await act("add", points(300));
  assert.equal((await preview("add", points(201))).code, "limit-exceeded");
  assert.equal((await act("add", points(200))).status, 200);
  assert.equal((await act("add", points(1))).code, "limit-exceeded");
  assert.equal(
    (await act("add", credits(1))).code,
    "limit-exceeded",
    "A limit without a currency holds for all of them together.",
  );
  await reverse(first.operation.id);
  assert.equal((await act("add", points(300))).status, 200);
  assert.equal((await act("add", points(1))).code, "limit-exceeded");
  clock.set("2026-11-22T09:59:59Z");
  assert.equal((await act("add", points(1))).code, "limit-exceeded", "Midnight gives nothing back.");
  clock.set("2026-11-22T10:00:00Z");
  assert.equal((await act("add", points(1))).status, 200);
});

test("a limit of one action limits no other, and of several the narrowest counts", async () => {
  const limits = [
    { action: "add", currency: "points", per: "operation" as const, amount: 300 },
    { action: "add", currency: null, per: "operation" as const, amount: 200 },
    { action: "redeem", currency: null, per: "operation" as const, amount: 100 },
  ];
  const { act } = await startActing(database, { operator: { limits } });
  assert.equal((await act("add", points(201))).code, "limit-exceeded");
  assert.equal((await act("add", points(200))).status, 200);
  assert.equal((await act("redeem", points(101))).code, "limit-exceeded");
  assert.equal((await act("redeem", points(100))).status, 200);
});

test("a day's limit counts what its own operator did, though others write at the same time", async () => {
  const limits = [{ action: "add", currency: null, per: "day" as const, amount: 500 }];
  const { act, operator } = await startActing(database, { operator: { limits } });
  const others = ["u_one", "u_other"].map((id) => ({ operator: { ...operator, id } }));
  for (let time = 0; time < 2; time++) {
    const done = await Promise.all(others.map((by) => act("add", points(250), by)));
    assert.deepEqual(
      done.map(({ status }) => status),
      [200, 200],
    );
  }
  const over = await Promise.all(others.map((by) => act("add", points(1), by)));
  assert.deepEqual(
    over.map(({ code }) => code),
    ["limit-exceeded", "limit-exceeded"],
  );
});

test("a limit counts the punches of a punch card, and how many times of what has no amount", async () => {
  const limits = [
    { action: "punch-card", currency: null, per: "day" as const, amount: 3 },
    { action: "send-asset", currency: null, per: "day" as const, amount: 1 },
  ];
  const { act } = await startActing(database, { operator: { limits } });
  const punch = (count: number) => act("punch-card", { punchCardId: "card_coffee", count });
  assert.equal((await punch(4)).code, "limit-exceeded");
  assert.equal((await punch(2)).status, 200);
  assert.equal((await punch(2)).code, "limit-exceeded");
  assert.equal((await act("punch-card", { punchCardId: "card_coffee" })).status, 200);
  assert.equal((await punch(1)).code, "limit-exceeded");
  assert.equal((await act("send-asset", { giftId: "gift_pastry" })).status, 200);
  assert.equal((await act("send-asset", { giftId: "gift_pastry" })).code, "limit-exceeded");
});

test("a permission may be narrowed to a currency", async () => {
  const { act, operator } = await startActing(database, { operator: { permissions: ["ledger:add:points"] } });
  assert.equal((await act("add", points(1))).status, 200);
  assert.equal((await act("add", credits(1))).code, "forbidden");
  assert.equal((await act("redeem", points(1))).code, "forbidden");
  assert.equal(
    (await act("redeem", points(1), { operator: { ...operator, permissions: ["ledger:redeem"] } })).status,
    200,
  );
});

test("every decided request leaves an audit row, refused ones too; none can be changed", async () => {
  const { act, tenant, operator } = await startActing(database);
  await act("add", points(5));
  await act("redeem", points(50));
  await act("add", points(5), { operator: { ...operator, permissions: [] } });
  const rows = await database
    .selectFrom("audit")
    .select(["action", "outcome", "operator_id"])
    .where("tenant", "=", tenant)
    .orderBy("id")
    .execute();
  assert.deepEqual(
    rows.map(({ action, outcome }) => [action, outcome]),
    [
      ["add", "applied"],
      ["redeem", "insufficient-balance"],
      ["add", "forbidden"],
    ],
  );
});
