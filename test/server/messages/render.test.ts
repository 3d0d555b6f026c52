import assert from "node:assert/strict";
import { test } from "node:test";
import { lines, oneLine, render, type TemplateValues } from "../../../server/messages/render.js";

const values: TemplateValues = {
  first_name: "Noa",
  name: "Noa Ben-David",
  points: "1,240",
  credits: "48.50",
  tier: "Silver",
  home_branch: "Harbour",
  program: "Northwind",
};

test("S0-15 a template's variables are filled in", () => {
  const rendered = render("Hi {first_name}, {points} points wait at {home_branch}. {first_name}!", values);
  assert.deepEqual(rendered, { text: "Hi Noa, 1,240 points wait at Harbour. Noa!", unknown: [] });
});

test("S07 an unknown variable is reported and stays as written; nothing is evaluated", () => {
  const written = "{frist_name} {{constructor}} {__proto__} {toString} ${1+1} {{7*7}} {first_name.constructor} {";
  assert.deepEqual(render(written, values), { text: written, unknown: ["frist_name", "constructor", "__proto__", "toString"] });
});

test("S07 a value that holds braces, or a replacement pattern, is not read again", () => {
  assert.equal(render("{first_name} {name}", { ...values, first_name: "{points}", name: "$& $1 $'" }).text, "{points} $& $1 $'");
});

test("S07 a subject is one line, without controls or changes of direction", () => {
  assert.equal(oneLine("Hi\r\nBcc: all@example.com\u2028\0x \u202Eevil"), "Hi Bcc: all@example.com x evil");
});

test("S07 a text keeps its lines and drops other controls", () => {
  assert.equal(lines("a\r\nb\rc\u2028d\0\u0007\u0085e"), "a\nb\nc\nde");
});
