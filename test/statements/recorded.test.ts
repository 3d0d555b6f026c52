import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { loadModule } from "libpg-query";
import { OF_ALL_TENANTS } from "../../server/postgres/all-tenants.js";
import { erasure } from "../../server/postgres/personal-data.js";
import type { Recorded } from "../support/statements.js";
import { STATEMENTS_FOLDER } from "../support/statements-folder.js";
import { brokenBy, changesRows, tablesOf } from "./rules.js";

/**
 * What is broken on purpose, by how it is: few, and none by accident.
 */
const onPurpose: Readonly<Record<string, string>> = {
  "pg_current_snapshot is one node's own":
    "GET /changes asks the node that has the tenant's rows, by whose snapshots they are numbered: behind a router by tenant it is that one. Where one node asks others for rows, changes are told late or twice.",
  "pg_snapshot_xmin is one node's own": "The same.",
  "pg_visible_in_snapshot is one node's own": "The same.",
};

const readRecorded = (folder: string): readonly Recorded[] => {
  const all = readdirSync(folder).flatMap(
    (file) => JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Recorded[],
  );
  return [...new Map(all.map((each) => [each.sql, each])).values()];
};

let statements: readonly Recorded[];
before(async () => {
  const folder = process.env[STATEMENTS_FOLDER] ?? "";
  assert.ok(existsSync(folder), "The suite of the server records what it sends: npm run test:statements, or npm test.");
  await loadModule();
  statements = readRecorded(folder);
});

const isOfAll = ({ sql }: Recorded): boolean => sql.trimStart().startsWith(OF_ALL_TENANTS);

const short = ({ sql }: Recorded): string => sql.replace(/\s+/g, " ").slice(0, 1_000);

test("S24 the suite of the server has sent statements of every table", () => {
  const sent = new Set(statements.flatMap(tablesOf));
  assert.deepEqual(
    Object.keys(erasure).filter((table) => !sent.has(table)),
    [],
  );
});

test("S24 every statement of a request, a job and the due work names one tenant, in each table of it", () => {
  const found = statements
    .filter((each) => !isOfAll(each))
    .flatMap((each) =>
      brokenBy(each)
        .filter((broken) => !(broken in onPurpose))
        .map((broken) => `${broken}: ${short(each)}`),
    );
  assert.deepEqual(found, []);
});

test("S24 what asks all tenants at once is whether the database is ready, and the due work's list of what there is to do; it changes nothing", () => {
  const found = statements.filter(isOfAll);
  assert.deepEqual(found.filter(changesRows).map(short), []);
  const asked = new Set(found.map((each) => [...tablesOf(each)].sort().join(" ")));
  assert.deepEqual([...asked].sort(), [
    "approval",
    "approval program",
    "audience program",
    "audit_head",
    "audit_to_seal",
    "export",
    "export program",
    "job",
    "job program",
    "job_change",
    "lot member program",
    "member program",
    "member_change",
    "member_text program",
    "message",
    "message program",
    "operation",
    "program",
    "resync",
  ]);
});

test("S24 what stays on purpose is still there", () => {
  const broken = new Set(statements.flatMap(brokenBy));
  assert.deepEqual(
    Object.keys(onPurpose).filter((each) => !broken.has(each)),
    [],
  );
});
