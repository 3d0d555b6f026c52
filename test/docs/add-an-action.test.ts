import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { tsImport } from "tsx/esm/api";
import type * as TestBackends from "../support/backend.js";
import { openPreparedDatabase } from "../support/prepared-database.js";
import { blocks, fileOf } from "../support/readme.js";

/** A copy of the repository's sources, in which packages are found as in the repository itself. */
const copy = path.resolve(".cache/add-an-action");

const change = (file: string, edit: (text: string) => string): void => {
  const at = path.join(copy, file);
  writeFileSync(at, edit(readFileSync(at, "utf8")));
};

/** The two lines that README asks for: an import, and the action where the others stand. */
const list = (index: string, entry: string, opening: RegExp): void =>
  change(
    index,
    (text) => `import { expire } from "./expire.js";\n${text.replace(opening, (line) => `${line}\n  ${entry}`)}`,
  );

test("README's own action works as printed: it is previewed, done and undone, on a last day too, and stays apart from the program's expiry", async (context) => {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  try {
    for (const each of ["sdk", "server", "test/support", "examples/host"])
      cpSync(each, path.join(copy, each), { recursive: true });
    for (const block of blocks) {
      const file = fileOf(block);
      if (file) writeFileSync(path.join(copy, file), block.code);
    }
    list(
      "sdk/contract/actions/index.ts",
      "/** Takes away what lay too long. */\n  expire: expire,",
      /^export const catalogue = \{$/m,
    );
    list("server/actions/index.ts", "expire,", /^export const handlers: .*\{$/m);
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
    const input = { currency: "points", amount: 40 };
    const shown = (await call("/members/m_1048/previews/expire", input)).body;
    assert.equal(shown.changes[0]?.expired?.after, (shown.changes[0]?.expired?.before ?? 0) + 40);
    const done = await call("/members/m_1048/actions/expire", input);
    assert.deepEqual([done.status, done.body.changes], [200, shown.changes]);
    const undone = await call(`/operations/${done.body.id}/reversal`, {});
    assert.equal(undone.body.changes[0]?.expired?.after, shown.changes[0]?.expired?.before);

    await call("/members/m_1048/actions/add", { currency: "points", amount: 7, expiresAt: "2026-11-22" });
    backend.clock.set("2026-11-22T10:00:00Z");
    const onLastDay = await backend.as({ tenant });
    const early = await onLastDay("/members/m_1048/actions/expire", { currency: "points", amount: 7 });
    const back = await onLastDay(`/operations/${early.body.id}/reversal`, {});
    assert.equal(back.body.changes[0]?.spendable?.after, early.body.changes[0]?.spendable?.before);

    backend.clock.set("2026-11-25T10:00:00Z");
    await backend.app.runDueWork();
    const later = await backend.as({ tenant });
    const [latest] = (await later("/members/m_1048/activities?type=expire&limit=1")).body.data;
    assert.deepEqual([latest?.source, latest?.at.slice(0, 10)], ["program", "2026-11-25"]);
  } finally {
    rmSync(copy, { recursive: true });
  }
});
