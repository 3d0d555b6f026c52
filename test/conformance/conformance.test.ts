import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test, type TestContext } from "node:test";
import type { Member } from "../../sdk/contract/index.js";
import { startBackend, type TestBackend } from "../support/backend.js";
import { ORIGIN, referenceTarget } from "./reference.js";
import { type Result, runConformance } from "./run.js";
import { sentences } from "./sentences/index.js";
import { Subject } from "./subject.js";
import { people, type Target, type Who } from "./target.js";

let backend: TestBackend;
let target: Target;
/** The test member before all was tried, and after it. */
const members: Member[] = [];
let results: readonly Result[];
before(async () => {
  backend = await startBackend({ origins: [ORIGIN] });
  target = await referenceTarget(backend);
  members.push(await new Subject(target).member());
  results = await outcomes();
  members.push(await new Subject(target).member());
});
after(() => backend.close());

/** How sentences come out, by default all of them. */
const outcomes = async (changes: Partial<Target> = {}, chosen = sentences): Promise<Result[]> => {
  const all: Result[] = [];
  for await (const result of runConformance({ ...target, ...changes }, chosen)) all.push(result);
  return all;
};

for (const sentence of sentences)
  test(`${sentence.id} ${sentence.says}`, () => {
    const result = results.find((each) => each.sentence === sentence);
    assert.equal(result?.outcome, "pass", result?.why);
  });

test("the suite leaves the member as it found them", () => {
  // A version is never the same again, and what could be spent on each day goes by when something was done last.
  const [found, left] = members.map((member) => ({
    ...member,
    etag: null,
    accounts: member.accounts.map((account) => ({ ...account, trend: null })),
  }));
  assert.deepEqual(left, found);
});

const count = (results: readonly Result[], outcome: Result["outcome"]): number =>
  results.filter((result) => result.outcome === outcome).length;

test("without a member made for tests nothing is written, and what would be is told as not tried", async () => {
  const written: string[] = [];
  const tried = await outcomes({
    memberId: null,
    eraseId: null,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (request.headers.has("Idempotency-Key")) written.push(request.url);
      return backend.fetch(request);
    },
  });
  assert.deepEqual(written, []);
  assert.equal(count(tried, "fail"), 0);
  assert.ok(count(tried, "untried") > 30);
});

test("without the tokens of others only what takes them is not tried", async () => {
  const chosen = sentences.filter(({ rule }) => ["access", "previews"].includes(rule));
  const token = (who: Who) => (who === "operator" ? target.token(who) : Promise.resolve(null));
  const untried = (await outcomes({ token }, chosen)).filter(({ outcome }) => outcome !== "pass");
  assert.deepEqual(
    untried.map(({ sentence, outcome }) => [sentence.id, outcome]),
    ["S11", "S08", "S08", "S08", "S09", "S09", "S09", "S09", "S09"].map((id) => [id, "untried"]),
  );
});

test("a token that isn't taken is told once, and nothing else is tried", async () => {
  const tried = await outcomes({ token: () => Promise.resolve("not.a.token") });
  assert.deepEqual(
    tried.map(({ outcome, why }) => [outcome, why.slice(0, 32)]),
    [["fail", "GET /capabilities answers 401: {"]],
  );
});

/** A backend of today, as a command meets it: at an address, and at the real time. */
const startReal = async (context: TestContext): Promise<Target> => {
  const running = await startBackend({ origins: [ORIGIN], now: new Date().toISOString() });
  // Certificates are signed with the due work, which a process does by itself.
  const timer = setInterval(() => void running.app.runDueWork(), 1_000);
  context.after(async () => {
    clearInterval(timer);
    await running.app.runDueWork();
    await running.close();
  });
  return referenceTarget(running, { baseUrl: (await running.listen()).baseUrl });
};

/** Runs the command as a team does. */
const command = async (...args: string[]) => {
  const child = spawn(process.execPath, ["--import", "tsx", path.join(import.meta.dirname, "main.ts"), ...args]);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  return { code, output };
};

test("npm run conformance tells each sentence, writes reports for programs, and ends with 0 where all of them hold", async (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), "conformance-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const real = await startReal(context);
  const tokens: Partial<Record<Who, string | null>> = {};
  for (const who of Object.keys(people) as Who[]) tokens[who] = await real.token(who);
  const printing = path.join(folder, "tokens.mjs");
  writeFileSync(printing, `console.log(${JSON.stringify(tokens)}[process.env.TOKEN_FOR] ?? "");`);
  const [json, junit] = [path.join(folder, "report.json"), path.join(folder, "report.xml")];
  const { code, output } = await command(
    ...[`${real.baseUrl}/`, "--token-command", `${process.execPath} ${printing}`, "--member", real.memberId ?? ""],
    ...["--erase", real.eraseId ?? "", "--origin", ORIGIN, "--json", json, "--junit", junit],
  );
  assert.equal(code, 0, output);
  // One of them tries the token itself.
  const count = sentences.length + 1;
  assert.equal((JSON.parse(readFileSync(json, "utf8")) as unknown[]).length, count);
  assert.equal(readFileSync(junit, "utf8").match(/<testcase /g)?.length, count);
  assert.match(output, /^core +\d+ hold, 0 fail, /m);
});

test("npm run conformance ends with 1 where a sentence fails, 2 where it is asked wrongly, and shows no token", async () => {
  const { baseUrl } = await backend.listen();
  const token = (await target.token("operator")) ?? "";
  const failing = await command(`${baseUrl}/nowhere`, "--token", token);
  assert.equal(failing.code, 1, failing.output);
  assert.match(failing.output, /> GET \/capabilities/);
  assert.ok(!failing.output.includes(token));
  for (const args of [[], ["no address", "--token", token], [baseUrl], [baseUrl, "--tokens", token]])
    assert.equal((await command(...args)).code, 2, args.join(" "));
});
