import assert from "node:assert/strict";
import { test } from "node:test";
import {
  losesCharacters,
  oneLine,
  severalLines,
  render,
  type TemplateValues,
} from "../../../../server/domain/messages/render.js";

const values: TemplateValues = {
  first_name: "Noa",
  name: "Noa Ben-David",
  points: "1,240",
  credits: "48.50",
  tier: "Silver",
  home_branch: "Harbour",
  program: "Northwind",
};

test("a template's variables are filled in", () => {
  const rendered = render("Hi {first_name}, {points} points wait at {home_branch}. {first_name}!", values);
  assert.deepEqual(rendered, { text: "Hi Noa, 1,240 points wait at Harbour. Noa!", unknown: [] });
});

test("S07 an unknown variable is reported and stays as written; nothing is evaluated", () => {
  const written = "{frist_name} {{constructor}} {__proto__} {toString} ${1+1} {{7*7}} {first_name.constructor} {";
  assert.deepEqual(render(written, values), {
    text: written,
    unknown: ["frist_name", "constructor", "__proto__", "toString"],
  });
});

test("S07 a value that holds braces, or a replacement pattern, is not read again", () => {
  assert.equal(
    render("{first_name} {name}", { ...values, first_name: "{points}", name: "$& $1 $'" }).text,
    "{points} $& $1 $'",
  );
});

test("S07 a subject is one line, without controls or changes of direction", () => {
  assert.equal(oneLine("Hi\r\nBcc: all@example.com\u2028\0x \u202Eevil"), "Hi Bcc: all@example.com x evil");
});

test("S07 a text keeps its lines and drops other controls", () => {
  assert.equal(severalLines("a\r\nb\rc\u2028d\0\u0007\u0085e"), "a\nb\nc\nde");
});

test("S07 a tab or a no-break space becomes a plain space, in a text as in a subject", () => {
  for (const space of ["\t", "\u00a0", "\u2007", "\u2009", "\u202f"])
    for (const form of [oneLine, severalLines]) assert.equal(form(`1${space}240`), "1 240");
});

test("S07 nothing invisible is left, but what shapes letters, emoji and flags", () => {
  assert.equal(severalLines("A\u200bd\u00add\u200f \u202e5\u2066\ufeff"), "Add 5");
  const england = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
  for (const shaped of ["می\u200cخواهم", "\u{1f469}\u200d\u{1f680}", "❤\ufe0f\u200d🔥", "葛\u{e0100}", england])
    assert.equal(severalLines(shaped), shaped);
});

test("S07 what would shape nothing where it stands is left out too, and makes no SMS longer", () => {
  const hidden = ["a\u200db", "a\ufe0fb", "a\u034fb", "a\u3164b", "a\u{e0062}b", "a\u200c b"];
  assert.deepEqual(hidden.map(severalLines), ["ab", "ab", "ab", "ab", "ab", "a b"]);
  for (const text of hidden) assert.equal(losesCharacters(text), true, JSON.stringify(text));
});

test("S07 a letter and its mark are one character, as SMS are counted", () => {
  for (const form of [oneLine, severalLines]) assert.equal(form("Cafe\u0301"), "Café");
});

test("S07 a loss is told from another way to write a space or a line break", () => {
  for (const text of ["a\u200bb", "a\u0007b", "\u202ea"])
    assert.equal(losesCharacters(text), true, JSON.stringify(text));
  for (const text of ["a\tb\r\nc", "1\u202f240", "שלום"])
    assert.equal(losesCharacters(text), false, JSON.stringify(text));
});
