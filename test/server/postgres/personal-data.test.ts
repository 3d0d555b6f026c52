import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { Database } from "../../../server/postgres/database.js";
import { erasure } from "../../../server/postgres/personal-data.js";
import { openPreparedDatabase } from "../../support/prepared-database.js";

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

/** Types that hold nothing a person could have typed. */
const NUMBERS_AND_TIMES = ["integer", "bigint", "boolean", "date", "timestamp with time zone"];
/** Made by the migrations themselves. */
const OWN = ["schema_version"];

const fates: Readonly<Record<string, string | Readonly<Record<string, string>>>> = erasure;

let database: Database;
let columns: readonly Column[];
before(async () => {
  database = await openPreparedDatabase();
  const { rows } = await sql<Column>`
    select table_name as "table", column_name as name, data_type as type
    from information_schema.columns where table_schema = 'public'`.execute(database);
  columns = rows.filter(({ table }) => !OWN.includes(table));
});
after(() => database.destroy());

test("S0-21 every table of the database says what becomes of it when a member is erased", () => {
  assert.deepEqual([...new Set(columns.map(({ table }) => table))].sort(), Object.keys(fates).sort());
});

test("S0-21 in a table whose rows stay, every column that could hold a text says what it holds", () => {
  const undeclared = columns.filter(({ table, name, type }) => {
    const fate = fates[table];
    const isOwner = name === "tenant" || name === "member_id";
    return typeof fate === "object" && !isOwner && !NUMBERS_AND_TIMES.includes(type) && !(name in fate);
  });
  assert.deepEqual(undeclared, []);
});

test("S0-21 no table that is said to be the program's names a member", () => {
  const naming = columns.filter(({ table, name }) => fates[table] === "program" && /(^|_)member(_|$)/.test(name));
  assert.deepEqual(naming, []);
});
