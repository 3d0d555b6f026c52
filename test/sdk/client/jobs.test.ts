import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createClient } from "../../../sdk/client/create-client.js";
import type { Job } from "../../../sdk/index.js";
import { startBackend, type TestBackend } from "../../support/backend.js";
import { makeMembers, makeTenant } from "../../support/tenant.js";
import { json, jumpingTime, memoryKeys } from "./scripted.js";

let backend: TestBackend;
before(async () => void (backend = await startBackend()));
after(() => backend.close());

/** A client of a backend whose jobs are worked on with every request, as a process beside it would. */
const startClient = async (members: number, fetch?: (request: Request) => Promise<Response> | undefined) => {
  const tenant = await makeTenant(backend.database);
  const memberIds = await makeMembers(
    backend.database,
    tenant,
    Array.from({ length: members }, () => ({})),
  );
  const time = jumpingTime(backend.clock.now().getTime());
  const client = createClient(
    {
      baseUrl: backend.baseUrl,
      getToken: () => backend.tokenFor({ tenant }),
      keys: memoryKeys(),
      fetch: async (request) => {
        const answer = fetch?.(request);
        if (answer) return answer;
        if (request.method === "GET") await backend.app.runDueWork();
        return backend.app.fetch(request);
      },
    },
    time,
  );
  return { client, jobs: (await client.bulk()).jobs, memberIds, time };
};

const input = { currency: "points", amount: 5 };

test("an action over many is looked at, started, followed to its end, and undone", async () => {
  const { client, jobs, memberIds, time } = await startClient(3);
  const stale: (string | null)[] = [];
  client.onStale((memberId) => stale.push(memberId));
  const checked = await jobs.preview({ target: { memberIds }, action: "add", input });
  assert.equal(checked.status, "checked");
  assert.deepEqual(time.waits, []);
  assert.equal(await jobs.follow(checked), checked, "nothing is asked of what does not change by itself");
  const seen: string[] = [];
  const done = await jobs.follow(await jobs.start(checked), { onChange: ({ status }) => seen.push(status) });
  assert.deepEqual([done.status, done.progress.succeeded, seen], ["done", 3, ["done"]]);
  assert.deepEqual(stale, [null], "whoever is shown has to be read anew");
  const [item] = (await jobs.items(done.id, { status: "succeeded" }).first()).data;
  assert.equal(item?.member?.id, memberIds[0]);
  const [listed] = (await jobs.list().first()).data;
  assert.equal(listed?.id, done.id);
  const undone = await jobs.follow(await jobs.start(await jobs.reverse(done.id, { note: "A mistake" })));
  assert.equal(undone.progress.succeeded, 3);
  assert.equal((await jobs.get(done.id)).reversedBy, undone.id);
});

test("a job is followed at growing intervals of at most 5 seconds, of 30 where a second person decides", async () => {
  const { jobs, memberIds } = await startClient(1);
  const job = await jobs.preview({ target: { memberIds }, action: "add", input });
  const statuses = [..."running ".repeat(8).trim().split(" "), "awaiting_approval", "awaiting_approval", "declined"];
  let asked = 0;
  const { jobs: following, time } = await startClient(1, ({ method }) => {
    if (method !== "GET") return undefined;
    const status = statuses[asked++] ?? "declined";
    return Promise.resolve(json({ ...job, status } satisfies Job));
  });
  const { status } = await following.follow({ ...job, status: "running" });
  assert.equal(status, "declined");
  assert.deepEqual(
    time.waits.map((ms) => Math.round(ms)),
    [500, 750, 1125, 1688, 2531, 3797, 5000, 5000, 5000, 30000, 30000],
  );
});

test("what is refused says why, and where", async () => {
  const { jobs, memberIds } = await startClient(1);
  const target = { memberIds };
  await assert.rejects(jobs.preview({ target, action: "add", input: { currency: "points", amount: 0 } }), {
    code: "validation",
  });
  const job = await jobs.preview({ target, action: "delete", input: {} });
  assert.equal(job.confirmCount, true);
  await assert.rejects(jobs.start(job, 7), { code: "validation" });
  assert.equal((await jobs.start(job, 1)).status, "running");
  assert.equal((await jobs.cancel(job.id)).status, "cancelling");
  await assert.rejects(jobs.retry(job.id), { code: "conflict" });
});
