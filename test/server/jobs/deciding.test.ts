import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import type { LimitRule } from "../../../server/domain/operator.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { startJobs } from "../../support/jobs.js";
import { changeProgram } from "../../support/tenant.js";

const approvals = { approvals: { expireAfterHours: 48 } };
const dana = { id: "u_dana", name: "Dana Levi", permissions: ["ledger:add", "members:bulk", "members:delete"] };
const lead = { id: "u_lead", name: "Lee Lead", permissions: ["ledger:add", "approvals:decide", "members:delete"] };
const perDay = (amount: number, measure: "amount" | "count" = "amount"): LimitRule[] => [
  { action: "add", currency: "points", per: "day", amount, measure },
];
const fifty = { currency: "points", amount: 50 };

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());

    test("C07 what can't be undone needs the typed number of members and, with approvals, a second person", async () => {
      const jobs = await startJobs(opened.database, { program: approvals });
      const { job } = await jobs.preview("delete", {});
      assert.equal(job.confirmCount, true);
      assert.deepEqual((await jobs.start(job)).pointers, ["/confirmedCount"]);
      assert.deepEqual((await jobs.start(job, 2)).pointers, ["/confirmedCount"]);
      assert.equal((await jobs.start(job, 3)).job.status, "awaiting_approval");
      await jobs.workOff();
      assert.equal((await jobs.decide(job, "approve")).code, "forbidden");
      const { rows } = await sql`select from member where tenant = ${jobs.tenant} and status = 'active'`.execute(
        opened.database,
      );
      assert.equal(rows.length, 3);
      assert.equal((await jobs.decide(job, "approve", lead)).job.status, "running");
      await jobs.workOff();
      assert.equal((await jobs.get(job)).job.progress.succeeded, 3);
    });

    test("C06 what is approved twice, and at once, is done once, in the name of who asked", async () => {
      const jobs = await startJobs(opened.database, { program: approvals });
      const who = { ...dana, limits: perDay(100) };
      const { job } = await jobs.preview("add", fifty, { who });
      assert.equal((await jobs.start(job, undefined, who)).job.status, "awaiting_approval");
      assert.equal((await jobs.get(job, who)).job.decidable, false);
      assert.equal((await jobs.get(job, lead)).job.decidable, true);
      const replies = await Promise.all([
        jobs.decide(job, "approve", lead),
        jobs.decide(job, "approve", lead),
        jobs.decide(job, "approve", { ...lead, id: "u_other" }),
      ]);
      assert.deepEqual(
        replies.map(({ status, code }) => code ?? status),
        [200, 200, "already-done"],
      );
      await Promise.all([jobs.workOff(), jobs.workOff()]);
      assert.deepEqual(await jobs.spendable(), [50, 50, 50]);
      const { rows } = await sql<{ operator_id: string; approved_by: string; counts_as: string | null }>`
        select distinct operator_id, approved_by, counts_as from operation where tenant = ${jobs.tenant}`.execute(
        opened.database,
      );
      assert.deepEqual(rows, [{ operator_id: "u_dana", approved_by: "u_lead", counts_as: null }]);
      assert.equal((await jobs.decide(job, "decline", lead)).code, "already-done");
    });

    test("what is declined is never done, and what nobody decides about in time can't be any more", async () => {
      const jobs = await startJobs(opened.database, { program: approvals });
      const who = { ...dana, limits: perDay(100) };
      const { job: declined } = await jobs.preview("add", fifty, { who });
      await jobs.start(declined, undefined, who);
      assert.equal((await jobs.decide(declined, "decline", lead)).job.status, "declined");
      const { job: late } = await jobs.preview("add", fifty, { who });
      await jobs.start(late, undefined, who);
      jobs.clock.advance(49 * 3_600_000);
      assert.equal((await jobs.decide(late, "approve", lead)).code, "conflict");
      await jobs.workOff();
      assert.equal((await jobs.get(late, who)).job.status, "expired");
      assert.deepEqual(await jobs.spendable(), [0, 0, 0]);
    });

    test("a job counts as a whole against the limits of who starts it: amounts times members, and times", async () => {
      const jobs = await startJobs(opened.database);
      const start = async (limits: LimitRule[]) => {
        const who = { ...dana, limits };
        const { job } = await jobs.preview("add", fifty, { who });
        const { job: started, code } = await jobs.start(job, undefined, who);
        return { job, result: code ?? started.status, who };
      };
      assert.equal((await start(perDay(149))).result, "limit-exceeded");
      assert.equal((await start(perDay(2, "count"))).result, "limit-exceeded");
      const within = await start(perDay(200));
      assert.equal(within.result, "running");
      // Of what is still to be done nothing has been counted yet, and it counts all the same.
      assert.equal((await start(perDay(200))).result, "limit-exceeded");
      await jobs.workOff();
      assert.deepEqual(await jobs.spendable(), [50, 50, 50]);
      assert.equal((await start(perDay(200))).result, "limit-exceeded");
      assert.equal((await start(perDay(300))).result, "running");
      await jobs.workOff();
    });

    test("what was within limits when it was started is not refused half-way", async () => {
      const jobs = await startJobs(opened.database, { members: 3 });
      const who = { ...dana, limits: perDay(150) };
      const { job } = await jobs.preview("add", fifty, { who });
      await jobs.start(job, undefined, who);
      const limits: LimitRule[] = [{ action: "add", currency: "points", per: "day", amount: 60 }];
      await changeProgram(opened.database, jobs.tenant, { limits });
      await jobs.workOff();
      assert.equal((await jobs.get(job, who)).job.progress.succeeded, 3);
    });

    test("C02 what was looked at an hour ago, or in another program, or by who may no more, is not started", async () => {
      const jobs = await startJobs(opened.database);
      const { job } = await jobs.preview("add", fifty, { who: dana });
      assert.equal((await jobs.start(job)).code, "forbidden");
      assert.equal((await jobs.start(job, undefined, { ...dana, permissions: ["members:bulk"] })).code, "forbidden");
      assert.equal((await jobs.start(job, undefined, { ...dana, permissions: ["ledger:add"] })).code, "forbidden");
      jobs.clock.advance(3_600_001);
      assert.equal((await jobs.start(job, undefined, dana)).code, "stale");
      const { job: anew } = await jobs.preview("add", fifty, { who: dana });
      await changeProgram(opened.database, jobs.tenant, { name: "Another" });
      assert.equal((await jobs.start(anew, undefined, dana)).code, "stale");
      const { job: last } = await jobs.preview("add", fifty, { who: dana });
      const starts = await Promise.all([jobs.start(last, undefined, dana), jobs.start(last, undefined, dana)]);
      assert.deepEqual(
        starts.map(({ job: started }) => started.status),
        ["running", "running"],
      );
      await jobs.workOff();
      assert.equal((await jobs.start(last, undefined, dana)).job.status, "done");
      assert.deepEqual(await jobs.spendable(), [50, 50, 50]);
    });

    test("a job is seen by who made it, and by who may see all or decide; another tenant has none", async () => {
      const jobs = await startJobs(opened.database);
      const other = await startJobs(opened.database);
      const { job } = await jobs.preview("add", fifty, { who: dana });
      const seen = async (who: { id: string; permissions: string[] }) => (await jobs.get(job, who)).status;
      assert.equal(await seen(dana), 200);
      assert.equal(await seen({ id: "u_x", permissions: ["members:bulk", "ledger:add"] }), 404);
      assert.equal(await seen({ id: "u_x", permissions: ["jobs:read"] }), 200);
      assert.equal(await seen({ id: "u_x", permissions: ["approvals:decide"] }), 200);
      assert.equal((await other.get(job)).code, "not-found");
      assert.equal((await other.start(job)).code, "not-found");
      assert.equal((await other.cancel(job)).code, "not-found");
      assert.equal((await jobs.cancel(job, { id: "u_x", permissions: ["jobs:read"] })).code, "forbidden");
    });

    test("the list has what was started, newest first, and the audit who did what to which job, by ids and codes", async () => {
      const jobs = await startJobs(opened.database);
      const first = await jobs.run("add", fifty);
      jobs.clock.advance(1_000);
      const second = await jobs.run("add-tag", { tag: "Secret name" });
      await jobs.preview("add", fifty);
      const call = await jobs.backend.as({ tenant: jobs.tenant });
      const page = (await call("/jobs?limit=1")).body as unknown as {
        data: { id: string; title: string }[];
        page: { next: string };
      };
      assert.deepEqual(
        page.data.map(({ id, title }) => [id, title]),
        [[second.id, "Add a tag: Secret name"]],
      );
      const rest = (await call(`/jobs?cursor=${page.page.next}`)).body as unknown as typeof page;
      assert.deepEqual(
        rest.data.map(({ id }) => id),
        [first.id],
      );
      const { rows } = await sql<{ text: string }>`
        select audit::text as text from audit where tenant = ${jobs.tenant} and subject is not null order by at`.execute(
        opened.database,
      );
      assert.equal(rows.length, 2);
      assert.match(rows[0]?.text ?? "", new RegExp(`start-job.*${first.id}`));
      assert.doesNotMatch(JSON.stringify(rows), /Secret/);
      const { rows: kept } = await sql<{ receipt: string }>`
        select receipt from operation where tenant = ${jobs.tenant} and action = 'add-tag'`.execute(opened.database);
      assert.equal(kept.length, 3);
      assert.doesNotMatch(JSON.stringify(kept), /Secret/);
    });
  });
