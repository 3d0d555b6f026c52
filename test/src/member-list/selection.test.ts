import { expect } from "@open-wc/testing";
import { everybody, isSelected, nobody, select, sizeOf, targetOf } from "../../../src/member-list/selection.js";

const shown = { filter: { combinator: "and", rules: [] }, q: "" } as const;

describe("a selection of members", () => {
  it("holds those that were chosen, whatever page they stand on", () => {
    const chosen = select(select(nobody, ["m_1", "m_2"], true), ["m_1"], false);
    expect(isSelected(chosen, "m_1")).to.equal(false);
    expect(isSelected(chosen, "m_2")).to.equal(true);
    expect(sizeOf(chosen, 12_345)).to.equal(1);
    expect(targetOf(chosen, shown)).to.deep.equal({ memberIds: ["m_2"] });
  });

  it("is all who match, less those that were taken out, and not only who is seen", () => {
    const chosen = select(select(everybody, ["m_1", "m_2"], false), ["m_2"], true);
    expect(isSelected(chosen, "m_1")).to.equal(false);
    expect(isSelected(chosen, "m_9999")).to.equal(true);
    expect(sizeOf(chosen, 12_345)).to.equal(12_344);
    expect(targetOf(chosen, { ...shown, q: "noa" })).to.deep.equal({ filter: shown.filter, q: "noa", except: ["m_1"] });
  });

  it("says nothing of its size until it is known how many match", () => {
    expect(sizeOf(everybody, null)).to.equal(null);
    expect(targetOf(everybody, shown)).to.deep.equal({ filter: shown.filter });
  });
});
