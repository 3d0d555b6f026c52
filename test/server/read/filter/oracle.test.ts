import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { formatQuery, type RuleGroupType } from "@react-querybuilder/core";
import fc from "fast-check";
import { sql } from "kysely";
import {
  type FieldRule,
  type FilterGroup,
  type FilterNode,
  isEventRule,
  isGroup,
} from "../../../../sdk/contract/index.js";
import { audienceOf } from "../../../../server/read/audience/audience.js";
import { readMemberIds } from "../../../../server/read/audience/member-ids.js";
import type { Database } from "../../../../server/postgres/database.js";
import { insertRows } from "../../../../server/postgres/rows.js";
import { TestClock, NOW } from "../../../support/backend.js";
import { databases } from "../../../support/databases.js";
import { checkProperty } from "../../../support/property.js";
import { makeMembers, makeTenant } from "../../../support/tenant.js";
import { programOf } from "../../../../server/domain/masking.js";

/** What is known of each member: what a database keeps in columns, and the program in attributes. */
interface Known {
  readonly nick: string | null;
  readonly cups: number | null;
  readonly since: string | null;
  readonly student: boolean | null;
}

const kinds = { nick: "text", cups: "number", since: "date", student: "boolean" } as const;
type Column = keyof typeof kinds;

const NICKS = [null, "", "a", "b", "ab", "ba", "aba", "it's", "b'a", "a b", " ", "ä", "漢"];
const CUPS = [null, 0, -1, 1, 2, 7, 10, 1000, 9_007_199_254_740_991];
const DAYS = [null, "0001-01-01", "1999-12-31", "2024-02-29", "2026-03-28", "2026-03-29", "2026-11-21", "9999-12-31"];

/** Every value that there is beside several of the others. */
const members: readonly Known[] = Array.from({ length: 60 }, (_, index) => ({
  nick: NICKS[index % NICKS.length] ?? null,
  cups: CUPS[(index * 5) % CUPS.length] ?? null,
  since: DAYS[(index * 3) % DAYS.length] ?? null,
  student: [null, true, false][(index * 7) % 3] ?? null,
}));

const some = <T>(values: readonly (T | null)[]) => fc.constantFrom(...values.filter((value) => value !== null));
// React-querybuilder leaves out a condition on nothing but spaces.
const textValue = some(NICKS).filter((text) => text.trim() !== "");
const ordered = <T extends string | number>(values: readonly (T | null)[]) =>
  fc.tuple(some(values), some(values)).map((pair) => [...pair].sort((a, b) => (a < b ? -1 : 1)));

const rule = (field: Column, operators: readonly string[], value?: fc.Arbitrary<unknown>): fc.Arbitrary<FieldRule> =>
  fc.record({
    field: fc.constant(`attributes.${field}`),
    operator: fc.constantFrom(...operators),
    ...(value && { value }),
  }) as fc.Arbitrary<FieldRule>;

const inOrder = ["=", "!=", "<", "<=", ">", ">="];
const ranges = ["between", "notBetween"];
const existence = ["null", "notNull"];

const anyRule = fc.oneof(
  rule("nick", ["=", "!="], textValue),
  rule(
    "nick",
    ["contains", "doesNotContain", "beginsWith", "doesNotBeginWith", "endsWith", "doesNotEndWith"],
    textValue,
  ),
  rule("nick", ["in", "notIn"], fc.array(textValue, { minLength: 1, maxLength: 3 })),
  rule("cups", inOrder, some(CUPS)),
  rule("cups", ranges, ordered(CUPS)),
  rule("since", inOrder, some(DAYS)),
  rule("since", ranges, ordered(DAYS)),
  rule("student", ["=", "!="], fc.boolean()),
  ...(["nick", "cups", "since"] as const).map((field) => rule(field, existence)),
);

const { group } = fc.letrec<{ group: FilterGroup; node: FilterNode }>((tie) => ({
  group: fc.record({
    combinator: fc.constantFrom("and", "or"),
    not: fc.boolean(),
    rules: fc.array(tie("node"), { minLength: 1, maxLength: 4 }),
  }),
  node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, anyRule, tie("group")),
}));

/** How many conditions the filter has. */
const conditionsOf = (node: FilterNode): number =>
  isGroup(node) ? node.rules.reduce((sum, each) => sum + conditionsOf(each), 0) : 1;

/** A filter of more is refused. */
const MOST_CONDITIONS = 50;

const allowed = group.filter((filter) => conditionsOf(filter) <= MOST_CONDITIONS);

/** The same filter over columns. */
const overColumns = (node: FilterNode): object => {
  if (isGroup(node)) return { ...node, rules: node.rules.map(overColumns) };
  return isEventRule(node) ? node : { ...node, field: node.field.replace("attributes.", "") };
};

const attributes = (Object.entries(kinds) as [Column, string][]).map(([id, kind]) => ({
  ...{ id, kind, label: id, required: false, editable: true },
}));

/** Makes the members, as the program keeps them and as a table with a column for each thing. */
const start = async (database: Database): Promise<string> => {
  const tenant = await makeTenant(database, { attributes });
  const ids = await makeMembers(
    database,
    tenant,
    members.map(() => ({})),
  );
  const values = ids.flatMap((member_id, index) =>
    Object.entries(members[index] ?? {}).flatMap(([attribute, value]) =>
      value === null ? [] : [{ tenant, member_id, attribute, value: JSON.stringify(value) }],
    ),
  );
  await insertRows(database, "member_attribute", values);
  await sql`create table oracle (member_id text, nick text, cups bigint, since date, student boolean)`.execute(
    database,
  );
  const rows = ids.map((member_id, index) => ({ member_id, ...members[index] }));
  await sql`insert into oracle select * from json_populate_recordset(null::oracle, ${JSON.stringify(rows)}::json)`.execute(
    database,
  );
  return tenant;
};

const byOracle = async (database: Database, filter: FilterGroup): Promise<string[]> => {
  const condition = formatQuery(overColumns(filter) as RuleGroupType, { format: "sql", parseNumbers: false });
  const { rows } = await sql<{ member_id: string }>`select member_id from oracle where ${sql.raw(condition)}`.execute(
    database,
  );
  return rows.map(({ member_id }) => member_id).sort();
};

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    test("S1-4 a filter over texts, numbers, dates and booleans finds whom react-querybuilder's own SQL finds", async () => {
      const { database } = opened;
      const tenant = await start(database);
      const clock = new TestClock(NOW);
      let found = 0;
      await checkProperty(
        fc.asyncProperty(allowed, async (filter) => {
          const ours = await readMemberIds(database, await audienceOf(database, clock, programOf(tenant), { filter }), {
            limit: 100,
          });
          const theirs = await byOracle(database, filter);
          found += theirs.length;
          assert.deepEqual([...ours].sort(), theirs);
        }),
        { numRuns: 300 },
      );
      assert(found > 1000, `${found} were found in all.`);
    });
  });
