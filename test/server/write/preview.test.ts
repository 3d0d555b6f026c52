import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import type { Operation } from "../../../sdk/contract/index.js";
import type { Database } from "../../../server/postgres/database.js";
import { type Acting, startActing } from "../../support/acting.js";
import { openPreparedDatabase } from "../../support/prepared-database.js";
import { checkProperty } from "../../support/property.js";

let database: Database;
before(async () => void (database = await openPreparedDatabase()));
after(() => database.destroy());

const points = (amount: number) => ({ currency: "points", amount });

/** What an operator reads off a preview and off a receipt, without what is new each time. */
const consequences = ({ changes, tier, message, effects, warnings }: Operation) => ({
  moves: changes.map(({ currency, applied, earned, spendable, spent, expired }) => ({
    currency,
    applied,
    by: [earned, spendable, spent, expired].map((delta) => delta && delta.after - delta.before),
  })),
  tier,
  message: message && { ...message, status: null },
  effects: effects.map(({ kind, subject, count }) => ({ kind, subject, punches: count && count.after - count.before })),
  warnings,
});

test("a preview writes nothing", async () => {
  const { preview, count } = await startActing(database);
  const { status, operation } = await preview("add", points(600));
  assert.deepEqual([status, operation.status], [200, "simulated"]);
  assert.match(operation.previewTag ?? "", /^[0-9a-f]{64}$/);
  assert.deepEqual([await count("operation"), await count("entry"), await count("audit")], [0, 0, 0]);
});

test("a preview of an undo is what the undo then does, its tier and refusals too, and writes nothing", async () => {
  const { act, previewReversal, reverse, account, count } = await startActing(database);
  const { id } = (await act("add", points(600))).operation;
  const before = [await account(), await count("operation"), await count("audit")];
  const preview = (await previewReversal(id)).operation;
  assert.deepEqual([preview.status, preview.reverses, preview.changes[0]?.applied], ["simulated", id, -600]);
  assert.notEqual(preview.tier, null);
  assert.deepEqual([await account(), await count("operation"), await count("audit")], before);
  const { operation } = await reverse(id);
  assert.deepEqual(consequences(operation), consequences(preview));
  assert.equal((await previewReversal(id)).code, "already-reversed");
  const spent = (await act("add", points(10))).operation.id;
  await act("redeem", points(10));
  assert.equal((await previewReversal(spent)).code, "insufficient-balance");
  await assert.rejects(previewReversal("op_nobody"), { code: "not-found" });
});

test("a preview of an undo needs the permission of what it undoes", async () => {
  const { act, path, operator, tenant } = await startActing(database);
  const { id } = (await act("add", points(5))).operation;
  const viewer = { ...operator, id: "op_viewer", permissions: [] };
  const asked = { tenant, operator: viewer, source: "manual", requestId: "req_viewer", operationId: id, input: {} };
  assert.equal((await path.previewReversal(asked)).status, 403);
});

test("what lands between preview and commit and changes nothing of the outcome refuses nothing", async () => {
  const { preview, act } = await startActing(database);
  const { previewTag = "" } = (await preview("add", points(100))).operation;
  await act("add", points(7));
  await act("add-tag", { tag: "VIP" });
  assert.equal((await act("add", points(100), { previewMatch: previewTag })).status, 200);
});

test("what is done to several balances has one order, however their rows lie in the database", async () => {
  const { preview, act, memberId } = await startActing(database);
  await act("add", points(5));
  await act("add", { currency: "credits", amount: 7 });
  const asked = { confirmation: memberId };
  const { previewTag = "" } = (await preview("delete", asked)).operation;
  for (const scans of [["enable_seqscan"], ["enable_indexscan", "enable_bitmapscan"]]) {
    for (const setting of scans) await sql`set ${sql.ref(setting)} = off`.execute(database);
    assert.equal((await preview("delete", asked)).operation.previewTag, previewTag);
    for (const setting of scans) await sql`reset ${sql.ref(setting)}`.execute(database);
  }
});

test("an outcome that differs is refused as stale, be it a tier, a refusal or a consent; the key is free for the next try", async () => {
  const { preview, act, tenant, memberId } = await startActing(database);
  const tagOf = async (id: string, input: Record<string, unknown>) =>
    (await preview(id, input)).operation.previewTag ?? "";
  const beforeSilver = await tagOf("add", points(100));
  await act("add", points(450));
  const stale = await act("add", points(100), { previewMatch: beforeSilver, key: "k" });
  assert.deepEqual([stale.status, stale.code], [412, "stale"]);
  const redeemAll = await tagOf("redeem", points(450));
  await act("redeem", points(1));
  assert.equal((await act("redeem", points(450), { previewMatch: redeemAll })).code, "stale");
  const sms = await tagOf("send-sms", { templateId: "tpl_sms" });
  await database
    .updateTable("consent")
    .set({ granted: false })
    .where("tenant", "=", tenant)
    .where("member_id", "=", memberId)
    .execute();
  assert.equal((await act("send-sms", { templateId: "tpl_sms" }, { previewMatch: sms })).code, "stale");
  assert.equal(
    (await act("add", points(100), { previewMatch: await tagOf("add", points(100)), key: "k" })).status,
    200,
  );
});

/** Two steps that the same points reach, one after the other. */
const closeTiers = ["bronze", "silver", "gold"].map((id, rank) => ({ id, name: id, rank, threshold: rank * 100 }));

test("the tier alone makes another outcome: the same points that reach another one are stale", async () => {
  const { preview, act } = await startActing(database, { program: { tiers: closeTiers } });
  const { previewTag = "", tier } = (await preview("add", points(100))).operation;
  assert.deepEqual(tier, { before: "bronze", after: "silver" });
  await act("add", points(100));
  const stale = await act("add", points(100), { previewMatch: previewTag });
  assert.deepEqual([stale.status, stale.code], [412, "stale"]);
});

test("an action that holds the exact state wants the member's version", async () => {
  const { act, memberId } = await startActing(database);
  const confirmation = { confirmation: memberId };
  assert.deepEqual(
    [(await act("delete", confirmation)).status, (await act("delete", confirmation)).code],
    [428, "precondition-required"],
  );
  assert.deepEqual(
    [
      (await act("delete", confirmation, { ifMatch: '"9"' })).status,
      (await act("delete", confirmation, { ifMatch: '"9"' })).code,
    ],
    [412, "stale"],
  );
  await act("add", points(10));
  assert.equal((await act("delete", confirmation, { ifMatch: '"1"' })).status, 200);
});

const anAct = fc.oneof(
  fc.record({
    id: fc.constant("add"),
    input: fc.record({ currency: fc.constantFrom("points", "credits"), amount: fc.integer({ min: 1, max: 600 }) }),
  }),
  fc.record({
    id: fc.constant("redeem"),
    input: fc.record({ currency: fc.constantFrom("points", "credits"), amount: fc.integer({ min: 1, max: 600 }) }),
  }),
  fc.record({
    id: fc.constant("punch-card"),
    input: fc.record({ punchCardId: fc.constant("card_coffee"), count: fc.integer({ min: 1, max: 10 }) }),
  }),
  fc.record({
    id: fc.constant("send-asset"),
    input: fc.record({ giftId: fc.constantFrom("gift_pastry", "gift_beans") }),
  }),
  fc.record({
    id: fc.constantFrom("add-tag", "remove-tag"),
    input: fc.record({ tag: fc.constantFrom("VIP", "weekend") }),
  }),
);
type AnAct = typeof anAct extends fc.Arbitrary<infer T> ? T : never;

const commitAsPreviewed = async (
  { preview, act }: Acting,
  { id, input }: AnAct,
  between: readonly AnAct[],
): Promise<void> => {
  const previewed = await preview(id, input);
  for (const other of between) await act(other.id, other.input);
  const previewMatch = previewed.operation.previewTag ?? null;
  const done = await act(id, input, { previewMatch });
  if (previewed.status !== 200) assert.ok(between.length > 0 || done.code === previewed.code);
  else if (done.code !== "stale") assert.deepEqual(consequences(done.operation), consequences(previewed.operation));
  else assert.ok(between.length > 0, "stale though nothing happened in between");
};

test("L10 what is committed is what was previewed, or it is refused as stale", async () => {
  const acting = await startActing(database);
  await checkProperty(
    fc.asyncProperty(anAct, fc.array(anAct, { maxLength: 3 }), (act, between) =>
      commitAsPreviewed(acting, act, between),
    ),
    { numRuns: 30 },
  );
});
