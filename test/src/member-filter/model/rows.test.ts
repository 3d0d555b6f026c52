import { expect } from "@open-wc/testing";
import fc from "fast-check";
import type { FilterField } from "../../../../sdk/contract/bulk/answers.js";
import type { FieldRule, FilterGroup, FilterNode } from "../../../../sdk/contract/bulk/filter.js";
import { withField, withOperator } from "../../../../src/member-filter/model/condition.js";
import { editorOf, fieldIn, memberScope, operatorsOf } from "../../../../src/member-filter/model/editors.js";
import { readRows } from "../../../../src/member-filter/model/read.js";
import { rowsOf } from "../../../../src/member-filter/model/rows-of.js";
import {
  conditionsIn,
  groupsIn,
  insertRow,
  newCondition,
  newEvent,
  newGroup,
  placeOf,
  removeRow,
  replaceRow,
  type ConditionRow,
  type EventRow,
} from "../../../../src/member-filter/model/rows.js";
import { checkProperty } from "../../../support/property.js";
import { schema } from "../a-schema.js";

const scope = memberScope(schema);
const fieldOf = (id: string): FilterField => fieldIn(scope, id) as FilterField;
const condition = (field: string, operator: string, ...texts: string[]): ConditionRow => ({
  ...newCondition(),
  field,
  operator,
  texts,
});
const read = (row: ConditionRow | EventRow, locale = "en") => {
  const { filter, problems } = readRows(newGroup([row]), schema, locale);
  return problems.get(row.key) ?? filter.rules[0];
};

/** Any value that fits a field and an operator. */
const valueFor = (field: FilterField, operator: string): fc.Arbitrary<FieldRule["value"]> => {
  const one: fc.Arbitrary<string | number | boolean> =
    field.kind === "number"
      ? fc.integer({ min: -1_000_000, max: 1_000_000 })
      : field.kind === "boolean"
        ? fc.boolean()
        : field.kind === "date"
          ? fc.constantFrom("2026-01-01", "2025-12-31", "1980-02-29")
          : field.options
            ? fc.constantFrom(...field.options.map(({ value }) => value))
            : fc.constantFrom("VIP", "noa@example.com", "שקדים", "+49 30 123", "a.b");
  switch (editorOf(field, operator)) {
    case "none":
      return fc.constant(undefined);
    case "days":
      return fc.integer({ min: 1, max: 36_500 });
    case "numbers":
    case "dates":
      return fc.tuple(one, one).map(([a, b]) => (a < b ? [a, b] : [b, a]));
    case "chips":
    case "lines":
      return fc.uniqueArray(one, { minLength: 1, maxLength: 5 });
    default:
      return one;
  }
};

const editable = schema.fields.filter((field) => operatorsOf(field).length > 0);
const ruleIn = (fields: readonly FilterField[]): fc.Arbitrary<FieldRule> =>
  fc
    .constantFrom(...fields)
    .chain((field) => fc.constantFrom(...operatorsOf(field)).map((operator) => ({ field, operator })))
    .chain(({ field, operator }) =>
      valueFor(field, operator).map((value) => ({ field: field.id, operator, ...(value !== undefined && { value }) })),
    );
const quantity = fc.record({
  operator: fc.constantFrom("=", "<", ">", "<=", ">="),
  value: fc.integer({ min: 0, max: 1_000_000 }),
});
const groupFrom = (node: fc.Arbitrary<FilterNode>): fc.Arbitrary<FilterGroup> =>
  fc
    .record(
      {
        combinator: fc.constantFrom("and", "or"),
        not: fc.constant(true),
        rules: fc.array(node, { minLength: 1, maxLength: 4 }),
      },
      { requiredKeys: ["combinator", "rules"] },
    )
    .map(({ combinator, not, rules }) => ({ combinator, ...(not && { not }), rules }));
const [purchase] = schema.events;
const eventRule = fc
  .record(
    {
      occurred: fc.boolean(),
      count: quantity,
      total: quantity,
      time: fc.oneof(
        fc.constant({ between: ["2026-01-01", "2026-06-30"] as const }),
        fc.integer({ min: 1, max: 365 }).map((lastDays) => ({ lastDays })),
      ),
      where: groupFrom(ruleIn(purchase?.fields ?? [])),
    },
    { requiredKeys: ["occurred"] },
  )
  .map(({ time, where, ...rest }) => ({ event: "purchase", ...rest, ...time, ...(where && { where }) }));
const { filter: anyFilter } = fc.letrec<{ filter: FilterGroup; node: FilterNode }>((tie) => ({
  filter: groupFrom(tie("node")),
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    ruleIn(editable),
    eventRule as fc.Arbitrary<FilterNode>,
    tie("filter"),
  ),
}));

describe("the rows of a filter", () => {
  for (const locale of ["en", "de", "fr", "he"])
    it(`S1-4 any filter is rows, and the rows are that filter again, with numbers as one types them in ${locale}`, () =>
      checkProperty(
        fc.property(anyFilter, (filter) => {
          const reading = readRows(rowsOf(filter, schema, locale), schema, locale);
          expect(reading.filter).to.deep.equal(filter);
          expect(reading.isComplete).to.equal(true);
        }),
      ));

  it("S1-4 rows make react-querybuilder's JSON: attributes, tags, balances, and purchases made or not", () => {
    const made: EventRow = {
      ...newEvent("purchase"),
      count: { operator: ">=", text: "2" },
      when: "between",
      between: ["2026-01-01", "2026-06-30"],
      where: newGroup([condition("branch", "=", "b1")]),
    };
    const notMade: EventRow = { ...newEvent("purchase"), occurred: false, when: "lastDays", days: "60" };
    const rows = [
      condition("tags", "contains", "VIP"),
      condition("accounts.credits.spendable", "between", "1", "5.50"),
      made,
      newGroup([condition("homeBranch", "in", "b1", "b2"), notMade], "any"),
    ];
    expect(readRows(newGroup(rows), schema, "en").filter).to.deep.equal({
      combinator: "and",
      rules: [
        { field: "tags", operator: "contains", value: "VIP" },
        { field: "accounts.credits.spendable", operator: "between", value: [100, 550] },
        {
          event: "purchase",
          occurred: true,
          count: { operator: ">=", value: 2 },
          between: ["2026-01-01", "2026-06-30"],
          where: { combinator: "and", rules: [{ field: "branch", operator: "=", value: "b1" }] },
        },
        {
          combinator: "or",
          rules: [
            { field: "homeBranch", operator: "in", value: ["b1", "b2"] },
            { event: "purchase", occurred: false, lastDays: 60 },
          ],
        },
      ],
    });
  });

  it("keeps the host's ids, and makes none", () => {
    const filter: FilterGroup = {
      id: "root",
      combinator: "and",
      rules: [
        { id: "one", field: "tags", operator: "notNull" },
        { id: "two", combinator: "or", rules: [{ id: "three", event: "purchase", occurred: true }] },
      ],
    };
    expect(readRows(rowsOf(filter, schema, "en"), schema, "en").filter).to.deep.equal(filter);
  });

  it("keeps what the backend does not know as it came, and says that it is no filter to count", () => {
    const unknown: unknown[] = [
      { field: "shoe-size", operator: "=", value: 42 },
      { field: "tags", operator: "sounds like", value: "VIP" },
      { field: "accounts.points.spendable", operator: "=", value: "many" },
      { field: "accounts.points.spendable", operator: "between", value: [1, 2, 3] },
      { field: "aura", operator: "=", value: "blue" },
      { event: "sneeze", occurred: true },
      { event: "app-opened", occurred: true, total: { operator: ">", value: 5 } },
      null,
      "text",
      [1],
    ];
    const filter = { combinator: "and", rules: unknown } as unknown as FilterGroup;
    const root = rowsOf(filter, schema, "en");
    expect(root.rows.map(({ kind }) => kind)).to.deep.equal(unknown.map(() => "unknown"));
    const reading = readRows(root, schema, "en");
    expect(reading.filter).to.deep.equal(filter);
    expect(reading.isComplete).to.equal(false);
    expect([...reading.problems.values()].map(({ code }) => code)).to.deep.equal(unknown.map(() => "unknown"));
  });

  it("leaves a row out that lacks something, and the group that is left without any", () => {
    const tag = condition("tags", "contains", "VIP");
    const blank = newCondition();
    const inner = newGroup([condition("name", "contains", " ")], "any");
    const empty = newGroup([], "any");
    const reading = readRows(newGroup([blank, inner, empty, tag]), schema, "en");
    expect(reading.filter.rules).to.deep.equal([{ field: "tags", operator: "contains", value: "VIP" }]);
    expect(reading.isComplete).to.equal(false);
    expect(reading.problems.get(blank.key)?.code).to.equal("field");
    expect(reading.problems.get(empty.key)?.code).to.equal("empty-group");
    expect(reading.problems.has(inner.key)).to.equal(false);
    expect([...reading.places]).to.deep.equal([["/rules/0", tag.key]]);
  });

  it("says what is wrong with what is typed", () => {
    const points = (...texts: string[]) => read(condition("accounts.points.spendable", "between", ...texts));
    expect(points("1", "many")).to.deep.include({ code: "not-a-number", part: 1 });
    expect(points("5", "1")).to.deep.include({ code: "order", part: 1 });
    expect(points("5")).to.deep.include({ code: "value", part: 1 });
    expect(read(condition("accounts.points.spendable", "=", "1.5"))).to.deep.include({ code: "too-precise" });
    expect(read(condition("accounts.credits.spendable", "=", "1,5"))).to.deep.include({ code: "other-way" });
    expect(read(condition("accounts.credits.spendable", "=", "1,5"), "de")).to.deep.include({ value: 150 });
    expect(read(condition("birthday", "inLastDays", "0"))).to.deep.include({ code: "days" });
    expect(read(condition("birthday", "="))).to.deep.include({ code: "date" });
    expect(read(condition("homeBranch", "="))).to.deep.include({ code: "choose" });
    expect(read(condition("homeBranch", "in"))).to.deep.include({ code: "list" });
    const negative = { ...newEvent("purchase"), count: { operator: ">", text: "-1" } };
    expect(read(negative)).to.deep.include({ code: "negative", input: "count" });
    const backwards: EventRow = { ...newEvent("purchase"), when: "between", between: ["2026-02-01", "2026-01-01"] };
    expect(read(backwards)).to.deep.include({ code: "order", input: "time", part: 1 });
  });

  it("takes a pasted list apart at lines, commas, semicolons and tabs, each entry once", () => {
    const pasted = "noa@example.com\r\nari@example.com,  dana@example.com;\tnoa@example.com\n\n";
    expect(read(condition("email", "in", pasted))).to.deep.include({
      value: ["noa@example.com", "ari@example.com", "dana@example.com"],
    });
    const long = Array.from({ length: 10_001 }, (_, index) => `m_${index}`).join("\n");
    expect(read(condition("email", "in", long))).to.deep.include({ code: "too-many" });
    expect(read(condition("name", "in", "Roe, Jane\nDoe"))).to.deep.include({ value: ["Roe, Jane", "Doe"] });
  });

  it("carries what was typed over to another comparison or field where it fits", () => {
    const points = condition("accounts.points.spendable", "=", "100");
    const range = withOperator(points, fieldOf("accounts.points.spendable"), "between");
    expect(range.texts).to.deep.equal(["100"]);
    const credits = withField(range, fieldOf("accounts.credits.spendable"), fieldOf("accounts.points.spendable"));
    expect(credits).to.deep.include({ operator: "between", texts: ["100"] });
    const day = withField(credits, fieldOf("birthday"), fieldOf("accounts.credits.spendable"));
    expect(day).to.deep.include({ operator: "between", texts: [] });
    const branch = withOperator(condition("homeBranch", "=", "b1"), fieldOf("homeBranch"), "in");
    expect(branch.texts).to.deep.equal(["b1"]);
    expect(withField(branch, undefined, fieldOf("homeBranch"))).to.deep.include({ field: "", texts: [] });
  });

  it("finds, changes, removes and puts back rows wherever they stand, and changes no other tree", () => {
    const inner = condition("tags", "contains", "VIP");
    const where = condition("branch", "=", "b1");
    const event: EventRow = { ...newEvent("purchase"), where: newGroup([where]) };
    const nested = newGroup([inner, event], "any");
    const root = newGroup([nested]);
    expect(placeOf(root, where.key)?.group.key).to.equal(event.where.key);
    expect(conditionsIn(root)).to.equal(3);
    const changed = replaceRow(root, { ...where, texts: ["b2"] });
    expect(JSON.stringify(changed)).to.contain('"b2"');
    const removed = removeRow(changed, inner.key);
    expect(placeOf(removed, inner.key)).to.equal(undefined);
    const back = insertRow(removed, nested.key, inner, 0);
    expect(back).to.deep.equal(changed);
    expect(replaceRow(root, { ...root, match: "none" }).match).to.equal("none");
    expect(insertRow(root, event.where.key, newCondition()).rows).not.to.deep.equal(root.rows);
    expect(groupsIn(root).length).to.equal(3);
    expect(JSON.stringify(root)).to.contain('"b1"');
  });
});
