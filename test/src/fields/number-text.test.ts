import { expect } from "@open-wc/testing";
import { editableNumber, parseNumber, readOtherWay } from "../../../src/fields/number-text.js";

describe("amounts as they are typed", () => {
  const refused: [string, number, string][] = [
    ["1e3", 0, "not-a-number"],
    ["0x1", 0, "not-a-number"],
    ["€1", 2, "not-a-number"],
    ["١2٣x", 0, "not-a-number"],
    ["1 000", 0, "not-a-number"],
    ["NaN", 0, "not-a-number"],
    ["1e400", 0, "not-a-number"],
    ["+5", 0, "not-a-number"],
    ["1,50", 2, "not-a-number"],
    ["1.", 2, "not-a-number"],
    [".5", 2, "not-a-number"],
    ["", 0, "not-a-number"],
    ["1.5", 0, "too-precise"],
    ["1.005", 2, "too-precise"],
    ["9007199254740992", 0, "too-large"],
    ["9223372036854775808", 0, "too-large"],
    ["90071992547409.92", 2, "too-large"],
  ];
  for (const [text, scale, problem] of refused)
    it(`L02 refuses ${JSON.stringify(text)} at scale ${scale} and never rounds it`, () => {
      expect(parseNumber(text, scale, "en")).to.equal(problem);
    });

  const taken: [string, number, string, number][] = [
    ["500", 0, "en", 500],
    [" 1,240 ", 0, "en", 1240],
    ["48.5", 2, "en", 4850],
    ["48,50", 2, "de", 4850],
    ["1.240", 0, "de", 1240],
    ["1 240,05", 2, "fr", 124_005],
    ["12,34,567", 0, "en-IN", 1_234_567],
    ["9007199254740991", 0, "en", Number.MAX_SAFE_INTEGER],
    ["90071992547409.91", 2, "en", Number.MAX_SAFE_INTEGER],
    ["-0", 0, "en", 0],
    ["-5", 0, "en", -5],
    ["500", 0, "ar", 500],
    ["١٢٣", 0, "en", 123],
    ["۱٬۲۵۰٫۵", 2, "ar", 125_050],
    ["12,5", 2, "de", 1250],
    ["1,250", 0, "en", 1250],
    ["0.29", 2, "he", 29],
  ];
  for (const [text, scale, locale, minor] of taken)
    it(`reads ${JSON.stringify(text)} in ${locale} as exactly ${minor}`, () => {
      expect(parseNumber(text, scale, locale)).to.equal(minor);
    });

  for (const [text, scale, locale, minor] of [
    ["12,5", 2, "en", 1250],
    ["1.250", 0, "en", 1250],
    ["1.250,5", 2, "he", 125_050],
    ["1,250", 2, "de", 125_000],
  ] as const)
    it(`L02 never takes ${JSON.stringify(text)} in ${locale}, and asks whether ${minor} is meant`, () => {
      expect(parseNumber(text, scale, locale)).to.be.a("string");
      expect(readOtherWay(text, scale, locale)).to.equal(minor);
    });

  it("asks about nothing that neither way reads", () => {
    for (const text of ["1e3", "1,2,3", "x", "1.2.3"]) expect(readOtherWay(text, 2, "en")).to.equal(null);
  });

  it("writes what it would read", () => {
    for (const [minor, scale, locale, text] of [
      [4850, 2, "en", "48.50"],
      [4850, 2, "de", "48,50"],
      [4800, 2, "en", "48"],
      [29, 2, "en", "0.29"],
      [Number.MAX_SAFE_INTEGER, 2, "en", "90071992547409.91"],
    ] as const) {
      expect(editableNumber(minor, scale, locale)).to.equal(text);
      expect(parseNumber(text, scale, locale)).to.equal(minor);
    }
  });
});
