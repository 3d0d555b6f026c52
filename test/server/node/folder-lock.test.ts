import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { lockFolder } from "../../../server/node/folder-lock.js";
import { bundledProgram } from "../../support/bundled-program.js";
import { spawnServer } from "../../support/server-process.js";

const folder = mkdtempSync(path.join(tmpdir(), "memberkit-lock-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with what an earlier process left in it. */
const leftBehind = (name: string, files: Readonly<Record<string, string>>): string => {
  const made = path.join(folder, name);
  mkdirSync(made);
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(made, file), content);
  return made;
};

const gone = spawnSync(process.execPath, ["-e", ""]).pid;
const staleLock = JSON.stringify({ pid: gone, startedAt: "boot:1" });
/** A living process, another than this one. */
const living = process.ppid;

/** That this process got the folder, holds it alone, and gives it back. */
const assertTaken = (made: string) => {
  const unlock = lockFolder(made);
  assert.throws(() => lockFolder(made), { name: "FolderLockedError", pid: process.pid });
  unlock();
  lockFolder(made)();
};

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

  const third = spawnServer({ DATA_DIR });
  await third.ready;
  third.child.kill("SIGKILL");
  await third.exited;
  const fourth = spawnServer({ DATA_DIR });
  await fourth.ready;
  fourth.child.kill("SIGTERM");
  assert.equal(await fourth.exited, 0);
});

for (const [name, content] of Object.entries({
  "whose process is gone": staleLock,
  "whose pid is another process's by now": JSON.stringify({ pid: living, startedAt: "another boot:1" }),
  "that was cut short": "",
  "that is garbage": '{"pid": 12',
  "that is other JSON": "[null]",
  "of pid 0": JSON.stringify({ pid: 0, startedAt: null }),
  "of pid -1": JSON.stringify({ pid: -1, startedAt: null }),
  "of a pid that is no whole number": JSON.stringify({ pid: living + 0.5, startedAt: null }),
  "of a pid beyond all pids": JSON.stringify({ pid: 2 ** 40, startedAt: null }),
}))
  test(`D05 a lock ${name} is taken over`, () => assertTaken(leftBehind(name, { "lock.1": content })));

test("D05 what a crash in the middle of a takeover leaves is no hindrance", () => {
  assertTaken(leftBehind("two", { "lock.4": staleLock, "lock.5": staleLock }));
  assertTaken(
    leftBehind("draft", { "lock.1": staleLock, [`lock.draft.${gone}`]: staleLock, [`lock.draft.${process.pid}`]: "" }),
  );
  const mutex = leftBehind("mutex", { "lock.1": staleLock });
  mkdirSync(path.join(mutex, "lock.takeover"));
  assertTaken(mutex);
});

test("D05 a lock of a living process stands, whatever lies beside it", () => {
  const made = leftBehind("living", { "lock.1": staleLock });
  const unlock = lockFolder(made);
  writeFileSync(path.join(made, "lock.1"), staleLock);
  assert.throws(() => lockFolder(made), { name: "FolderLockedError", pid: process.pid });
  assert.deepEqual(readdirSync(made).sort(), ["lock.1", "lock.2"]);
  unlock();
  assert.equal(readFileSync(path.join(made, "lock.2"), "utf8"), "");
});

/** A process that claims each folder it is told of, and says whether it got it. It keeps what it has until it ends. */
const startRival = () => {
  const module = bundledProgram("server/node/folder-lock.ts");
  const program = `
    import { createInterface } from "node:readline";
    import { lockFolder } from ${JSON.stringify(module)};
    const claims = (folder) => {
      try {
        lockFolder(folder);
        return "got it";
      } catch (error) {
        return error.name;
      }
    };
    for await (const folder of createInterface({ input: process.stdin })) console.log(claims(folder));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program]);
  child.stderr.pipe(process.stderr);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    claim: async (made: string): Promise<string> => {
      child.stdin.write(`${made}\n`);
      return ((await answers.next()) as { value: string }).value;
    },
    stop: async () => {
      child.stdin.end();
      await once(child, "exit");
    },
  };
};

test("D05 of several that find a lock without its process, exactly one takes it over", async (t) => {
  const rivals = Array.from({ length: 3 }, startRival);
  t.after(() => Promise.all(rivals.map((rival) => rival.stop())));
  for (let round = 1; round <= 100; round++) {
    const made = leftBehind(`round ${round}`, { "lock.1": staleLock });
    const answers = await Promise.all(rivals.map((rival) => rival.claim(made)));
    assert.deepEqual(answers.sort(), ["FolderLockedError", "FolderLockedError", "got it"], `round ${round}`);
  }
});
