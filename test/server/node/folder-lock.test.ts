import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { lockFolder } from "../../../server/node/folder-lock.js";
import { spawnServer } from "../../support/server-process.js";

const folder = mkdtempSync(path.join(tmpdir(), "memberkit-lock-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const lockIn = (name: string) => path.join(folder, name, "lock");
const gone = () => spawnSync(process.execPath, ["-e", ""]).pid;

test("D05 a second server on the same folder refuses, names the pid, and ends with an error", async () => {
  const DATA_DIR = path.join(folder, "twice");
  const first = spawnServer({ DATA_DIR });
  await first.ready;
  const second = spawnServer({ DATA_DIR });
  assert.notEqual(await second.exited, 0);
  assert.match(second.errors(), new RegExp(`in use by process ${first.child.pid}\\b`));
  assert.doesNotMatch(second.errors(), /\n\s+at /, "Words, not a stack.");

  first.child.kill("SIGTERM");
  assert.equal(await first.exited, 0);
  assert(!existsSync(lockIn("twice")));

  const third = spawnServer({ DATA_DIR });
  await third.ready;
  third.child.kill("SIGKILL");
  await third.exited;
  const fourth = spawnServer({ DATA_DIR });
  await fourth.ready;
  fourth.child.kill("SIGTERM");
  assert.equal(await fourth.exited, 0);
});

test("D05 a lock whose process is gone is taken over", () => {
  const unlock = lockFolder(path.join(folder, "stale"));
  unlock();
  writeFileSync(lockIn("stale"), JSON.stringify({ pid: gone(), startedAt: "boot:1" }));
  const unlockAgain = lockFolder(path.join(folder, "stale"));
  assert.equal((JSON.parse(readFileSync(lockIn("stale"), "utf8")) as { pid: number }).pid, process.pid);
  unlockAgain();
  assert(!existsSync(lockIn("stale")));
});

test("D05 a lock whose pid is another process's by now is taken over", () => {
  lockFolder(path.join(folder, "reused"))();
  writeFileSync(lockIn("reused"), JSON.stringify({ pid: process.ppid, startedAt: "another boot:1" }));
  lockFolder(path.join(folder, "reused"))();
});

test("D05 a lock cut short by a crash is taken over; one that is held is not", () => {
  lockFolder(path.join(folder, "cut"))();
  writeFileSync(lockIn("cut"), "");
  const unlock = lockFolder(path.join(folder, "cut"));
  assert.throws(() => lockFolder(path.join(folder, "cut")), { name: "FolderLockedError", pid: process.pid });
  unlock();
});
