import { expect } from "@open-wc/testing";
import type { FilterGroup, FilterNode } from "../../../sdk/contract/bulk/filter.js";
import { formatFor } from "../../../src/format/format.js";
import { filterMessages } from "../../../src/locales/en/filter.js";
import { languages } from "../../../src/locales/languages.js";
import { createTranslate, type Messages } from "../../../src/locales/translate.js";
import { readRows } from "../../../src/member-filter/model/read.js";
import { rowsOf } from "../../../src/member-filter/model/rows-of.js";
import { textOf, type Part } from "../../../src/member-filter/sentence/parts.js";
import { Sentence } from "../../../src/member-filter/sentence/sentence.js";
import { readable } from "../backend.js";
import { schema } from "./a-schema.js";

const partsOf = (filter: FilterGroup, locale = "en", messages: Messages = {}): Part[] => {
  const root = rowsOf(filter, schema, locale);
  const say = { t: createTranslate(filterMessages, locale, messages), format: formatFor(locale), locale };
  return new Sentence(schema, readRows(root, schema, locale), say).whole(root);
};
const all = (...rules: FilterNode[]): FilterGroup => ({ combinator: "and", rules });
const any = (...rules: FilterNode[]): FilterGroup => ({ combinator: "or", rules });
const say = (filter: FilterGroup): string => readable(textOf(partsOf(filter)));

const vip: FilterNode = { field: "tags", operator: "contains", value: "VIP" };
const points: FilterNode = { field: "accounts.points.spendable", operator: "between", value: [100, 1500] };
const bought: FilterNode = {
  event: "purchase",
  occurred: true,
  count: { operator: ">=", value: 2 },
  between: ["2026-01-01", "2026-06-30"],
  where: all({ field: "branch", operator: "=", value: "b1" }),
};
const away: FilterNode = { event: "purchase", occurred: false, lastDays: 60 };
const gift: FilterNode = { field: "gifts", operator: "contains", value: "g1" };

describe("what a filter means, in a sentence", () => {
  it("tells all of it", () => {
    expect(say(all(vip, points, bought, any(gift, away)))).to.equal(
      "Members tagged VIP, with points balance between 100 and 1,500, who made at least 2 purchases between 1 Jan 2026 " +
        "and 30 Jun 2026, each with branch Harbour, and either with Flat white among gifts in the wallet or who made no " +
        "purchase in the last 60 days.",
    );
  });

  it("says how far a group reaches", () => {
    expect(say(all())).to.equal("All members.");
    expect(say(all(vip))).to.equal("Members tagged VIP.");
    expect(say(any(vip, gift))).to.equal("Members either tagged VIP or with Flat white among gifts in the wallet.");
    expect(say({ ...any(vip, away), not: true })).to.equal(
      "All members except those tagged VIP or who made no purchase in the last 60 days.",
    );
    expect(say({ ...all(vip, away), not: true })).to.equal(
      "All members except those (tagged VIP and who made no purchase in the last 60 days).",
    );
    expect(say(any(all(vip, gift), away))).to.equal(
      "Members either (tagged VIP and with Flat white among gifts in the wallet) or who made no purchase in the last 60 days.",
    );
    expect(say(all(gift, { ...any(vip), not: true }))).to.equal(
      "Members with Flat white among gifts in the wallet and not tagged VIP.",
    );
  });

  it("tells every kind of condition", () => {
    const told = (rule: FilterNode) => say(all(rule)).replace(/^Members |\.$/g, "");
    expect(told({ field: "name", operator: "beginsWith", value: "No" })).to.equal("with name beginning with No");
    expect(told({ field: "birthday", operator: "inNextDays", value: 1 })).to.equal("with birthday in the next 1 day");
    expect(told({ field: "birthday", operator: ">=", value: "1990-03-04" })).to.equal(
      "with birthday on or after 4 Mar 1990",
    );
    expect(told({ field: "homeBranch", operator: "in", value: ["b1", "b2"] })).to.equal(
      "with home branch Harbour or Old Town",
    );
    expect(told({ field: "accounts.credits.spendable", operator: ">", value: 450 })).to.equal(
      "with credits balance of more than 4.50",
    );
    expect(told({ field: "consents.sms", operator: "=", value: false })).to.equal("with consent to SMS: no");
    expect(told({ field: "email", operator: "in", value: ["a@x.example", "b@x.example"] })).to.equal(
      "on a list of 2 by e-mail",
    );
    expect(told({ field: "tags", operator: "in", value: ["a", "b", "c", "d", "e"] })).to.equal(
      "tagged a, b, c or 2 more",
    );
    expect(told({ field: "email", operator: "null" })).to.equal("without e-mail");
    expect(told({ event: "app-opened", occurred: true, lastDays: 7 })).to.equal(
      "with “Opened the app” at least once in the last 7 days",
    );
    const spent = { operator: "<", value: 5000 } as const;
    expect(told({ event: "purchase", occurred: true, count: { operator: "=", value: 1 }, total: spent })).to.equal(
      "who made exactly 1 purchase for less than 50.00 in all",
    );
    expect(told({ event: "purchase", occurred: false, count: { operator: ">", value: 3 } })).to.equal(
      "who did not make more than 3 purchases",
    );
    const size = { field: "shoe-size", operator: "=", value: 42 } as const;
    expect(told(size)).to.equal("with shoe-size = 42, which is not known here");
  });

  it("emphasises what was chosen, and nothing else", () => {
    const strong = partsOf(all(vip, points, bought, away)).filter((part) => part.strong);
    expect(strong.map(({ text }) => text)).to.deep.equal([
      "VIP",
      "100",
      "1,500",
      "at least 2 purchases",
      "1 Jan 2026",
      "30 Jun 2026",
      "Harbour",
      "who made no purchase",
      "60",
    ]);
  });

  it("takes no placeholder, and no markup, from what was typed", () => {
    const value = "<b>{field}</b> {value}";
    expect(say(all({ ...vip, value }))).to.equal(`Members tagged ${value}.`);
  });

  it("tells it in Hebrew, with what runs the other way kept to itself", async () => {
    const messages = await languages.he?.filter();
    const parts = partsOf(all(vip, points, away), "he", messages);
    expect(readable(textOf(parts))).to.equal(
      "חברים עם התגית VIP, עם points balance בין 100 ל־1,500 ושלא ביצעו אף רכישה ב־60 הימים האחרונים.",
    );
    expect(parts.find(({ strong }) => strong)?.text).to.equal("\u2068VIP\u2069");
  });
});
