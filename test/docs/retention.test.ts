import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LEAST_DAYS, type Retention, retentionBounds } from "../../server/domain/retention.js";
import { CHANGES_STAY_MS } from "../../server/due/forget-changes.js";
import { UNSTARTED_MS } from "../../server/jobs/tend-jobs.js";
import { erasure } from "../../server/postgres/personal-data.js";
import { GOOD_FOR_MS } from "../../server/write/exports.js";
import { KEPT_FOR_MS } from "../../server/write/replay.js";

const text = readFileSync("docs/data-protection.md", "utf8");
const section = text.split("\n## What is kept how long\n")[1]?.split("\n## ")[0] ?? "";

/** The cells of each row: what, in which tables, for how long, by which setting. */
const rows = (section.match(/^\|.*\|$/gm) ?? []).slice(2).map((line) => {
  const [what = "", tables = "", kept = "", setting = ""] = line
    .split("|")
    .slice(1)
    .map((cell) => cell.trim());
  return { what, tables: [...tables.matchAll(/\w+/g)].map(([table]) => table), kept, setting };
});

const days = (count: number): string => `${count.toLocaleString("en-US")} days`;

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

test("what is kept how long is said of each table of the schema, and of no other", () => {
  assert.deepEqual([...new Set(rows.flatMap(({ tables }) => tables))].sort(), Object.keys(erasure).sort());
});

test("what is kept how long by default, and at most, is as the code has it, for each setting once", () => {
  const settings = Object.entries<(typeof retentionBounds)[keyof Retention]>(retentionBounds);
  const expected = settings.map(([name, { days: count, most }]) => [
    count === null ? "until the member is erased" : days(count),
    `\`${name}\`, ${most.toLocaleString("en-US")}`,
  ]);
  const said = rows.flatMap(({ kept, setting }) => (setting ? [[kept, setting]] : []));
  assert.deepEqual(said.sort(), expected.sort());
  assert.match(section, new RegExp(`${LEAST_DAYS} at least`));
});

test("what every program keeps equally long is said as the code has it, and no other time is", () => {
  const said = rows.flatMap(({ tables, kept, setting }) =>
    !setting && /\d/.test(kept) ? [`${tables.join(" ")}: ${kept}`] : [],
  );
  assert.deepEqual(said, [
    `operation: ${days(KEPT_FOR_MS / DAY_MS)}`,
    `export: ${GOOD_FOR_MS / MINUTE_MS} minutes`,
    `job job_item job_chunk: ${UNSTARTED_MS / DAY_MS} day`,
    `member_change job_change: ${CHANGES_STAY_MS / MINUTE_MS} minutes`,
  ]);
});
