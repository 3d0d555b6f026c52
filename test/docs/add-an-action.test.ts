import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { tsImport } from "tsx/esm/api";
import type * as TestBackends from "../support/backend.js";
import { openPreparedDatabase } from "../support/prepared-database.js";
import { blocks, fileOf } from "../support/documents.js";

/** A copy of the repository's sources, in which packages are found as in the repository itself. */
const copy = path.resolve(".cache/add-an-action");

const change = (file: string, edit: (text: string) => string): void => {
  const at = path.join(copy, file);
  writeFileSync(at, edit(readFileSync(at, "utf8")));
};

/** The lines that README asks for: the action where the others stand, and its import. */
const list = (file: string, entry: string, opening: RegExp, before = ""): void =>
  change(file, (text) => before + text.replace(opening, (line) => `${line}\n  ${entry}`));

const topUp = 'import { topUp } from "./top-up.js";\n';

test("README's own action works as printed: it is previewed, done and undone", async (context) => {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  try {
    for (const each of ["sdk", "server", "test/support", "examples/host"])
      cpSync(each, path.join(copy, each), { recursive: true });
    for (const block of blocks) {
      const file = fileOf(block);
      if (file) writeFileSync(path.join(copy, file), block.code);
    }
    list("sdk/contract/permissions.ts", '"top-up": "ledger:top-up",', /^export const permissions = \{$/m);
    list("sdk/contract/actions/index.ts", "topUp: topUp,", /^export const catalogue = \{$/m, topUp);
    list("server/actions/index.ts", '"top-up": topUp,', /^export const handlers: .*\{$/m, topUp);
    const project = path.join(copy, "tsconfig.json");
    writeFileSync(
      project,
      JSON.stringify({ extends: path.resolve("tsconfig.json"), include: ["sdk", "server"], exclude: [] }),
    );
    assert.equal(execFileSync("node_modules/.bin/tsc", ["-p", project], { encoding: "utf8", stdio: "pipe" }), "");

    const support = pathToFileURL(path.join(copy, "test/support/backend.ts")).href;
    const { startBackend } = (await tsImport(support, import.meta.url)) as typeof TestBackends;
    const database = await openPreparedDatabase();
    context.after(() => database.destroy());
    const backend = await startBackend({ database });
    context.after(() => backend.close());
    const tenant = await backend.seed();
    const call = await backend.as({ tenant });
    const shown = (await call("/members/m_1048/previews/top-up", { currency: "points", amount: 2000 })).body;
    assert.equal(shown.changes[0]?.spendable?.after, 2000);
    const done = await call("/members/m_1048/actions/top-up", { currency: "points", amount: 2000 });
    assert.deepEqual([done.status, done.body.changes], [200, shown.changes]);
    const undone = await call(`/operations/${done.body.id}/reversal`, {});
    assert.equal(undone.body.changes[0]?.spendable?.after, shown.changes[0]?.spendable?.before);
  } finally {
    rmSync(copy, { recursive: true });
  }
});
