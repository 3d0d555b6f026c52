import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import Papa from "papaparse";
import { checkProperty } from "../../../support/property.js";
import { CsvError, csvLine, CsvReader, inert, spoken } from "../../../../sdk/contract/bulk/csv.js";

const read = (chunks: readonly string[], separator?: string): (readonly string[])[] => {
  const reader = new CsvReader(separator);
  return [...chunks.flatMap((chunk) => reader.read(chunk)), ...reader.end()].map(({ cells }) => cells);
};

/** Any text that a file may hold: no NUL. */
const text = fc
  .string({ unit: fc.constantFrom("a", "7", '"', ",", ";", "\n", "\r", " ", "'", "=", "+", "-", "@", "\t", "é", "😀") })
  .map((value) => value.replaceAll("\0", ""));
const table = fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { maxLength: 20 });

/** A file in pieces, cut anywhere. */
const pieces = (file: string, cuts: readonly number[]): string[] => {
  const places = [...new Set(cuts.map((cut) => cut % (file.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => file.slice(from, places[index]));
};

test("what was written is read as it was, wherever the file is cut", async () => {
  await checkProperty(
    fc.property(table, fc.array(fc.nat(), { maxLength: 6 }), (rows, cuts) => {
      assert.deepEqual(read(pieces(rows.map(csvLine).join(""), cuts)), rows);
    }),
    { numRuns: 2_000 },
  );
});

test("a spreadsheet runs nothing of it, phones keep their plus, and the text comes back", async () => {
  await checkProperty(
    fc.property(text, (value) => {
      assert.equal(spoken(inert(value)), value);
      assert.ok(!/^[=@\t\r]/.test(inert(value)), inert(value));
    }),
    { numRuns: 5_000 },
  );
  assert.equal(inert("+353 87 123 4567"), "+353 87 123 4567");
  assert.equal(inert("-5.50"), "-5.50");
  assert.equal(inert("-1+cmd|' /C calc'!A0"), "'-1+cmd|' /C calc'!A0");
  assert.equal(inert('=HYPERLINK("https://evil.example")'), '\'=HYPERLINK("https://evil.example")');
});

test("papaparse reads files as this does, with any separator", async () => {
  await checkProperty(
    fc.property(table, fc.constantFrom(",", ";", "\t"), (rows, delimiter) => {
      const file = Papa.unparse(rows, { delimiter, quotes: true, newline: "\n" });
      const { data } = Papa.parse<string[]>(file, { delimiter, skipEmptyLines: false });
      assert.deepEqual(read([file], delimiter), rows.length === 0 ? [] : data);
    }),
    { numRuns: 1_000 },
  );
});

test("a BOM is no text, lines end as they please, empty ones are left out and counted", async () => {
  const reader = new CsvReader();
  const rows = [...reader.read("\uFEFFa,b\r\n\r\n1,"), ...reader.read("2\r3,4\n"), ...reader.end()];
  assert.deepEqual(rows, [
    { row: 1, cells: ["a", "b"] },
    { row: 3, cells: ["1", "2"] },
    { row: 4, cells: ["3", "4"] },
  ]);
});

for (const [file, code, row, column] of [
  ['a,b\n1,x"y"\n', "quote-inside", 2, 2],
  ['a\n"x"y\n', "after-quote", 2, 1],
  ['a,b\n1,"never', "unclosed-quote", 2, 2],
  ["a\n1\0\n", "nul", 2, 1],
  [`a\n"${"x".repeat(100_001)}`, "too-long", 2, 1],
] as const)
  test(`${code} is told with its row and column`, () => {
    assert.throws(
      () => read([file]),
      (error) => error instanceof CsvError && error.code === code && error.row === row && error.column === column,
    );
  });
