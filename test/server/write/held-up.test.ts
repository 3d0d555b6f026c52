import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Database } from "../../../server/postgres/database.js";
import { type Acting, startActing } from "../../support/acting.js";
import { hold, waitingFor } from "../../support/locks.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";
import { makeMember } from "../../support/tenant.js";

/** Another session holds rows, as a process does that is slow, or frozen in the middle of a transaction. */
let postgres: TestPostgres;
let database: Database;
before(async () => {
  postgres = await startPostgres();
  ({ database } = postgres);
});
after(() => postgres.stop());

const add = { currency: "points", amount: 1 };

const times = <T>(count: number, each: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => each(index));

const holdRow = (table: "member" | "operator" | "gift", tenant: string, id: string) =>
  hold(postgres.connect(1), `select from ${table} where tenant = '${tenant}' and id = '${id}' for no key update`);

const codesOf = (answers: readonly PromiseSettledResult<{ status: number }>[]) =>
  answers.map((answer) =>
    answer.status === "fulfilled" ? answer.value.status : (answer.reason as { code?: unknown }).code,
  );

/** Acts on a member of its own each time, and on none whose row is held. */
const actOnOthers = async ({ act, tenant }: Acting, count: number) => {
  const others = await Promise.all(times(count, () => makeMember(database, tenant)));
  return others.map((memberId) => act("add", add, { memberId }));
};

test("D09 500 writes to a member whose row is held are each refused as unavailable, and hold nobody else up", async () => {
  const acting = await startActing(database);
  const { act, tenant, memberId, account } = acting;
  const letGo = await holdRow("member", tenant, memberId);
  const held = Promise.allSettled(times(500, (index) => act("add", add, { key: `held-${index}` })));
  let isHeldAnswered = false;
  void held.then(() => (isHeldAnswered = true));
  for (const answer of await Promise.all(await actOnOthers(acting, 30))) assert.equal(answer.status, 200);
  assert.equal(isHeldAnswered, false, "The others did not wait for those that were held.");
  assert.deepEqual(new Set(codesOf(await held)), new Set(["unavailable"]));
  await letGo();
  assert.equal(await acting.count("operation"), 30);
  assert.equal((await act("add", add, { key: "held-0" })).status, 200, "Its key is free.");
  assert.equal((await account())?.earned, 1);
});

test("a write whose row is let go in time is done, in the order in which it came", async () => {
  const acting = await startActing(database);
  const { act, tenant, memberId, account } = acting;
  const letGo = await holdRow("member", tenant, memberId);
  const first = act("add", { currency: "points", amount: 100 });
  const second = act("redeem", { currency: "points", amount: 100 });
  await waitingFor(database, `from "member"`);
  await letGo();
  assert.deepEqual([(await first).status, (await second).status], [200, 200]);
  assert.deepEqual(await account(), { earned: 100, spendable: 0, spent: 100, expired: 0, pending: 0, seq: 2 });
});

test("rows of more members than may be waited for hold nobody else up", async () => {
  const acting = await startActing(database);
  const { act, tenant } = acting;
  const members = await Promise.all(times(6, () => makeMember(database, tenant)));
  const letGo = await Promise.all(members.map((id) => holdRow("member", tenant, id)));
  const held = Promise.allSettled(members.map((memberId) => act("add", add, { memberId })));
  for (const answer of await Promise.all(await actOnOthers(acting, 30))) assert.equal(answer.status, 200);
  assert.deepEqual(
    codesOf(await held),
    times(6, () => "unavailable"),
  );
  await Promise.all(letGo.map((end) => end()));
  for (const memberId of members) assert.equal((await act("add", add, { memberId })).status, 200);
});

test("an operator whose day is counted elsewhere, and a gift that is given elsewhere, hold up their own writes alone", async () => {
  const limits = [{ action: "add", currency: "points", per: "day" as const, amount: 500 }];
  const acting = await startActing(database, { operator: { limits } });
  const { act, tenant, operator, memberId } = acting;
  assert.equal((await act("add", add)).status, 200);
  const letGo = [await holdRow("operator", tenant, operator.id), await holdRow("gift", tenant, "gift_beans")];
  const held = Promise.allSettled([act("add", add), act("send-asset", { giftId: "gift_beans" })]);
  const another = { operator: { ...operator, id: "op_another", limits: [] } };
  assert.equal((await act("send-asset", { giftId: "gift_pastry" }, another)).status, 200);
  assert.equal((await act("add", add, { ...another, memberId: await makeMember(database, tenant) })).status, 200);
  assert.deepEqual(codesOf(await held), ["unavailable", "unavailable"]);
  for (const end of letGo) await end();
  assert.equal((await act("send-asset", { giftId: "gift_beans" }, { memberId })).status, 200);
  assert.equal((await act("add", add)).status, 200);
});

test("while one group can't be written, another of other members is", async () => {
  const { act, tenant, memberId, account } = await startActing(database);
  await act("add", add);
  const other = await makeMember(database, tenant);
  const own = `tenant = '${tenant}' and member_id = '${memberId}'`;
  const letGo = await hold(postgres.connect(1), `select from account where ${own} for update`);
  let isWritten = false;
  const writing = act("add", add).finally(() => (isWritten = true));
  await waitingFor(database, `insert into "account"`);
  assert.equal((await act("add", add, { memberId: other })).status, 200);
  assert.equal(isWritten, false, "The other one did not wait for it.");
  await letGo();
  assert.equal((await writing).status, 200);
  assert.equal((await account())?.earned, 2);
});
