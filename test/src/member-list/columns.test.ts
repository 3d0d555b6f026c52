import { expect } from "@open-wc/testing";
import type { FilterField, FilterSchema } from "../../../sdk/contract/bulk/answers.js";
import {
  columnsOf,
  MOST_COLUMNS,
  moved,
  rememberColumns,
  rememberedColumns,
} from "../../../src/member-list/columns.js";

const field = (id: string, column = true): FilterField => ({
  id,
  label: id,
  group: "member",
  kind: "text",
  operators: [],
  column,
  sortable: true,
});
const schema = (...fields: FilterField[]): FilterSchema => ({
  fields,
  events: [],
  columns: [],
  greatestDepth: 5,
  mostRules: 50,
  mostValues: 10,
});

describe("the columns of a list", () => {
  afterEach(() => rememberColumns(null));

  it("are those that the backend can show, each once, in the order that was asked for", () => {
    const of = schema(field("tier"), field("tags"), field("secret", false));
    const ids = columnsOf(of, ["tags", "tier", "tags", "gone", "secret"]).map(({ id }) => id);
    expect(ids).to.deep.equal(["tags", "tier"]);
  });

  it("are no more than a table can bear", () => {
    const many = Array.from({ length: 40 }, (_, index) => `c${index}`);
    expect(columnsOf(schema(...many.map((id) => field(id))), many)).to.have.length(MOST_COLUMNS);
  });

  it("move one place at a time, and not beyond an end", () => {
    expect(moved(["a", "b", "c"], "b", -1)).to.deep.equal(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], "b", 1)).to.deep.equal(["a", "c", "b"]);
    expect(moved(["a", "b", "c"], "x", 1)).to.deep.equal(["a", "b", "c"]);
  });

  it("are remembered as ids, and what is no list of ids is forgotten", () => {
    rememberColumns(["tier", "tags"]);
    expect(rememberedColumns()).to.deep.equal(["tier", "tags"]);
    localStorage.setItem("memberkit.columns", '{"tier":1}');
    expect(rememberedColumns()).to.equal(null);
    localStorage.setItem("memberkit.columns", "{");
    expect(rememberedColumns()).to.equal(null);
  });
});
