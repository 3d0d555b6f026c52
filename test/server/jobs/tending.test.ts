import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { tablesWith } from "../../support/dump.js";
import { startJobs } from "../../support/jobs.js";

const DAY_MS = 86_400_000;

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());

    test("whom a job is for stands nowhere but in its items, once they are written down", async () => {
      const jobs = await startJobs(opened.database);
      await jobs.preview("add", { currency: "points", amount: 1 }, { onlyTagged: "Canary-tag" });
      assert.deepEqual(await tablesWith(opened.database, "Canary-tag"), []);
    });

    test("what was typed for a job is forgotten 30 days after it is over; what became of each stays known", async () => {
      const jobs = await startJobs(opened.database);
      const { id } = await jobs.run("add-tag", { tag: "Canary-text" });
      jobs.clock.advance(29 * DAY_MS);
      await jobs.workOff();
      assert.equal((await jobs.get({ id })).job.title, "Add a tag: Canary-text");
      jobs.clock.advance(2 * DAY_MS);
      await jobs.workOff();
      const { title, progress } = (await jobs.get({ id })).job;
      assert.deepEqual([title, progress.succeeded], ["Add a tag", 3]);
      assert.ok(!(await tablesWith(opened.database, "Canary-text")).includes("job"));
    });

    test("what was looked at and never started is dropped after a day", async () => {
      const jobs = await startJobs(opened.database);
      const started = await jobs.run("add", { currency: "points", amount: 1 });
      const { job } = await jobs.preview("add", { currency: "points", amount: 1 });
      jobs.clock.advance(DAY_MS + 1);
      await jobs.workOff();
      assert.equal((await jobs.get(job)).code, "not-found");
      assert.equal((await jobs.get(started)).job.status, "done");
      assert.deepEqual(
        [await jobs.count("job"), await jobs.count("job_chunk"), await jobs.count("job_item")],
        [1, 1, 3],
      );
    });

    test("S0-21 nothing personal of who is erased stays in a job that they were in", async () => {
      const jobs = await startJobs(opened.database);
      const [id = ""] = jobs.memberIds;
      const job = await jobs.run("send-sms", { body: "Hi {name}, Canary-body" });
      await jobs.act(id, "delete", { confirmation: id });
      const [item] = await jobs.items(job.id);
      assert.deepEqual(item?.member, { id, name: null });
      assert.deepEqual(
        (await tablesWith(opened.database, "Canary-body")).filter((table) => table !== "message"),
        ["job"],
      );
    });
  });
