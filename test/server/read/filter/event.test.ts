import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import type { EventRule, FilterGroup, Quantity } from "../../../../sdk/contract/index.js";
import { dayOf } from "../../../../server/domain/calendar.js";
import type { Database } from "../../../../server/postgres/database.js";
import { insertRows } from "../../../../server/postgres/rows.js";
import { audienceOf } from "../../../../server/read/audience/audience.js";
import { readMemberIds } from "../../../../server/read/audience/member-ids.js";
import { sql } from "kysely";
import { NOW, TestClock } from "../../../support/backend.js";
import { databases } from "../../../support/databases.js";
import { checkProperty } from "../../../support/property.js";
import { makeMembers, makeTenant } from "../../../support/tenant.js";
import { programOf } from "../../../../server/domain/masking.js";

interface Bought {
  readonly at: string;
  readonly branch: string | null;
  readonly amount: number;
  readonly returned: number;
  readonly items: readonly string[];
}

const ZONE = "Europe/Dublin";
/** Just before and after midnight in winter and in summer, today's, and the far past. */
const TIMES = [
  "2020-01-01T12:00:00.000Z",
  "2026-06-30T22:59:59.999Z",
  "2026-06-30T23:00:00.000Z",
  "2026-11-13T23:59:59.999Z",
  "2026-11-14T00:00:00.000Z",
  "2026-11-20T12:00:00.000Z",
  "2026-11-21T00:00:00.000Z",
  "2026-11-21T09:59:00.000Z",
];
const DAYS = ["2020-01-01", "2026-06-30", "2026-07-01", "2026-11-14", "2026-11-15", "2026-11-21", "2030-01-01"];
const BRANCHES = ["b_harbour", "b_station"];
const ITEMS = ["item_tea", "item_cake"];

const bought: fc.Arbitrary<Bought> = fc.record({
  at: fc.constantFrom(...TIMES),
  branch: fc.constantFrom(null, ...BRANCHES),
  amount: fc.constantFrom(100, 500, 1000),
  returned: fc.constantFrom(0, 0, 50, 100),
  items: fc.subarray(ITEMS),
});

const quantity = (values: readonly number[]): fc.Arbitrary<Quantity> =>
  fc.record({ operator: fc.constantFrom("=", "<", ">", "<=", ">="), value: fc.constantFrom(...values) });

const where: fc.Arbitrary<FilterGroup> = fc.constantFrom<FilterGroup>(
  { combinator: "and", rules: [] },
  { combinator: "and", rules: [{ field: "branch", operator: "=", value: "b_harbour" }] },
  { combinator: "and", rules: [{ field: "amount", operator: ">=", value: 500 }] },
  { combinator: "or", not: true, rules: [{ field: "item", operator: "contains", value: "item_tea" }] },
  {
    combinator: "or",
    rules: [
      { field: "item", operator: "in", value: ["item_cake"] },
      { combinator: "and", rules: [{ field: "branch", operator: "null" }] },
    ],
  },
);

/** The same conditions, told in another language. `not` of what is unknown (no branch) stays unknown; none is here. */
const meets = ({ branch, amount, returned, items }: Bought, { rules }: FilterGroup): boolean => {
  const text = JSON.stringify(rules);
  if (text.includes("item_tea")) return !items.includes("item_tea");
  if (text.includes("item_cake")) return items.includes("item_cake") || branch === null;
  if (text.includes("b_harbour")) return branch === "b_harbour";
  return text.includes("amount") ? amount - returned >= 500 : true;
};

const rule: fc.Arbitrary<EventRule> = fc
  .record(
    {
      occurred: fc.boolean(),
      count: quantity([0, 1, 2, 3]),
      total: quantity([0, 500, 1000, 1500]),
      days: fc.oneof(
        fc.tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS)).map(([a, b]) => ({ between: [a, b] as const })),
        fc.constantFrom(1, 2, 7, 8, 36_500).map((lastDays) => ({ lastDays })),
      ),
      where,
    },
    { requiredKeys: ["occurred"] },
  )
  .map(({ days, ...rest }) => ({ event: "purchase", ...rest, ...days }));

const holds = ({ operator, value }: Quantity, number: number): boolean => {
  if (operator === "=") return number === value;
  if (operator.startsWith("<")) return number < value || (operator === "<=" && number === value);
  return number > value || (operator === ">=" && number === value);
};

const today = dayOf(new Date(NOW), ZONE);
const daysBefore = (days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** What a condition means, for one member. */
const fits = (
  all: readonly Bought[],
  { occurred, count, total, between, lastDays, where: each }: EventRule,
): boolean => {
  const [from, to] = between ?? (lastDays === undefined ? ["0000", "9999"] : [daysBefore(lastDays - 1), today]);
  const counted = all.filter((one) => {
    const day = dayOf(new Date(one.at), ZONE);
    return one.returned < one.amount && day >= from && day <= to && (!each || meets(one, each));
  });
  const paid = counted.reduce((sum, { amount, returned }) => sum + amount - returned, 0);
  const happened = holds(count ?? { operator: ">=", value: 1 }, counted.length) && (!total || holds(total, paid));
  return happened === occurred;
};

const keep = async (database: Database, tenant: string, byMember: ReadonlyMap<string, readonly Bought[]>) => {
  let number = 0;
  const all = [...byMember].flatMap(([member_id, list]) =>
    list.map((one) => ({ member_id, id: `pu_${++number}`, ...one })),
  );
  await insertRows(
    database,
    "purchase",
    all.map(({ member_id, id, at, branch, amount, returned }) => ({
      ...{ tenant, id, member_id, at, branch_id: branch, receipt_number: null, amount, currency: "EUR", scale: 2 },
      ...{ returned, operation_id: `op_${id}` },
    })),
  );
  await insertRows(
    database,
    "purchase_item",
    all.flatMap(({ id, member_id, items }) =>
      items.map((item_id, index) => ({
        ...{ tenant, purchase_id: id, line: index + 1, member_id, item_id, quantity: 1, amount: 50 },
      })),
    ),
  );
};

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    test("S1-4 who bought, or did not, so often, for so much, where, what and when is found, however it is counted", async () => {
      const { database } = opened;
      const tenant = await makeTenant(database, { timeZone: ZONE });
      const clock = new TestClock(NOW);
      const pasts = fc.sample(fc.array(bought, { maxLength: 5 }), { numRuns: 40, seed: 7 });
      const ids = await makeMembers(
        database,
        tenant,
        pasts.map(() => ({})),
      );
      const byMember = new Map(ids.map((id, index) => [id, pasts[index] ?? []]));
      await keep(database, tenant, byMember);
      await checkProperty(
        fc.asyncProperty(rule, async (each) => {
          const expected = ids.filter((id) => fits(byMember.get(id) ?? [], each)).sort();
          const audience = await audienceOf(database, clock, programOf(tenant), {
            filter: { combinator: "and", rules: [each] },
          });
          assert.deepEqual([...(await readMemberIds(database, audience, { limit: 100 }))].sort(), expected);
          for (const shape of ["probe", "window"] as const) {
            const parts = () => ({ select: sql`m.id`, rest: sql`` });
            const { rows } = await sql<{ id: string }>`${audience.statement(parts, shape)}`.execute(database);
            assert.deepEqual(rows.map(({ id }) => id).sort(), expected, shape);
          }
        }),
        { numRuns: 150 },
      );
    });
  });
