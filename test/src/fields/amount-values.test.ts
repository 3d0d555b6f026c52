import { expect } from "@open-wc/testing";
import { catalogue } from "../../../sdk/contract/index.js";
import { amountIn, typedValues } from "../../../src/fields/amount-values.js";

describe("an amount that a page presets", () => {
  for (const [locale, text] of [
    ["en", "5.50"],
    ["de", "5,50"],
    ["de-CH", "5.50"],
  ] as const)
    it(`stands in the form as it is typed in ${locale}`, () => {
      const values = typedValues(catalogue.add, { amount: "5.50", note: "1.5" }, 2, locale);
      expect(values).to.deep.equal({ amount: text, note: "1.5" });
      expect(amountIn(catalogue.add, values, 2, locale)).to.equal(550);
    });

  it("is left as it was written where it is no amount", () => {
    expect(typedValues(catalogue.add, { amount: "lots" }, 2, "de")).to.deep.equal({ amount: "lots" });
  });
});
