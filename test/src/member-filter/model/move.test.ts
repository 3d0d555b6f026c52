import { expect } from "@open-wc/testing";
import fc from "fast-check";
import { moveRow } from "../../../../src/member-filter/model/move.js";
import {
  groupsIn,
  newCondition,
  newEvent,
  newGroup,
  type GroupRow,
  type Row,
} from "../../../../src/member-filter/model/rows.js";
import { checkProperty } from "../../../support/property.js";

const named = (field: string): Row => ({ ...newCondition(), field });
const group = (...rows: Row[]): GroupRow => newGroup(rows);

/** The rows as text: `a(b,c)`. */
const text = ({ rows }: GroupRow): string =>
  rows
    .map((row) =>
      row.kind === "group"
        ? `(${text(row)})`
        : row.kind === "condition"
          ? row.field
          : `e[${row.kind === "event" ? text(row.where) : ""}]`,
    )
    .join(",");

/** The states that a row goes through, until it can't be moved that way any more. */
const stepsOf = (root: GroupRow, row: Row, by: -1 | 1, depth = 3): string[] => {
  const next = moveRow(root, row, by, depth);
  return next ? [text(next), ...stepsOf(next, row, by, depth)] : [];
};

describe("moving rows", () => {
  it("S1-4 a row goes past its neighbours, into a group that comes next, through it, and out of it", () => {
    const row = named("x");
    const root = group(row, named("a"), group(named("b"), named("c")), named("d"));
    expect(stepsOf(root, row, 1)).to.deep.equal([
      "a,x,(b,c),d",
      "a,(x,b,c),d",
      "a,(b,x,c),d",
      "a,(b,c,x),d",
      "a,(b,c),x,d",
      "a,(b,c),d,x",
    ]);
    const back = group(named("a"), group(named("b")), row);
    expect(stepsOf(back, row, -1)).to.deep.equal(["a,(b,x)", "a,(x,b)", "a,x,(b)", "x,a,(b)"]);
  });

  it("S05 a group goes past a group that it would stand too deep in", () => {
    const inner = group(named("x"));
    expect(stepsOf(group(inner, group(named("a"))), inner, 1, 2)).to.deep.equal(["(a),(x)"]);
    expect(stepsOf(group(inner, group(named("a"))), inner, 1, 3)).to.deep.equal(["((x),a)", "(a,(x))", "(a),(x)"]);
  });

  it("the conditions on an event stay with it", () => {
    const [one, other] = [named("x"), named("y")];
    const root = group(named("a"), { ...newEvent("purchase"), where: group(one, other) }, named("b"));
    expect(stepsOf(root, one, 1)).to.deep.equal(["a,e[y,x],b"]);
    expect(moveRow(root, one, -1, 3)).to.equal(null);
  });

  it("any move is undone by the one the other way, and loses no row", async () => {
    const rows: fc.Arbitrary<Row> = fc.letrec<{ row: Row }>((tie) => ({
      row: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom("a", "b").map(named),
        fc.array(tie("row"), { maxLength: 3 }).map((inside) => group(...inside)),
      ),
    })).row;
    await checkProperty(
      fc.property(
        fc.array(rows, { maxLength: 5 }),
        fc.nat(),
        fc.constantFrom(-1 as const, 1 as const),
        (inside, nth, by) => {
          const root = group(...inside);
          const all = groupsIn(root).flatMap((each) => each.rows);
          const row = all[nth % Math.max(1, all.length)];
          const moved = row && moveRow(root, row, by, 10);
          if (!row || !moved) return;
          expect(groupsIn(moved).flatMap((each) => each.rows).length).to.equal(all.length);
          const back = moveRow(moved, row, -by as -1 | 1, 10);
          expect(back && text(back)).to.equal(text(root));
        },
      ),
    );
  });
});
