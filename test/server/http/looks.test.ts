import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { people } from "../../../server/seed/people.js";
import { Looks } from "../../../server/write/looks.js";
import { type Caller, NOW, startBackend, type TestBackend, TestClock } from "../../support/backend.js";
import { databases, type OpenDatabase } from "../../support/databases.js";

const FIVE_MINUTES = 5 * 60_000;

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    let backend: TestBackend;
    let tenant: string;
    let dana: Caller;
    before(async () => {
      opened = await open();
      backend = await startBackend({ database: opened.database });
    });
    beforeEach(async () => {
      backend.clock.set(NOW);
      tenant = await backend.seed();
      await signIn();
    });
    after(async () => {
      await backend.close();
      await opened.close();
    });

    /** Tokens are good for ten minutes. */
    const signIn = async () => {
      dana = await backend.as({ tenant, operator: "dana", permissions: ["contacts:read", "members:export"] });
    };
    const later = async () => {
      backend.clock.advance(FIVE_MINUTES);
      await signIn();
    };
    const looks = (...actions: readonly string[]) =>
      opened.database
        .selectFrom("audit")
        .select(["action", "operator_id", "member_id", "outcome", "found", "members", "subject", "at", "request_id"])
        .where("tenant", "=", tenant)
        .where("action", "in", actions)
        .orderBy("at")
        .orderBy("action")
        .orderBy("member_id")
        .execute();
    const viewed = async () => (await looks("view")).map(({ operator_id, member_id }) => [operator_id, member_id]);
    const everybody = { combinator: "and", rules: [] };

    test("who viewed whom, and when, is in the audit before it is answered, by whichever route", async () => {
      const paths = [
        "",
        "/actions",
        "/activities",
        "/gifts",
        "/punch-cards",
        "/coupons",
        "/cards",
        "/purchases",
        "/balance-history",
        "/household",
      ];
      for (const path of paths) {
        await later();
        const { status } = await dana(`/members/${people.noa}${path}`);
        assert.equal(status, 200, path);
        const rows = await looks("view");
        const last = rows.at(-1);
        assert.deepEqual([last?.operator_id, last?.member_id, last?.outcome], ["u_dana", people.noa, "shown"], path);
        assert.equal(last?.at.toISOString(), backend.clock.now().toISOString(), path);
      }
      assert.equal((await looks("view")).length, paths.length);
      const views = [people.noa, people.mila, "m_nobody", people.erased].map((memberId) => ({
        memberId,
        parts: ["member"],
      }));
      await later();
      await dana("/member-views", { views: [...views, { parts: ["operator"] }] });
      const latest = (await looks("view")).slice(paths.length).map(({ member_id }) => member_id);
      assert.deepEqual(latest.sort(), [people.mila, people.noa].sort(), "Who isn't there was shown to nobody.");
    });

    test("a receipt, a preview and what was done for a ticket are views of their members", async () => {
      const ari = await backend.as({ tenant });
      const input = { currency: "points", amount: 5, reference: "T-1" };
      const done = (await ari(`/members/${people.noa}/actions/add`, input)).body.id;
      await ari(`/members/${people.mila}/actions/add`, input);
      assert.deepEqual(await viewed(), [], "A write is in the audit as what it is.");
      await dana(`/operations/${done}`);
      assert.deepEqual(await viewed(), [["u_dana", people.noa]]);
      const kim = await backend.as({ tenant, operator: "kim" });
      await kim(`/members/${people.noa}/previews/add`, { currency: "points", amount: 1 });
      const vera = await backend.as({ tenant, operator: "vera" });
      await vera("/operation-searches", { reference: "T-1" });
      const all = await viewed();
      assert.deepEqual(
        all.filter(([who]) => who === "u_kim"),
        [["u_kim", people.noa]],
      );
      assert.deepEqual(
        all
          .filter(([who]) => who === "u_vera")
          .map(([, whom]) => whom)
          .sort(),
        [people.mila, people.noa].sort(),
      );
    });

    test("a look that is repeated within five minutes is one row, by whichever process; later it is another", async () => {
      const other = await startBackend({ database: opened.database });
      const elsewhere = await other.as({ tenant, operator: "dana" });
      const look = () => Promise.all([dana(`/members/${people.noa}`), dana(`/members/${people.noa}/activities`)]);
      for (let round = 0; round < 3; round += 1) await look();
      await elsewhere(`/members/${people.noa}`);
      assert.deepEqual(await viewed(), [["u_dana", people.noa]]);
      await (
        await backend.as({ tenant, operator: "vera" })
      )(`/members/${people.noa}`);
      assert.equal((await viewed()).length, 2, "Another operator's look is another one.");
      await later();
      await look();
      assert.equal((await viewed()).length, 3);
      await other.close();
    });

    test("that somebody searched, how many were found and whom is in the audit; what was typed is not", async () => {
      await dana("/member-searches", { q: "Noa Ben" });
      const [row] = await looks("search");
      assert(row);
      const ids = JSON.parse(row.members ?? "") as string[];
      assert(ids.includes(people.noa));
      assert.deepEqual([row.found, row.member_id, row.subject, row.operator_id], [ids.length, null, null, "u_dana"]);
      await dana("/member-searches", { q: "nobody-has-this-name" });
      await dana("/audience-queries", { filter: everybody, limit: 3 });
      await dana("/audience-queries", { filter: everybody, limit: 0, count: true });
      await dana("/member-reads", { ids: [people.mila] });
      assert.deepEqual((await dana("/approvals")).body.data, [], "What does not wait shows nobody.");
      const rows = await looks("search");
      assert.deepEqual(rows.map(({ found }) => found).sort(), [0, 1, 3, ids.length].sort());
      const all = JSON.stringify(
        await opened.database.selectFrom("audit").selectAll().where("tenant", "=", tenant).execute(),
      );
      for (const typed of ["Noa", "nobody-has"]) assert(!all.includes(typed), typed);
    });

    test("a file of members says how many it held", async () => {
      const file = { filter: everybody, columns: ["id", "name"], format: "csv", purpose: "A test" };
      const { url } = (await dana("/exports", file)).body as unknown as { url: string };
      const csv = await (await backend.fetch(`/v1${url}`)).text();
      const rows = await looks("export", "export-taken", "export-done");
      assert.deepEqual(
        rows.map(({ action, found }) => [action, found]).sort(),
        [
          ["export", null],
          ["export-taken", null],
          ["export-done", csv.trim().split("\r\n").length - 1],
        ].sort(),
      );
    });

    test("S08 whoever asks for another tenant's member is shown nobody, and no look is written in either", async () => {
      const other = await backend.seed();
      const stranger = await backend.as({ tenant: other });
      await stranger("/members/m_nobody");
      assert.deepEqual(await looks("view"), []);
      const { rows } = await sql<{ action: string }>`
        select action from audit where tenant = ${other} and member_id = 'm_nobody'`.execute(opened.database);
      assert.deepEqual(rows, [{ action: "read" }]);
    });

    test("looks that come together are written together", async () => {
      let batches = 0;
      const clock = new TestClock(NOW);
      const counting = opened.database.withPlugin({
        transformQuery: ({ node }) => {
          batches += 1;
          return node;
        },
        transformResult: async ({ result }) => result,
      });
      const book = new Looks({ database: counting, clock, failed: () => assert.fail("It was written.") });
      const note = (memberId: string) =>
        book.note({ operator: { tenant, id: "u_many" }, requestId: "r", action: "view", memberIds: [memberId] });
      await Promise.all(Array.from({ length: 200 }, (_, at) => note(`m_${at}`)));
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from audit where tenant = ${tenant} and operator_id = 'u_many'`.execute(
        opened.database,
      );
      assert.equal(rows[0]?.n, 200);
      assert(batches <= 3, `${batches} statements`);
    });
  });

test("what a database does not take waits, is told of, and goes with the next; nobody is kept from reading", async () => {
  const { database, close } = await (databases[0] ?? assert.fail()).open();
  const told: number[] = [];
  let isDown = true;
  const flaky = database.withPlugin({
    transformQuery: ({ node }) => {
      if (isDown) throw new Error("The database is down.");
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const book = new Looks({ database: flaky, clock: new TestClock(NOW), failed: (_, lost) => told.push(lost) });
  const note = (memberId: string) =>
    book.note({ operator: { tenant: "t", id: "u" }, requestId: "r", action: "view", memberIds: [memberId] });
  await note("m_1");
  await note("m_2");
  assert.deepEqual(told, [0, 0], "Nothing was lost.");
  isDown = false;
  await book.flush();
  const rows = await database
    .selectFrom("audit")
    .select("member_id")
    .where("tenant", "=", "t")
    .orderBy("member_id")
    .execute();
  assert.deepEqual(
    rows.map(({ member_id }) => member_id),
    ["m_1", "m_2"],
  );
  await close();
});

test("more than can wait is lost, and said to be", async () => {
  const { database, close } = await (databases[0] ?? assert.fail()).open();
  const told: number[] = [];
  const broken = database.withPlugin({
    transformQuery: () => {
      throw new Error("The database is down.");
    },
    transformResult: async ({ result }) => result,
  });
  const book = new Looks({ database: broken, clock: new TestClock(NOW), failed: (_, lost) => told.push(lost) });
  const memberIds = Array.from({ length: 10_002 }, (_, at) => `m_${at}`);
  await book.note({ operator: { tenant: "t", id: "u" }, requestId: "r", action: "view", memberIds });
  assert.deepEqual(told, [2]);
  await close();
});
