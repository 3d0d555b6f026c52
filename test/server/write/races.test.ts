import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { type ActionDeclaration, catalogue } from "../../../sdk/contract/index.js";
import { migrate } from "../../../server/migrations/index.js";
import type { Database } from "../../../server/postgres/database.js";
import { keepReceipt } from "../../../server/write/keep-receipt.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { readAnswer, startActing } from "../../support/acting.js";
import { hold, waitingFor } from "../../support/locks.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";
import { changeProgram, makeMember } from "../../support/tenant.js";

/**
 * Races are real on PostgreSQL only: PGlite runs one transaction at a time. Two pools stand for two processes of the
 * server.
 */
let postgres: TestPostgres;
let one: Database;
let other: Database;
before(async () => {
  postgres = await startPostgres();
  one = postgres.database;
  other = postgres.connect();
});
after(() => postgres.stop());

/** The member's write path as two processes have it. */
const startTwice = async (options: Parameters<typeof startActing>[1] = {}) => {
  const acting = await startActing(one, options);
  const path = createWritePath({ database: other, clock: acting.clock });
  const { tenant, operator, memberId } = acting;
  const act: typeof acting.act = async (actionId, input, given) =>
    readAnswer(
      await path.submit({
        tenant,
        operator,
        source: "manual",
        requestId: "req_other",
        memberId,
        key: acting.newKey(),
        ...given,
        actionId,
        input,
      }),
    );
  return { acting, acts: [acting.act, act] as const };
};

const times = <T>(count: number, each: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => each(index));

const openTransaction = (database: Database) => {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { ended, end: () => end(), database };
};

test("N11 while the first attempt still runs elsewhere, the same key waits a second and is then told to come again", async () => {
  const { act, tenant, operator, account } = await startActing(one);
  const hold = openTransaction(other);
  let claimed: () => void = () => undefined;
  const isClaimed = new Promise<void>((resolve) => (claimed = resolve));
  const first = other
    .transaction()
    .execute(async (trx) => {
      await sql`insert into operation (tenant, id, scope, key, action, source, at, status)
        values (${tenant}, 'op_first', ${`operator:${operator.id}`}, 'k', 'add', 'manual', now(), 'running')`.execute(
        trx,
      );
      claimed();
      await hold.ended;
      throw new Error("It never finished");
    })
    .catch(() => undefined);
  await isClaimed;
  const waiting = act("add", { currency: "points", amount: 100 }, { key: "k" });
  await assert.rejects(waiting, { code: "operation-in-progress" });
  hold.end();
  await first;
  assert.equal((await act("add", { currency: "points", amount: 100 }, { key: "k" })).status, 200);
  assert.equal((await account())?.earned, 100);
});

test("N11 a twin that waits gets the first one's answer", async () => {
  const { acting, acts } = await startTwice();
  const given = { key: "k" };
  const [a, b] = await Promise.all(acts.map((act) => act("add", { currency: "points", amount: 100 }, given)));
  assert.equal(a?.body, b?.body);
  assert.deepEqual([a?.replayed, b?.replayed].sort(), [false, true]);
  assert.equal((await acting.account())?.earned, 100);
});

test("N12 32 concurrent calls with one key, over two processes, 100 times: one effect each, and one answer", async () => {
  const { acting, acts } = await startTwice();
  for (let round = 1; round <= 100; round++) {
    const key = `round-${round}`;
    const answers = await Promise.all(
      times(32, (index) => acts[index % 2 ? 1 : 0]("add", { currency: "points", amount: 1 }, { key })),
    );
    assert.equal(new Set(answers.map(({ body }) => body)).size, 1, `round ${round}`);
    assert.equal(answers.filter(({ status, replayed }) => status === 200 && !replayed).length, 1, `round ${round}`);
    assert.ok(
      answers.every(({ status }) => status === 200),
      `round ${round}`,
    );
  }
  assert.equal((await acting.account())?.earned, 100);
  assert.equal(await acting.count("entry"), 100);
});

test("N13 32 concurrent adds and redeems on one member: exact sums, exactly as many redeems as fit, never below zero", async () => {
  const { acting, acts } = await startTwice();
  await acting.act("add", { currency: "points", amount: 1000 });
  const redeems = await Promise.all(
    times(32, (index) => acts[index % 2 ? 1 : 0]("redeem", { currency: "points", amount: 300 })),
  );
  assert.equal(redeems.filter(({ status }) => status === 200).length, 3);
  assert.ok(redeems.every(({ status, code }) => status === 200 || code === "insufficient-balance"));
  const mixed = await Promise.all(
    times(32, (index) =>
      acts[index % 3 ? 1 : 0](index % 2 ? "redeem" : "add", { currency: "points", amount: index % 2 ? 7 : 50 }),
    ),
  );
  const passed = (id: string) =>
    mixed.filter(({ status, operation }) => status === 200 && operation.action === id).length;
  const account = await acting.account();
  assert.equal(account?.spendable, 100 + passed("add") * 50 - passed("redeem") * 7);
  assert.equal(passed("add"), 16);
  assert.equal(account.earned, 1000 + 16 * 50);
});

test("two processes never get past an operator's daily limit together", async () => {
  const limits = [{ action: "add", currency: "points", per: "day" as const, amount: 500 }];
  const { acting, acts } = await startTwice({ operator: { limits } });
  const members = await Promise.all(times(4, () => makeMember(one, acting.tenant)));
  const answers = await Promise.all(
    times(16, (index) =>
      acts[index % 2 ? 1 : 0]("add", { currency: "points", amount: 100 }, { memberId: members[index % 4]! }),
    ),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 5);
  assert.ok(answers.every(({ status, code }) => status === 200 || code === "limit-exceeded"));
});

test("the last three of a gift go to three members, whoever asks", async () => {
  const { acting, acts } = await startTwice();
  const members = await Promise.all(times(8, () => makeMember(one, acting.tenant)));
  const answers = await Promise.all(
    members.map((memberId, index) => acts[index % 2 ? 1 : 0]("send-asset", { giftId: "gift_beans" }, { memberId })),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 3);
  assert.equal(answers.filter(({ code }) => code === "out-of-stock").length, 5);
});

test("the last two of a reward go to two members, and to two again once both are undone", async () => {
  const { acting, acts } = await startTwice();
  const members = await Promise.all(times(6, () => makeMember(one, acting.tenant)));
  const input = { rewardId: "reward_bag", deductPoints: false };
  const answers = await Promise.all(
    members.map((memberId, index) => acts[index % 2 ? 1 : 0]("give-reward", input, { memberId })),
  );
  const given = answers.filter(({ status }) => status === 200);
  assert.equal(given.length, 2);
  assert.equal(answers.filter(({ code }) => code === "out-of-stock").length, 4);
  await Promise.all(given.map(({ operation }) => acting.reverse(operation.id)));
  const again = await Promise.all(
    members.map((memberId, index) => acts[index % 2 ? 0 : 1]("give-reward", input, { memberId })),
  );
  assert.equal(again.filter(({ status }) => status === 200).length, 2);
});

test("two processes never let a member claim a reward more often than it may be", async () => {
  const { acting, acts } = await startTwice();
  await sql`update reward set times = 1, within_days = 30 where tenant = ${acting.tenant}`.execute(one);
  await acting.act("add", { currency: "points", amount: 1000 });
  const answers = await Promise.all(
    times(12, (index) => acts[index % 2 ? 1 : 0]("claim-reward", { rewardId: "reward_coffee" })),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.equal((await acting.account())?.spent, 100);
  assert.equal(await acting.count("coupon"), 1);
});

test("a receipt that the till missed goes to one of the members whom two processes give it to at once", async () => {
  const { acting, acts } = await startTwice();
  const { tenant, clock } = acting;
  await changeProgram(one, tenant, { purchases: { byHand: true } });
  const members = await Promise.all(times(8, () => makeMember(one, tenant)));
  for (const receipt of times(5, (index) => `H-${index}`)) {
    const amount = { amount: 1200, currency: "EUR", scale: 2 };
    await keepReceipt(one, { tenant, at: clock.now(), branchId: null, amount, receipt });
    const answers = await Promise.all(
      members.map((memberId, index) => acts[index % 2 ? 1 : 0]("claim-purchase", { receipt }, { memberId })),
    );
    assert.deepEqual(answers.map(({ status, code }) => code ?? status).sort(), [
      200,
      ...times(7, () => "already-done"),
    ]);
  }
});

test("crossed groups over many members neither deadlock nor lose anything", async () => {
  const { acting, acts } = await startTwice();
  const members = await Promise.all(times(16, () => makeMember(one, acting.tenant)));
  const answers = await Promise.all(
    times(400, (index) =>
      acts[index % 2 ? 1 : 0]("add", { currency: "points", amount: 1 }, { memberId: members[(index * 7) % 16]! }),
    ),
  );
  assert.ok(answers.every(({ status }) => status === 200));
  const accounts = await Promise.all(members.map((id) => acting.account("points", id)));
  assert.equal(
    accounts.reduce((sum, account) => sum + (account?.earned ?? 0), 0),
    400,
  );
});

/** What may be done to a member at the moment that they leave, and leaves their version as it is. */
const meanwhile = [
  ["add", { currency: "points", amount: 10, note: "Canary" }],
  ["redeem", { currency: "points", amount: 1, note: "Canary" }],
  ["add-tag", { tag: "Canary" }],
  ["send-asset", { giftId: "gift_pastry", note: "Canary" }],
  ["punch-card", { punchCardId: "card_coffee", note: "Canary" }],
  ["send-sms", { body: "Canary {name}" }],
] as const;
const leaving = (Object.values(catalogue) as ActionDeclaration[]).filter(({ removesMember }) => removesMember);

for (const { id: way } of leaving)
  test(`L06 ${way}, raced with everything else on the member over two processes: each is done before it or refused after, and nothing is left of them`, async () => {
    const { acting, acts } = await startTwice();
    const members = await Promise.all(times(8, () => makeMember(one, acting.tenant, { name: "Canary" })));
    const answers = await Promise.all(
      members.flatMap((memberId, index) => {
        const given = { memberId, ifMatch: null };
        const others = times(20, (nth) => {
          const [action, input] = meanwhile[nth % meanwhile.length] ?? meanwhile[0];
          return acts[nth % 2 ? 1 : 0](action, { ...input }, given);
        });
        const leave = acts[index % 2 ? 1 : 0](way, { confirmation: memberId }, { memberId, ifMatch: '"1"' });
        return [...others.slice(0, index), leave, ...others.slice(index)];
      }),
    );
    const codes = new Set(answers.map(({ status, code }) => code ?? status));
    const expected = [200, "member-gone", "insufficient-balance", "conflict"];
    assert.deepEqual(
      [...codes].filter((code) => !expected.some((each) => each === code)),
      [],
    );
    assert.ok(codes.has("member-gone"));
    for (const memberId of members) {
      assert.equal((await acting.act("add-note", { note: "Canary" }, { memberId })).code, "member-gone");
      for (const table of ["profile", "member_tag", "consent", "member_text", "member_lookup"] as const) {
        const found = await one.selectFrom(table).select("tenant").where("member_id", "=", memberId).execute();
        assert.deepEqual(found, [], table);
      }
      const messages = await one
        .selectFrom("message")
        .select(["status", "body"])
        .where("member_id", "=", memberId)
        .execute();
      assert.ok(messages.every(({ status, body }) => status === "blocked" && body === null));
    }
  });

test("D08 a group that meets a deadlock or a serialization failure is tried again, and nobody is told", async () => {
  const { act, account, tenant } = await startActing(one);
  await sql`create sequence failures`.execute(one);
  await sql
    .raw(
      `create function fail_twice() returns trigger language plpgsql as $$
        declare failure bigint := nextval('failures');
        begin
          if failure = 1 then raise exception 'again' using errcode = '40001'; end if;
          if failure = 2 then raise exception 'again' using errcode = '40P01'; end if;
          return new;
        end $$`,
    )
    .execute(one);
  await sql
    .raw(
      `create trigger fail_twice before insert on entry for each row when (new.tenant = '${tenant}')
        execute function fail_twice()`,
    )
    .execute(one);
  assert.equal((await act("add", { currency: "points", amount: 5 })).status, 200);
  await sql`drop trigger fail_twice on entry`.execute(one);
  const tried = await sql<{ n: number }>`select last_value::int as n from failures`.execute(one);
  assert.equal(tried.rows[0]?.n, 3, "It was tried three times.");
  assert.equal((await account())?.earned, 5);
});

test("an error that one operation causes hits only its sender", async () => {
  const { act, account, tenant, operator } = await startActing(one);
  const bad = await makeMember(one, tenant);
  await sql
    .raw(`alter table entry add constraint unlucky check (not (tenant = '${tenant}' and member_id = '${bad}'))`)
    .execute(one);
  const results = await Promise.allSettled(
    times(9, (index) =>
      act("add", { currency: "points", amount: 1 }, { operator, ...(index === 4 && { memberId: bad }) }),
    ),
  );
  await sql.raw("alter table entry drop constraint unlucky").execute(one);
  assert.deepEqual(
    results.map(({ status }) => status),
    times(9, (index) => (index === 4 ? "rejected" : "fulfilled")),
  );
  assert.equal((await account())?.earned, 8);
});

test("a key that runs elsewhere settles as running, and once it is done as its outcome", async () => {
  const { settle, tenant, operator } = await startActing(one);
  const hold = openTransaction(other);
  let claimed: () => void = () => undefined;
  const isClaimed = new Promise<void>((resolve) => (claimed = resolve));
  const running = other.transaction().execute(async (trx) => {
    await sql`insert into operation (tenant, id, scope, key, action, source, at, status)
      values (${tenant}, 'op_first', ${`operator:${operator.id}`}, 'k', 'add', 'manual', now(), 'voided')`.execute(trx);
    claimed();
    await hold.ended;
  });
  await isClaimed;
  assert.equal((await settle("k")).state, "running");
  hold.end();
  await running;
  assert.equal((await settle("k")).state, "voided");
});

test("a key that is voided elsewhere while its write is being stored is refused as given up, and changes nothing", async () => {
  const { act, count, tenant, operator } = await startActing(one);
  const letGo = await hold(
    other,
    `insert into operation (tenant, id, scope, key, action, source, at, status)
      values ('${tenant}', 'op_void', 'operator:${operator.id}', 'k', 'void', 'manual', now(), 'voided')`,
  );
  const late = act("add", { currency: "points", amount: 100 }, { key: "k" });
  await waitingFor(one, `insert into "operation"`);
  await letGo();
  const { status, code } = await late;
  assert.deepEqual({ status, code }, { status: 409, code: "conflict" });
  assert.equal(await count("entry"), 0);
});

test("D11 several processes may start on an empty database at once; a newer schema is refused, with what to do", async () => {
  await sql`create database fresh`.execute(one);
  const url = postgres.url.replace(/postgres$/, "fresh");
  const starting = times(4, () => postgres.connect(2, url));
  await Promise.all(starting.map((database) => migrate(database)));
  const [database] = starting as [Database];
  assert.equal(
    (await sql<{ n: number }>`select count(*)::int as n from schema_version`.execute(database)).rows[0]?.n,
    1,
  );
  await sql`update schema_version set version = 99`.execute(database);
  await assert.rejects(migrate(database), /version 99, made by a newer Memberkit.*Update Memberkit/);
});
