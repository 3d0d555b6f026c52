import { expect } from "@open-wc/testing";
import { formatFor, type Format } from "../../../src/format/format.js";
import { initials } from "../../../src/format/initials.js";
import { fill, createTranslate } from "../../../src/locales/translate.js";

describe("formats", () => {
  const format = formatFor("en", "Europe/Dublin");

  it("writes amounts by their currency's scale, exactly, with a true minus", () => {
    expect(format.amount(1240, 0)).to.equal("1,240");
    expect(format.amount(4850, 2)).to.equal("48.50");
    expect(format.amount(5, 2)).to.equal("0.05");
    expect(format.amount(-5, 2)).to.equal("−0.05");
    expect(format.amount(Number.MAX_SAFE_INTEGER, 2)).to.equal("90,071,992,547,409.91");
    expect(format.signed(100, 0)).to.equal("+100");
    expect(format.signed(-80, 0)).to.equal("−80");
    expect(format.money({ amount: 18600, currency: "EUR", scale: 2 })).to.equal("€186.00");
  });

  it("L09 keeps a calendar date on its day in every zone, and puts an instant in the program's", () => {
    expect(formatFor("en", "Pacific/Apia").date("2026-12-31")).to.equal("31 Dec 2026");
    expect(formatFor("en", "America/Los_Angeles").date("2026-02-28")).to.equal("28 Feb 2026");
    expect(format.date("2026-11-21T23:59:59Z")).to.equal("21 Nov 2026");
    expect(formatFor("en", "Pacific/Apia").dayKey("2026-11-21T23:59:59Z")).to.equal("2026-11-22");
    expect(format.time("2026-07-01T08:12:00Z")).to.equal("09:12");
  });

  it("U10 writes what is none of its kind as it came, and never throws", () => {
    for (const raw of ["14/03/1991", "never", "", "2026-13-45T99:00:00Z", "0000-00-00", "\u202e"]) {
      expect(format.date(raw)).to.equal(raw);
      expect(format.shortDate(raw)).to.equal(raw);
      expect(format.time(raw)).to.equal(raw);
      expect(format.clock(raw)).to.equal(raw);
      expect(format.dayKey(raw)).to.equal(raw);
    }
    expect(format.money({ amount: 5, currency: "karma", scale: 0 })).to.equal("5 karma");
    expect(format.amount(1240, 1000)).to.equal("1240");
    expect(format.amount(1240, -1)).to.be.a("string");
    expect(format.language("not a tag")).to.equal("not a tag");
    expect(formatFor("en", "Mars/Olympus_Mons").date("2026-12-31")).to.equal("31 Dec 2026");
  });

  it("U10 no formatter throws on anything that the schemas admit, in any locale and zone", () => {
    const texts = [
      "14/03/1991",
      "never",
      "",
      " ",
      "2026-02-30",
      "+275761-01-01",
      "-000001-01-01T00:00:00Z",
      "\ud800",
      "\0",
      "א",
    ];
    const numbers = [0, -0, 1, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
    const scales = [0, 2, 100, 101, -1, Number.MAX_SAFE_INTEGER];
    const amounts = numbers.flatMap((minor) => scales.map((scale) => [minor, scale] as const));
    // A new formatter does not compile until it stands here.
    const calls: Record<Exclude<keyof Format, "locale" | "newlyBroken">, (format: Format) => string[]> = {
      number: (format) => numbers.map((each) => format.number(each)),
      amount: (format) => amounts.map((each) => format.amount(...each)),
      signed: (format) => amounts.map((each) => format.signed(...each)),
      money: (format) =>
        amounts.flatMap(([amount, scale]) =>
          ["EUR", "eur", "karma", "", "\ud800"].map((currency) => format.money({ amount, currency, scale })),
        ),
      date: (format) => texts.map((each) => format.date(each)),
      shortDate: (format) => texts.map((each) => format.shortDate(each)),
      time: (format) => texts.map((each) => format.time(each)),
      clock: (format) => texts.map((each) => format.clock(each)),
      dayKey: (format) => texts.map((each) => format.dayKey(each)),
      language: (format) => texts.map((each) => format.language(each)),
    };
    for (const locale of ["en", "he", "ar-EG", "xx"])
      for (const zone of ["Europe/Dublin", "Mars/Olympus_Mons", "", "\ud800"])
        for (const [name, call] of Object.entries(calls))
          for (const written of call(formatFor(locale, zone))) expect(written, name).to.be.a("string");
    for (const each of texts) expect(initials(each)).to.be.a("string");
  });

  it("counts a value that is none of its kind once, however often it is written", () => {
    const fresh = formatFor("en", "Asia/Tokyo");
    for (let times = 0; times < 3; times++) fresh.date("14/03/1991");
    fresh.dayKey("never");
    fresh.language("not a tag");
    fresh.date("2026-12-31");
    expect([fresh.newlyBroken(), fresh.newlyBroken()]).to.deep.equal([2, 0]);
    fresh.time("14/03/1991");
    expect(fresh.newlyBroken()).to.equal(0);
  });

  it("keeps a region's own habits", () => {
    expect(formatFor("en-US", "UTC").date("2026-11-21")).to.equal("Nov 21, 2026");
    expect(formatFor("ar-EG", "UTC").amount(1240, 0)).to.match(/^1[,٬]240$/);
  });

  it("takes whole characters of any script as initials", () => {
    const shown = ["Noa Ben-David", "ليلى حدّاد", "王芳", "Þóra", "👩‍🚀 Ana", ""].map((name) =>
      initials(name).replace("\u200c", ""),
    );
    expect(shown).to.deep.equal(["NB", "لح", "王", "Þ", "A", ""]);
  });
});

describe("messages", () => {
  const english = { greet: "Hi {name}", left: { one: "{count} point left", other: "{count} points left" } } as const;

  it("fill in values, choose plurals, and fall back to English", () => {
    const t = createTranslate(english, "he", { greet: "שלום {name}" });
    expect(t("greet", { name: "Noa" })).to.equal("שלום \u2068Noa\u2069");
    expect(createTranslate(english, "en")("left", { count: 1 })).to.equal("1 point left");
    expect(createTranslate(english, "en")("left", { count: 1200 })).to.equal("1,200 points left");
    expect(t("left", { count: 2 })).to.contain("points left");
  });

  it("S21 isolate a value that could turn the sentence around, and leave the rest alone", () => {
    expect(fill("Removed “{tag}”", { tag: "oat milk" }, "en")).to.equal("Removed “oat milk”");
    expect(fill("Removed “{tag}”", { tag: "\u202Egnp.exe" }, "en")).to.equal("Removed “\u2068\u202Egnp.exe\u2069”");
  });

  it("S04 look for no value on the prototype", () => {
    expect(fill("{constructor} {toString}", {}, "en")).to.equal("{constructor} {toString}");
  });
});
