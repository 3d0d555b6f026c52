import assert from "node:assert/strict";
import { test } from "node:test";
import { segment } from "../../../../server/domain/messages/segments.js";

const counts = (text: string) => {
  const { encoding, units, segments } = segment(text);
  return [encoding, units, segments];
};

test("S07 SMS of GSM-7 characters: 160 in one, then 153 in each", () => {
  assert.deepEqual(counts(""), ["gsm-7", 0, 1]);
  assert.deepEqual(counts("a".repeat(160)), ["gsm-7", 160, 1]);
  assert.deepEqual(counts("a".repeat(161)), ["gsm-7", 161, 2]);
  assert.deepEqual(counts("a".repeat(306)), ["gsm-7", 306, 2]);
  assert.deepEqual(counts("a".repeat(307)), ["gsm-7", 307, 3]);
  assert.deepEqual(counts("ÄÖÑÜ§¿äöñüàΔ\n"), ["gsm-7", 13, 1]);
});

test("S07 the extension table takes two septets, and is never split between parts", () => {
  assert.deepEqual(counts("€".repeat(80)), ["gsm-7", 160, 1]);
  assert.deepEqual(counts("€".repeat(81)), ["gsm-7", 162, 2]);
  assert.deepEqual(counts("€".repeat(153)), ["gsm-7", 306, 3], "153 is odd: each part holds 76 pairs");
});

test("S07 the characters that force UCS-2 are named, once each and in their order", () => {
  assert.deepEqual(segment("It’s 5 – 10 ’tis €").beyondGsm, ["’", "–"]);
  assert.deepEqual(segment("ÄÖ€ [ok]").beyondGsm, []);
  assert.deepEqual(segment("😀").beyondGsm, ["😀"]);
  assert.deepEqual(segment("👩\u200d🚀 1\ufe0f\u20e3").beyondGsm, ["👩", "🚀", "\u20e3"]);
});

test("S07 any other character makes it UCS-2: 70 in one, then 67 in each, surrogate pairs whole", () => {
  assert.deepEqual(counts("ש".repeat(70)), ["ucs-2", 70, 1]);
  assert.deepEqual(counts("ש".repeat(71)), ["ucs-2", 71, 2]);
  assert.deepEqual(counts(`${"a".repeat(69)}ç`), ["ucs-2", 70, 1]);
  assert.deepEqual(counts("😀".repeat(35)), ["ucs-2", 70, 1]);
  assert.deepEqual(counts("😀".repeat(67)), ["ucs-2", 134, 3], "67 is odd: each part holds 33 pairs");
});
