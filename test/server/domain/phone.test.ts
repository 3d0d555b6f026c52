import assert from "node:assert/strict";
import { test } from "node:test";
import { dialled, phoneForms } from "../../../server/domain/phone.js";

test("a number is written with its country's code, and as at home where the plan is known", () => {
  assert.deepEqual(phoneForms("+972525550118"), ["972525550118", "0525550118"]);
  assert.deepEqual(phoneForms("+36201234567"), ["36201234567", "06201234567"]);
  assert.deepEqual(phoneForms("+390669812345"), ["390669812345", "0669812345"]);
  assert.deepEqual(phoneForms("+12125550118"), ["12125550118", "2125550118"]);
  assert.deepEqual(phoneForms("+79161234567"), ["79161234567", "89161234567"]);
  assert.deepEqual(phoneForms("+37120123456"), ["37120123456", "20123456"]);
  assert.deepEqual(phoneForms("+6785551234"), ["6785551234"]);
});

test("a number is read as people write it", () => {
  const written: readonly (readonly [string, string | null, readonly string[]])[] = [
    ["+972 52 555 0118", "IE", ["972525550118"]],
    ["00972-52-555-0118", "IE", ["972525550118"]],
    ["+44 (0)20 7946 0000", null, ["442079460000"]],
    ["0525550118", "IL", ["972525550118", "0525550118"]],
    ["052-555-0118", "IE", ["353525550118", "0525550118"]],
    ["052.555.0118", null, ["0525550118"]],
    ["052–555‑0118", "XX", ["0525550118"]],
    ["(212) 555-0118", "US", ["12125550118", "2125550118"]],
    ["٠٥٢٥٥٥٠١١٨", null, ["0525550118"]],
    ["0118", null, ["0118"]],
    ["noa", "IL", []],
    ["052 555 01x8", "IL", []],
    ["", "IL", []],
  ];
  for (const [text, country, digits] of written) assert.deepEqual(dialled(text, country), digits, text);
});
