import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import type { Program } from "../../../server/domain/program.js";
import { GREATEST_BALANCE } from "../../../server/domain/ledger.js";
import { tendJobs } from "../../../server/jobs/tend-jobs.js";
import { buffersOf, recordStatements } from "../../support/buffers.js";
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

    /** A job with one member who failed, that is over. */
    const runWithFailure = async (program: Partial<Program> = {}) => {
      const jobs = await startJobs(opened.database, { program });
      await jobs.act(jobs.memberIds[0] ?? "", "add", { currency: "points", amount: 5 });
      const { job } = await jobs.preview("add", { currency: "points", amount: 5 });
      await jobs.act(jobs.memberIds[1] ?? "", "add", { currency: "points", amount: GREATEST_BALANCE - 1 });
      await jobs.start(job);
      await jobs.workOff();
      return { jobs, job: (await jobs.get(job)).job };
    };

    test("what became of each member is dropped 90 days after a job is over; the job stays, and says why some failed", async () => {
      const { jobs, job } = await runWithFailure();
      assert.deepEqual([job.progress.succeeded, job.progress.failed, job.itemsKept], [2, 1, true]);
      jobs.clock.advance(90 * DAY_MS - 1);
      await jobs.workOff();
      assert.equal((await jobs.items(job.id)).length, 3);
      jobs.clock.advance(2);
      await jobs.workOff();
      assert.deepEqual([await jobs.count("job_item"), await jobs.count("job_chunk")], [0, 0]);
      const after = (await jobs.get(job)).job;
      assert.deepEqual(after, { ...job, itemsKept: false, reversible: false });
      await jobs.workOff();
      assert.deepEqual((await jobs.get(job)).job, after);
    });

    test("a job whose members are no longer known is neither undone nor tried again, and its members are refused", async () => {
      const { jobs, job } = await runWithFailure({ jobItemsForDays: 7 });
      jobs.clock.advance(8 * DAY_MS);
      await jobs.workOff();
      const call = await jobs.backend.as({ tenant: jobs.tenant });
      const replies = [await call(`/jobs/${job.id}/items`), await call(`/jobs/${job.id}/retry`, {})];
      replies.push(await call(`/jobs/${job.id}/reversal`, {}));
      for (const { status, body } of replies)
        assert.deepEqual(
          [status, (body as { detail?: string }).detail],
          [409, "What became of each of its members is no longer kept."],
        );
    });

    test("items are dropped a bounded number at a time, each once, by several processes at once", async () => {
      const { jobs, job } = await runWithFailure();
      const { tenant, clock } = jobs;
      const { database } = opened;
      await sql`
        insert into job_item (tenant, job_id, position, member_id, status)
        select ${tenant}, ${job.id}, n, 'm' || n, 'succeeded' from generate_series(4, 25000) as n`.execute(database);
      clock.advance(91 * DAY_MS);
      await tendJobs({ database, clock });
      assert.equal(await jobs.count("job_item"), 15_000);
      assert.equal((await jobs.get(job)).job.itemsKept, false);
      await Promise.all([tendJobs({ database, clock }), tendJobs({ database, clock })]);
      await tendJobs({ database, clock });
      assert.equal(await jobs.count("job_item"), 0);
      assert.deepEqual((await jobs.get(job)).job.failures, job.failures);
    });

    test("what is over and dropped is not looked at again: a round reads no more beside many such jobs", async () => {
      const jobs = await startJobs(opened.database);
      const { database } = opened;
      const { id } = await jobs.run("add", { currency: "points", amount: 5 });
      const recorded = recordStatements(database);
      jobs.clock.advance(89 * DAY_MS);
      await tendJobs({ database: recorded.database, clock: jobs.clock });
      const [statement] = recorded.statements.filter((each) => each.sql.includes("items <> 'dropped'"));
      assert(statement);
      const cost = async () => {
        await sql`vacuum analyze job`.execute(database);
        return buffersOf(database, statement);
      };
      const few = await cost();
      await sql`
        insert into job (tenant, id, kind, action, title, status, operator_id, operator, leaving_out, created_at, started_at,
          finished_at, found, items)
        select tenant, 'old' || n, kind, action, title, status, operator_id, operator, leaving_out, created_at, started_at,
          '2020-01-01', found, 'dropped' from job, generate_series(1, 5000) as n where id = ${id}`.execute(database);
      const many = await cost();
      assert(many <= few + 10, `${few} buffers beside one job, ${many} beside 5,001`);
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
