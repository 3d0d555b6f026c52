import { expect } from "@open-wc/testing";
import { phoneGroups } from "../../../src/format/phone.js";

describe("a phone number", () => {
  for (const groups of [
    "+972 52 555 0118",
    "+1 415 555 2671",
    "+44 7911 123 4567",
    "+353 87 123 4567",
    "+65 8123 4567",
    "+7 912 345 6789",
    "+290 12 3456",
    "+49 1511 234 5678",
  ])
    it(`is read as ${groups}`, () => {
      expect(phoneGroups(groups.replaceAll(" ", ""))).to.deep.equal(groups.split(" "));
    });

  for (const other of ["052-555 0118", "+1", "+1 415 555 2671", "+123456789012345678", "0525550118", ""])
    it(`stays as it is where it is not international: "${other}"`, () => {
      expect(phoneGroups(other)).to.deep.equal([other]);
    });
});
