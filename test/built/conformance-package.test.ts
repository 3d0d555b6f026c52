import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

const folder = mkdtempSync(path.join(tmpdir(), "conformance-package-"));
const unpacked = path.join(folder, "package");
const command = path.join(unpacked, "dist/memberkit-conformance.js");
before(() => {
  const packed = execFileSync("npm", [
    "pack",
    "--workspace",
    "memberkit-conformance",
    "--pack-destination",
    folder,
    "--silent",
  ]);
  execFileSync("tar", ["-xzf", path.join(folder, packed.toString().trim()), "-C", folder]);
});
after(() => rmSync(folder, { recursive: true }));

test("the suite is a package of its own, which needs nothing but Node", () => {
  const { dependencies, bin } = JSON.parse(readFileSync(path.join(unpacked, "package.json"), "utf8")) as {
    dependencies?: object;
    bin: Record<string, string>;
  };
  assert.equal(dependencies, undefined);
  assert.deepEqual(bin, { "memberkit-conformance": "dist/memberkit-conformance.js" });
  const imported = [...readFileSync(command, "utf8").matchAll(/^import .* from '([^']+)'/gm)].map(([, from]) => from);
  assert.ok(imported.length > 0 && imported.every((from) => from?.startsWith("node:")), imported.join(" "));
});

test("its command runs from there: a backend that can't be reached is told once, and ends with 1", () => {
  const { status, stdout } = spawnSync(process.execPath, [command, "http://127.0.0.1:1/v1", "--token", "a.b.c"], {
    cwd: folder,
  });
  assert.equal(status, 1, stdout.toString());
  assert.equal(stdout.toString().match(/✗/g)?.length, 1);
});
