import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { Database } from "../../../server/postgres/database.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { startActing } from "../../support/acting.js";
import { tablesWith } from "../../support/dump.js";
import { openPreparedDatabase } from "../../support/prepared-database.js";
import { makeMember } from "../../support/tenant.js";

let database: Database;
before(async () => void (database = await openPreparedDatabase()));
after(() => database.destroy());

const points = (amount: number, more = {}) => ({ currency: "points", amount, ...more });
const CANARY = "Canary-7391";

/** A member who has left a trace wherever one can be left. */
const startTraced = async () => {
  const acting = await startActing(database);
  const { tenant, act, reverse } = acting;
  const memberId = await makeMember(database, tenant, { name: CANARY, externalIds: [`CRM-${CANARY}`] });
  await database
    .updateTable("profile")
    .set({ email: `${CANARY}@example.com`.toLowerCase(), push_token: CANARY })
    .where("tenant", "=", tenant)
    .where("member_id", "=", memberId)
    .execute();
  const given = { memberId };
  await act("add", points(600, { note: CANARY, reference: CANARY, expiresAt: "2026-12-31" }), {
    ...given,
    key: "k-add",
  });
  await act("redeem", points(100, { note: CANARY }), given);
  await act("redeem", points(9999, { note: CANARY }), { ...given, key: "k-refused" });
  await act("add-tag", { tag: CANARY }, given);
  await act("send-asset", { giftId: "gift_pastry", note: CANARY }, given);
  await act("punch-card", { punchCardId: "card_coffee" }, given);
  await act("give-reward", { rewardId: "reward_coffee", deductPoints: false, note: CANARY }, given);
  await act("send-sms", { body: `Hi {name}, ${CANARY}` }, { ...given, key: "k-sms" });
  const mistaken = await act("add-tag", { tag: `${CANARY} 2` }, given);
  await reverse(mistaken.operation.id, { input: { note: CANARY } });
  return { ...acting, memberId };
};

test("S0-21 deleting a member removes all that is personal from every table, for good", async () => {
  const { act, memberId, account, tenant } = await startTraced();
  assert.deepEqual(await tablesWith(database, CANARY), [
    "external_id",
    "member_lookup",
    "member_tag",
    "member_text",
    "message",
    "operation",
    "profile",
    "tag",
  ]);
  const { operation, status } = await act(
    "delete",
    { confirmation: CANARY, note: CANARY },
    { memberId, ifMatch: '"2"' },
  );
  assert.equal(status, 200);
  assert.deepEqual(operation.effects, [{ kind: "erasure", subject: null }]);
  assert.equal(operation.note, null);
  assert.equal(operation.reversible, null);
  assert.deepEqual(await tablesWith(database, CANARY), []);
  const member = await database
    .selectFrom("member")
    .selectAll()
    .where("tenant", "=", tenant)
    .where("id", "=", memberId)
    .executeTakeFirstOrThrow();
  assert.deepEqual([member.status, member.tier_id], ["deleted", null]);
  for (const table of [
    "profile",
    "external_id",
    "member_lookup",
    "member_tag",
    "consent",
    "member_text",
    "lot",
    "member_gift",
    "member_punch_card",
    "coupon",
  ] as const) {
    const left = await database
      .selectFrom(table)
      .select("tenant")
      .where("tenant", "=", tenant)
      .where("member_id", "=", memberId)
      .execute();
    assert.deepEqual(left, [], table);
  }
  assert.deepEqual(await account("points", memberId), {
    earned: 600,
    spendable: 0,
    spent: 100,
    expired: 500,
    pending: 0,
    seq: 3,
  });
});

test("what waited to be sent never is", async () => {
  const { act, memberId, tenant } = await startTraced();
  await act("delete", { confirmation: memberId }, { memberId, ifMatch: '"2"' });
  const messages = await database
    .selectFrom("message")
    .select(["status", "reason", "to_address", "body"])
    .where("tenant", "=", tenant)
    .execute();
  assert.deepEqual(messages, [{ status: "blocked", reason: "erased", to_address: null, body: null }]);
});

test("e-mail, phone and host's ids are free for somebody new, who starts with nothing", async () => {
  const { act, memberId, tenant } = await startTraced();
  const { email, phone } = await database
    .selectFrom("profile")
    .select(["email", "phone"])
    .where("tenant", "=", tenant)
    .where("member_id", "=", memberId)
    .executeTakeFirstOrThrow();
  await act("delete", { confirmation: memberId }, { memberId, ifMatch: '"2"' });
  const again = await makeMember(database, tenant);
  await database
    .updateTable("profile")
    .set({ email, phone })
    .where("tenant", "=", tenant)
    .where("member_id", "=", again)
    .execute();
});

test("it asks for the member's id or full name, exactly", async () => {
  const { act, memberId } = await startActing(database);
  for (const confirmation of ["Noa", "noa ben-david", "m_", "*"]) {
    const refused = await act("delete", { confirmation }, { ifMatch: '"1"', key: "k" });
    assert.deepEqual([refused.status, refused.problem.errors?.[0]?.pointer], [422, "/confirmation"]);
  }
  assert.equal((await act("delete", { confirmation: memberId }, { ifMatch: '"1"', key: "k" })).status, 200);
});

test("S0-21 it takes the name as a keyboard types it: straight apostrophe, plain hyphen, any Unicode form", async () => {
  const { act, tenant } = await startActing(database);
  const memberId = await makeMember(database, tenant, { name: "Zoë O’Brien\u2011Lévy" });
  const given = { memberId, ifMatch: '"1"' };
  const refused = await act("delete", { confirmation: "Zoe O'Brien-Levy" }, given);
  assert.equal(refused.problem.errors?.[0]?.code, "mismatch");
  const done = await act("delete", { confirmation: "Zoe\u0308 O'Brien-Le\u0301vy" }, given);
  assert.equal(done.status, 200);
});

test("afterwards nothing can be done to them, by a new key, an old one, or an undo", async () => {
  const { act, reverse, memberId, tenant, settle, preview } = await startTraced();
  const done = await database
    .selectFrom("operation")
    .select("id")
    .where("tenant", "=", tenant)
    .where("key", "=", "k-add")
    .executeTakeFirstOrThrow();
  await act("delete", { confirmation: memberId }, { memberId, ifMatch: '"2"' });
  const tries = [
    await act("add", points(1), { memberId }),
    await preview("add", points(1), { memberId }),
    await act("delete", { confirmation: memberId }, { memberId, ifMatch: '"3"' }),
    await act("add", points(600, { note: CANARY, reference: CANARY, expiresAt: "2026-12-31" }), {
      memberId,
      key: "k-add",
    }),
    await act("redeem", points(9999, { note: CANARY }), { memberId, key: "k-refused" }),
    await reverse(done.id),
  ];
  for (const { status, code } of tries) assert.deepEqual([status, code], [410, "member-gone"]);
  assert.deepEqual((await settle("k-sms")).problem?.code, "member-gone");
});

test("N18 the deletion itself, sent again, answers its same success", async () => {
  const { act, memberId, settle } = await startTraced();
  const input = { confirmation: memberId, reference: "T-4711", reasonCode: "goodwill", note: "They asked for it" };
  const given = { memberId, ifMatch: '"2"', key: "k-delete" };
  const first = await act("delete", input, given);
  const again = await act("delete", input, given);
  assert.deepEqual([again.status, again.replayed, again.body], [200, true, first.body]);
  assert.equal(first.operation.reference, "T-4711");
  assert.deepEqual((await settle("k-delete")).operation, first.operation);
});

test("points that were still pending go with the member", async () => {
  const { act, account, memberId, tenant } = await startActing(database);
  const key = { tenant, member_id: memberId, currency: "points" };
  const balances = { earned: 0, spendable: 0, spent: 0, expired: 0, pending: 100 };
  await insertRows(database, "account", [{ ...key, ...balances, seq: 0 }]);
  await insertRows(database, "lot", [{ ...key, expires_on: "infinity", available_on: "2026-12-04", amount: 100 }]);
  await act("delete", { confirmation: memberId }, { ifMatch: '"1"' });
  assert.deepEqual(await account(), { ...balances, pending: 0, seq: 1 });
});

test("the sums of a program's ledger still hold, and the audit still names who did it", async () => {
  const { act, memberId, tenant } = await startTraced();
  await act("delete", { confirmation: memberId }, { memberId, ifMatch: '"2"' });
  const { rows } = await sql<{ earned: number; kept: number }>`
    select sum(earned)::int as earned, sum(spendable + spent + expired)::int as kept from entry where tenant = ${tenant}`.execute(
    database,
  );
  assert.deepEqual(rows, [{ earned: 600, kept: 600 }]);
  const audit = await database
    .selectFrom("audit")
    .select(["operator_id", "outcome"])
    .where("tenant", "=", tenant)
    .where("action", "=", "delete")
    .execute();
  assert.deepEqual(audit, [{ operator_id: "u_ari", outcome: "applied" }]);
});
