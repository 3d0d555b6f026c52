import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Operation, Problem, Purchase } from "../../../sdk/contract/index.js";
import { people } from "../../../server/seed/index.js";
import { startBackend, type TestBackend } from "../../support/backend.js";
import { databases } from "../../support/databases.js";
import { makeMembers } from "../../support/tenant.js";

const AT_ONCE = 16;

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let backend: TestBackend;
    before(async () => {
      opened = await open();
      backend = await startBackend({ database: opened.database });
    });
    after(() => opened.close());

    /** A new program, its till, and an operator who may do all. */
    const openShop = async () => {
      const tenant = await backend.seed();
      const token = await backend.tokenFor({ tenant, id: "till_1", permissions: ["events:ingest"] });
      let keys = 0;
      const tell = async (body: object, key = `k-${++keys}`) => {
        const response = await backend.fetch("/ingest/purchases", {
          method: "POST",
          headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": key },
          body: JSON.stringify(body),
        });
        return { status: response.status, body: (await response.json()) as Operation & Problem };
      };
      const ari = await backend.as({ tenant });
      const purchasesOf = async (id: string) =>
        (await ari(`/members/${id}/purchases`)).body.data as unknown as Purchase[];
      /** How many receipts of a number there are, and of how many members. */
      const count = async (receipt: string) => {
        const rows = await opened.database
          .selectFrom("purchase")
          .select("member_id")
          .where("tenant", "=", tenant)
          .where("receipt_number", "=", receipt)
          .execute();
        return [rows.length, rows.filter(({ member_id }) => member_id !== null).length];
      };
      return { tenant, tell, ari, purchasesOf, count };
    };

    test("a till tells what was bought, with the number of its receipt and its lines", async () => {
      const { tell, purchasesOf } = await openShop();
      const items = [
        { itemId: "item_flat_white", quantity: 2, amount: 780 },
        { itemId: "item_new", quantity: 1, amount: 220 },
      ];
      const sold = { memberId: people.empty, amount: 1000, branchId: "b_station", receipt: " h–10 / 7", items };
      const { status, body } = await tell(sold);
      assert.equal(status, 200);
      const [bought] = await purchasesOf(people.empty);
      assert.deepEqual(bought, {
        id: body.effects[0]?.issued,
        at: body.at,
        branch: { id: "b_station", name: "Station" },
        receipt: "H-10/7",
        amount: { amount: 1000, currency: "EUR", scale: 2 },
        returned: 0,
        items: [
          { item: { id: "item_flat_white", name: "Flat white" }, quantity: 2, amount: 780 },
          { item: { id: "item_new", name: "item_new" }, quantity: 1, amount: 220 },
        ],
        brought: [{ currency: "points", amount: 10 }],
      });
    });

    test("a receipt counts once, whichever way its number is written", async () => {
      const { tell, purchasesOf, count } = await openShop();
      assert.equal((await tell({ memberId: people.empty, amount: 900, receipt: "h-5" })).status, 200);
      const again = await tell({ memberId: people.mila, amount: 900, receipt: "H-5" });
      assert.deepEqual([again.status, again.body.code], [409, "already-done"]);
      assert.deepEqual([(await purchasesOf(people.empty)).length, await count("H-5")], [1, [1, 1]]);
      for (const receipt of ["", "<b>", "x".repeat(41), "a\u0000b"])
        assert.equal((await tell({ memberId: people.empty, amount: 900, receipt })).status, 422, receipt);
    });

    test("of sixteen members who are told to have the same receipt at once, one gets it", async () => {
      const { tenant, tell, count } = await openShop();
      const members = await makeMembers(
        opened.database,
        tenant,
        Array.from({ length: AT_ONCE }, () => ({})),
      );
      const answers = await Promise.all(members.map((memberId) => tell({ memberId, amount: 1200, receipt: "H-77" })));
      const codes = answers.map(({ status, body }) => (status === 200 ? "done" : body.code)).sort();
      assert.deepEqual(codes, [...Array.from({ length: AT_ONCE - 1 }, () => "already-done"), "done"]);
      assert.deepEqual(await count("H-77"), [1, 1]);
    });

    test("a receipt of nobody is kept by its number, once however often and how many at once it is told of", async () => {
      const { tell, count } = await openShop();
      const items = [{ itemId: "item_soup", quantity: 1, amount: 720 }];
      const told = { amount: 720, branchId: "b_harbour", receipt: "H-9", items };
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => tell(told)));
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
      assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
      assert.deepEqual(await count("H-9"), [1, 0]);
      const other = await tell({ ...told, amount: 721 });
      assert.deepEqual([other.status, other.body.code], [409, "conflict"]);
      const nameless = await tell({ amount: 720 });
      assert.deepEqual([nameless.status, nameless.body.errors?.[0]?.pointer], [422, "/receipt"]);
    });

    test("S3-5 what a merged member bought is the other one's; S0-21 what a deleted one bought is nobody's to see", async () => {
      const { tenant, ari, tell, purchasesOf, count } = await openShop();
      await tell({
        memberId: people.scratch,
        amount: 500,
        receipt: "H-1",
        items: [{ itemId: "item_chai", quantity: 1, amount: 500 }],
      });
      const holding = async (id: string) => ({ "If-Match": (await ari(`/members/${id}`)).headers.get("ETag") ?? "" });
      const input = { mergedMemberId: people.scratch, confirmation: people.scratch };
      const merged = await ari(
        `/members/${people.scratchTwin}/actions/merge`,
        input,
        await holding(people.scratchTwin),
      );
      assert.equal(merged.status, 200, merged.text);
      const [moved] = await purchasesOf(people.scratchTwin);
      assert.deepEqual([moved?.receipt, moved?.items.length], ["H-1", 1]);
      const gone = await ari(
        `/members/${people.scratchTwin}/actions/delete`,
        { confirmation: people.scratchTwin },
        await holding(people.scratchTwin),
      );
      assert.equal(gone.status, 200, gone.text);
      assert.equal((await ari(`/members/${people.scratchTwin}/purchases`)).status, 410);
      // For statistics it stays, and its number stays used.
      const { n } = await opened.database
        .selectFrom("purchase_item")
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .where("tenant", "=", tenant)
        .where("member_id", "=", people.scratchTwin)
        .executeTakeFirstOrThrow();
      assert.deepEqual([await count("H-1"), n], [[1, 1], 1]);
    });
  });
