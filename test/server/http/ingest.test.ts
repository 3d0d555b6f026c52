import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createWritePath } from "../../../server/write/write-path.js";
import { startBackend, type TestBackend } from "../../support/backend.js";
import { type Recorded, recordStatements } from "../../support/buffers.js";
import { hold } from "../../support/locks.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";
import { makeMembers } from "../../support/tenant.js";

const PURCHASES = 16;

let postgres: TestPostgres;
let recorded: Recorded;
let backend: TestBackend;
before(async () => {
  postgres = await startPostgres();
  recorded = recordStatements(postgres.database);
  backend = await startBackend({ database: recorded.database });
});
after(() => postgres.stop());

/** A new program with members who have done nothing yet, and its till. */
const openShop = async () => {
  const tenant = await backend.seed();
  const members = await makeMembers(
    postgres.database,
    tenant,
    Array.from({ length: PURCHASES }, () => ({})),
  );
  const token = await backend.tokenFor({ tenant, id: "till_1", permissions: ["events:ingest"] });
  /** Reports a purchase for ten euros, and answers its status. */
  const buy = async (memberId: string): Promise<number> => {
    const { status } = await backend.fetch("/ingest/purchases", {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": memberId },
      body: JSON.stringify({ memberId, amount: 1000 }),
    });
    return status;
  };
  /** What each member's purchase has brought, oldest first. */
  const brought = () => actionsOf(tenant, members);
  return { tenant, members, buy, brought };
};

const actionsOf = async (tenant: string, members: readonly string[]): Promise<string[]> => {
  const rows = await postgres.database
    .selectFrom("operation")
    .select(["member_id", "action"])
    .where("tenant", "=", tenant)
    .where("member_id", "in", members)
    .where("status", "=", "applied")
    .execute();
  return members.map((id) => {
    const actions = rows.filter(({ member_id }) => member_id === id).map(({ action }) => action);
    return actions.sort().join(" ");
  });
};

const EACH_ONCE = Array.from({ length: PURCHASES }, () => "add punch-card purchase send-asset");
const ALL_OK = Array.from({ length: PURCHASES }, () => 200);

const countStatements = async (job: () => Promise<unknown>): Promise<number> => {
  recorded.statements.length = 0;
  await job();
  return recorded.statements.length;
};

test("sixteen purchases at once run no more statements than the same one after the other", async () => {
  const [patient, hurried] = [await openShop(), await openShop()];
  const inTurn = await countStatements(async () => {
    for (const id of patient.members) assert.equal(await patient.buy(id), 200);
  });
  const atOnce = await countStatements(async () => {
    assert.deepEqual(await Promise.all(hurried.members.map(hurried.buy)), ALL_OK);
  });
  assert.deepEqual([await patient.brought(), await hurried.brought()], [EACH_ONCE, EACH_ONCE]);
  assert(atOnce <= inTurn, `${atOnce} statements at once, ${inTurn} one after the other`);
});

test("where the due work meets purchases, each reaction is done once", async () => {
  const { members, buy, brought } = await openShop();
  const buying = Promise.all(members.map(buy));
  let done = false;
  const finished = buying.finally(() => (done = true));
  while (!done) await backend.app.runDueWork();
  assert.deepEqual(await finished, ALL_OK);
  await backend.app.runDueWork();
  assert.deepEqual(await brought(), EACH_ONCE);
});

test("reactions to a locked member wait for the next round of due work, and no other member's do", async () => {
  const { tenant, members, brought } = await openShop();
  const [locked = "", free = ""] = members;
  const { database } = postgres;
  const writePath = createWritePath({ database, clock: backend.clock });
  const by = { tenant, operator: null, source: "pos", firesRules: true, actionId: "purchase", requestId: "req_test" };
  const input = { amount: { amount: 1000, currency: "EUR", scale: 2 } };
  for (const memberId of [locked, free]) await writePath.submit({ ...by, memberId, input, key: memberId });
  const row = `select from member where tenant = '${tenant}' and id = '${locked}' for update`;
  const letGo = await hold(postgres.connect(1), row);
  await assert.rejects(backend.app.runDueWork(), { code: "unavailable" });
  assert.deepEqual((await brought()).slice(0, 2), ["purchase", EACH_ONCE[0]]);
  await letGo();
  await backend.app.runDueWork();
  assert.deepEqual((await brought()).slice(0, 2), EACH_ONCE.slice(0, 2));
});
