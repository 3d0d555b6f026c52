import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Member, Purchase } from "../../../sdk/contract/index.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { people } from "../../../server/seed/index.js";
import { databases } from "../../support/databases.js";
import { NOW, startBackend, type TestBackend } from "../../support/backend.js";
import { changeProgram, makeMember, makeTenant } from "../../support/tenant.js";

const DAY_MS = 86_400_000;
const ago = (days: number): string => new Date(Date.parse(NOW) - days * DAY_MS).toISOString();

interface Bought {
  readonly days: number;
  readonly cents: number;
  readonly branch?: string;
  readonly items?: Readonly<Record<string, number>>;
  readonly returned?: number;
}

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let backend: TestBackend;
    before(async () => {
      opened = await open();
      backend = await startBackend({ database: opened.database });
    });
    after(() => opened.close());

    /** A program with two branches and three things to sell, and a member who bought some. */
    const startShop = async (bought: readonly Bought[]) => {
      const { database } = opened;
      const tenant = await makeTenant(database);
      await insertRows(database, "branch", [{ tenant, id: "b_station", name: "Station" }]);
      const memberId = await makeMember(database, tenant);
      await insertRows(
        database,
        "purchase",
        bought.map(({ days, cents, branch = "b_harbour", returned = 0 }, index) => ({
          ...{ tenant, id: `pu_${index}`, member_id: memberId, at: ago(days), branch_id: branch, returned },
          ...{ receipt_number: null, amount: cents, currency: "EUR", scale: 2, operation_id: `op_${index}` },
        })),
      );
      await insertRows(
        database,
        "purchase_item",
        bought.flatMap(({ items = {} }, index) =>
          Object.entries(items).map(([item_id, quantity], line) => ({
            ...{ tenant, purchase_id: `pu_${index}`, member_id: memberId, line, item_id, quantity, amount: 100 },
          })),
        ),
      );
      const call = await backend.as({ tenant });
      const behaviour = async () => ((await call(`/members/${memberId}`)).body as Member).behaviour;
      return { tenant, memberId, call, behaviour };
    };

    test("a member comes with their favourite branch and items, visits, average basket and last purchase", async () => {
      const { behaviour } = await startShop([
        { days: 3, cents: 900, items: { item_tea: 2 } },
        { days: 5, cents: 500, branch: "b_station", items: { item_tea: 1, item_cake: 1 } },
        { days: 9, cents: 400, branch: "b_station", items: { item_bun: 1, item_cake: 4 } },
      ]);
      assert.deepEqual(await behaviour(), {
        lastPurchaseAt: ago(3),
        visits: { value: 3, precision: "exact" },
        averageBasket: { amount: 600, currency: "EUR", scale: 2 },
        favouriteBranch: { id: "b_station", name: "Station" },
        favouriteItems: [
          { id: "item_cake", name: "Cake" },
          { id: "item_tea", name: "Tea" },
          { id: "item_bun", name: "Bun" },
        ],
      });
    });

    test("a visit counts for a year, what came back whole never does, and of a part what is left", async () => {
      const { behaviour } = await startShop([
        { days: 1, cents: 700, returned: 700 },
        { days: 20, cents: 1000, returned: 400, items: { item_bun: 1 } },
        { days: 366, cents: 9000, branch: "b_station", items: { item_tea: 9 } },
      ]);
      const { lastPurchaseAt, visits, averageBasket, favouriteBranch, favouriteItems = [] } = (await behaviour()) ?? {};
      assert.deepEqual([lastPurchaseAt, visits?.value, averageBasket?.amount], [ago(20), 1, 600]);
      assert.deepEqual([favouriteBranch?.id, favouriteItems.map(({ id }) => id)], ["b_harbour", ["item_bun"]]);
    });

    test("who comes more often than is looked back has at least so many visits", async () => {
      const { behaviour } = await startShop(Array.from({ length: 230 }, (_, days) => ({ days, cents: 300 })));
      assert.deepEqual((await behaviour())?.visits, { value: 200, precision: "at_least" });
    });

    test("who bought nothing has no behaviour, and a program without purchases tells of none", async () => {
      const { tenant, memberId, call, behaviour } = await startShop([]);
      assert.equal(await behaviour(), null);
      await changeProgram(opened.database, tenant, { modules: ["gifts"] });
      assert.equal(await behaviour(), undefined);
      for (const path of ["/items", `/members/${memberId}/purchases`])
        assert.deepEqual([(await call(path)).status, (await call(path)).body.code], [501, "capability-not-supported"]);
    });

    test("purchases come newest first, page by page, with their lines, and each once", async () => {
      const tenant = await backend.seed(undefined, 40);
      const call = await backend.as({ tenant });
      const all = (await call(`/members/${people.mila}/purchases?limit=100`)).body.data as unknown as Purchase[];
      assert.deepEqual(
        all.map(({ at }) => at),
        all
          .map(({ at }) => at)
          .toSorted()
          .toReversed(),
      );
      assert.deepEqual([all.length, all[0]?.amount.amount, all[0]?.branch?.id], [5, 12_000, "b_station"]);
      for (const { amount, items } of all)
        assert.equal(
          items.reduce((sum, line) => sum + line.amount, 0),
          amount.amount,
        );
      const paged: string[] = [];
      for (let cursor: string | null = ""; cursor !== null;) {
        const { body } = await call(`/members/${people.mila}/purchases?limit=2${cursor && `&cursor=${cursor}`}`);
        paged.push(...body.data.map(({ id }) => id));
        cursor = body.page.next;
      }
      assert.deepEqual(
        paged,
        all.map(({ id }) => id),
      );
    });

    test("a purchase tells what the rules brought for it, with what that brought in turn, and nothing that was undone", async () => {
      const { database } = opened;
      const { tenant, memberId, call } = await startShop([{ days: 1, cents: 1_000 }]);
      const operation = (id: string, caused_by: string | null, reversed_by: string | null = null) => ({
        ...{ tenant, id, scope: "rule", key: id, action: "add", member_id: memberId, source: "rule", at: NOW },
        ...{ status: "applied", caused_by, reversed_by },
      });
      await insertRows(database, "operation", [
        operation("op_0", null),
        operation("op_points", "op_0"),
        operation("op_bonus", "op_points"),
        operation("op_undone", "op_0", "op_undo"),
      ]);
      const account = { tenant, member_id: memberId, currency: "points", earned: 110, spendable: 110, seq: 3 };
      await insertRows(database, "account", [{ ...account, spent: 0, expired: 0, pending: 5 }]);
      const entry = (seq: number, operation_id: string, earned: number, pending: number) => ({
        ...{ tenant, member_id: memberId, currency: "points", seq, operation_id, at: NOW, earned, pending },
        ...{ spendable: earned, spent: 0, expired: 0, spendable_after: 0, legs: "[]" },
      });
      await insertRows(database, "entry", [
        entry(1, "op_points", 10, 0),
        entry(2, "op_bonus", 0, 5),
        entry(3, "op_undone", 100, 0),
      ]);
      const [purchase] = (await call(`/members/${memberId}/purchases`)).body.data as unknown as Purchase[];
      assert.deepEqual(purchase?.brought, [{ currency: "points", amount: 15 }]);
    });

    test("what the program sells is listed in its order, page by page", async () => {
      const call = await backend.as({ tenant: await backend.seed() });
      const first = (await call("/items?limit=2")).body;
      const second = (await call(`/items?limit=2&cursor=${first.page.next}`)).body;
      assert.deepEqual(
        [...first.data, ...second.data].map(({ id }) => id),
        ["item_flat_white", "item_cappuccino", "item_espresso", "item_filter"],
      );
    });
  });
