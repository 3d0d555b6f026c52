import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import type { Operation } from "../../../sdk/contract/index.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import type { DeliveryOutcome, DeliveryProvider } from "../../../server/messages/deliver.js";
import { startJobs } from "../../support/jobs.js";
import { makeMembers } from "../../support/tenant.js";

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());

    test("S0-25 a one-time action does the same to each of many members once, and each has it in their timeline", async () => {
      const jobs = await startJobs(opened.database, { members: 300 });
      const job = await jobs.run("add", { currency: "points", amount: 50, note: "Sorry for the wait" });
      assert.equal(job.status, "done");
      assert.deepEqual(job.progress, { total: 300, done: 300, succeeded: 300, failed: 0, skipped: 0 });
      assert.ok((await jobs.spendable()).every((points) => points === 50));
      const call = await jobs.backend.as({ tenant: jobs.tenant });
      const [entry] = (await call(`/members/${jobs.memberIds[7]}/activities`)).body.data as unknown as Operation[];
      assert.equal(entry?.source, "manual");
      assert.deepEqual(entry?.cause, { id: job.id, name: "Add 50 points" });
      assert.equal(entry?.operator?.id, "u_ari");
      assert.equal(entry?.note, "Sorry for the wait");
      const [item] = await jobs.items(job.id, "succeeded");
      assert.equal(item?.member?.name, "Member 1");
      assert.equal((await call(`/operations/${item?.operationId}`)).status, 200);
    });

    test("S0-24 scratch members tagged test-user are deleted together, by their tag", async () => {
      const jobs = await startJobs(opened.database, { members: 6 });
      const scratch = jobs.memberIds.slice(0, 4);
      await jobs.run("add-tag", { tag: "test-user" }, { target: { memberIds: scratch } });
      const { job } = await jobs.preview("delete", { note: "Cleaned up" }, { onlyTagged: "test-user" });
      assert.equal(job.progress.total, 4);
      await jobs.start(job, 4);
      await jobs.workOff();
      assert.equal((await jobs.get(job)).job.progress.succeeded, 4);
      const call = await jobs.backend.as({ tenant: jobs.tenant });
      const statuses = await Promise.all(jobs.memberIds.map(async (id) => (await call(`/members/${id}`)).status));
      assert.deepEqual(statuses, [410, 410, 410, 410, 200, 200]);
      const [item] = await jobs.items(job.id, "succeeded");
      assert.deepEqual(item?.member, { id: scratch[0], name: null });
    });

    test("S0-28 a job fires no rules, as no other act by hand does", async () => {
      const jobs = await startJobs(opened.database, { members: 3 });
      await jobs.run("add", { currency: "points", amount: 50 });
      const { rows } = await sql`
        select from operation where tenant = ${jobs.tenant} and (rules_due or source <> 'manual')`.execute(
        opened.database,
      );
      assert.equal(rows.length, 0);
    });

    test("S1-14 a rule and a one-time action run the same entry of the catalogue: both leave the same", async () => {
      const jobs = await startJobs(opened.database, { members: 2 });
      const [byHand = "", byRule = ""] = jobs.memberIds;
      await jobs.run("punch-card", { punchCardId: "card_coffee", count: 3 }, { target: { memberIds: [byHand] } });
      const path = createWritePath({ database: opened.database, clock: jobs.clock });
      const by = { tenant: jobs.tenant, operator: null, source: "rule", requestId: "req_rule", key: "rule" };
      await path.submit({
        ...by,
        actionId: "punch-card",
        memberId: byRule,
        input: { punchCardId: "card_coffee", count: 3 },
      });
      const { rows } = await sql<{ effects: string }>`
        select effects from operation where tenant = ${jobs.tenant} order by member_id`.execute(opened.database);
      const [one, other] = rows.map(({ effects }) => JSON.parse(effects) as { id?: string }[]);
      assert.deepEqual(
        one?.map((effect) => ({ ...effect, id: null })),
        other?.map((effect) => ({ ...effect, id: null })),
      );
    });

    test("C02 whoever joins after the preview is not in it, and whoever has left since is skipped and said", async () => {
      const jobs = await startJobs(opened.database, { members: 5 });
      const [erased = "", merged = "", survivor = "", blocked = ""] = jobs.memberIds;
      await jobs.run("add-tag", { tag: "lucky" });
      const { job } = await jobs.preview("add", { currency: "points", amount: 10 }, { onlyTagged: "lucky" });
      assert.equal(job.progress.total, 5);
      const [late = ""] = await makeMembers(opened.database, jobs.tenant, [{ name: "Late" }]);
      await jobs.act(late, "add-tag", { tag: "lucky" });
      await jobs.act(erased, "delete", { confirmation: erased });
      await jobs.act(survivor, "merge", { mergedMemberId: merged, confirmation: merged });
      await jobs.act(blocked, "block", {});
      await jobs.start(job);
      await jobs.workOff();
      const ended = (await jobs.get(job)).job;
      assert.deepEqual(ended.progress, { total: 5, done: 5, succeeded: 2, failed: 0, skipped: 3 });
      assert.deepEqual(
        (await jobs.items(job.id, "skipped")).map(({ member, code }) => [member?.id, code]),
        [
          [erased, "member-gone"],
          [merged, "merged"],
          [blocked, "member-blocked"],
        ],
      );
      assert.deepEqual(await jobs.spendable(), [0, 0, 10, 0, 10]);
    });

    test("C06 a job that is cancelled stops at the end of a row, and its counts are exact", async () => {
      const jobs = await startJobs(opened.database, { members: 600 });
      const { job } = await jobs.preview("add", { currency: "points", amount: 1 });
      await jobs.workOff();
      await jobs.start(job);
      const working = jobs.workOnce(job);
      assert.equal((await jobs.cancel(job)).status, 200);
      await working;
      await jobs.workOff();
      const { status, progress } = (await jobs.get(job)).job;
      const done = (await jobs.spendable()).filter((points) => points === 1).length;
      assert.deepEqual([status, progress.succeeded, progress.done], ["cancelled", done, done]);
      assert.ok(done <= 256, String(done));
      assert.equal((await jobs.items(job.id, "waiting")).length, 100);
      assert.equal((await jobs.cancel(job)).job.status, "cancelled");
      assert.equal((await jobs.start(job)).job.status, "cancelled");
    });

    test("C06 what a process had begun before a job was cancelled is counted where it was done, and never done later", async () => {
      const jobs = await startJobs(opened.database, { members: 3 });
      const { job } = await jobs.preview("add", { currency: "points", amount: 1 });
      await jobs.start(job);
      // As a process leaves it that was killed once its first row was done.
      await sql`update job_chunk set lease_until = ${jobs.clock.now()}, attempts = 1 where job_id = ${job.id}`.execute(
        opened.database,
      );
      const call = await jobs.backend.as({ tenant: jobs.tenant });
      const key = (position: number) => ({ "Idempotency-Key": `${job.id}.${position}` });
      const path = `/members/${jobs.memberIds[0]}/actions/add`;
      assert.equal((await call(path, { currency: "points", amount: 1 }, key(1))).status, 200);
      await jobs.cancel(job);
      await jobs.workOff();
      const { status, progress } = (await jobs.get(job)).job;
      assert.deepEqual([status, progress.succeeded, progress.done], ["cancelled", 1, 1]);
      const late = await call(`/members/${jobs.memberIds[1]}/actions/add`, { currency: "points", amount: 1 }, key(2));
      assert.equal(late.status, 409);
      assert.deepEqual(await jobs.spendable(), [1, 0, 0]);
    });

    test("what has failed can be tried again, under a key of its own, and what was done is not", async () => {
      const jobs = await startJobs(opened.database, { members: 3 });
      const [first = "", ...others] = jobs.memberIds;
      for (const id of jobs.memberIds) await jobs.act(id, "add", { currency: "points", amount: 100 });
      const { job } = await jobs.preview("redeem", { currency: "points", amount: 60 });
      await jobs.act(first, "redeem", { currency: "points", amount: 50 });
      await jobs.start(job);
      await jobs.workOff();
      const ended = (await jobs.get(job)).job;
      assert.deepEqual(
        ended.failures.map(({ code, members }) => [code, members]),
        [["insufficient-balance", 1]],
      );
      await jobs.act(first, "add", { currency: "points", amount: 50 });
      assert.equal((await jobs.retry(job)).job.status, "running");
      await jobs.workOff();
      const again = (await jobs.get(job)).job;
      assert.deepEqual(again.progress, { total: 3, done: 3, succeeded: 3, failed: 0, skipped: 0 });
      assert.deepEqual(again.failures, []);
      assert.deepEqual(await jobs.spendable(), [40, 40, 40]);
      assert.equal((await jobs.retry(job)).code, "conflict");
      assert.equal(others.length, 2);
    });

    test("a whole job is undone by another, which is looked at first, and only once", async () => {
      const jobs = await startJobs(opened.database, { members: 4 });
      const done = await jobs.run("add", { currency: "points", amount: 600 });
      assert.equal(done.reversible, true);
      await jobs.act(jobs.memberIds[1] ?? "", "redeem", { currency: "points", amount: 500 });
      const { job: undo } = await jobs.reverse(done, { note: "Too much" });
      assert.equal(undo.title, "Undo: Add 600 points");
      assert.deepEqual(
        undo.exclusions.map(({ code, members }) => [code, members]),
        [["insufficient-balance", 1]],
      );
      assert.deepEqual(undo.totals.amounts, [{ currency: "points", amount: -1800 }]);
      assert.deepEqual(await jobs.spendable(), [600, 100, 600, 600]);
      await jobs.start(undo);
      await jobs.workOff();
      assert.deepEqual((await jobs.get(undo)).job.progress, { total: 3, done: 3, succeeded: 3, failed: 0, skipped: 0 });
      assert.deepEqual(await jobs.spendable(), [0, 100, 0, 0]);
      const original = (await jobs.get(done)).job;
      assert.equal(original.reversedBy, undo.id);
      assert.equal(original.reversible, false);
      assert.equal((await jobs.reverse(done)).code, "already-reversed");
    });

    test("a tag is renamed, merged and deleted over all who have it, and what is counted follows", async () => {
      const jobs = await startJobs(opened.database, { members: 4 });
      const [first = "", second = "", third = ""] = jobs.memberIds;
      for (const id of [first, second]) await jobs.act(id, "add-tag", { tag: "regluar" });
      await jobs.act(third, "add-tag", { tag: "regular" });
      await jobs.act(first, "add-tag", { tag: "regular" });
      const call = await jobs.backend.as({ tenant: jobs.tenant });
      const counts = async () =>
        ((await call("/tag-searches", {})).body.data as unknown as { tag: string; count: number }[]).map(
          ({ tag, count }) => [tag, count],
        );
      const having = (tag: string) => ({
        target: { filter: { combinator: "and", rules: [{ field: "tags", operator: "contains", value: tag }] } },
      });
      const renamed = await jobs.run("rename-tag", { tag: "regluar", to: "regular" }, having("regluar"));
      assert.equal(renamed.progress.succeeded, 2);
      assert.deepEqual(await counts(), [["regular", 3]]);
      const { job: undo } = await jobs.reverse(renamed);
      await jobs.start(undo);
      await jobs.workOff();
      assert.deepEqual((await counts()).sort(), [
        ["regluar", 2],
        ["regular", 2],
      ]);
      await jobs.run("remove-tag", { tag: "regluar" }, having("regluar"));
      assert.deepEqual(await counts(), [["regular", 2]]);
    });

    test("a job of messages puts each into the outbox once, with what it cost", async () => {
      const jobs = await startJobs(opened.database, { members: 3 });
      const job = await jobs.run("send-sms", { templateId: "tpl_sms" });
      assert.equal(job.title, "Send SMS: Winter");
      assert.equal(job.progress.succeeded, 3);
      assert.equal(await jobs.count("message"), 3);
      assert.deepEqual(job.totals.cost, { amount: 21, currency: "EUR", scale: 2 });
      assert.equal(job.reversible, false);
    });

    test("S1-5 what has become of the messages of a job adds up to those that it wrote, as they are delivered", async () => {
      const refused = { state: "rejected", detail: "unreachable" } as const;
      const outcomes: DeliveryOutcome[] = [refused, { state: "failed", detail: "busy" }];
      const sms: DeliveryProvider = {
        knowsKeys: true,
        send: () => Promise.resolve(outcomes.shift() ?? { state: "sent", providerId: null }),
      };
      const jobs = await startJobs(opened.database, { members: 4, deliver: { sms } });
      await jobs.act(jobs.memberIds[0] ?? "", "block", {});
      const job = await jobs.run("send-sms", { templateId: "tpl_sms" });
      assert.equal(job.progress.succeeded, 3);
      assert.deepEqual(job.deliveries, [
        { state: "failed", messages: 1 },
        { state: "queued", messages: 1 },
        { state: "sent", messages: 1 },
      ]);
      jobs.clock.advance(86_400_000);
      await jobs.backend.app.runDueWork();
      assert.deepEqual((await jobs.get(job)).job.deliveries, [
        { state: "sent", messages: 2 },
        { state: "failed", messages: 1 },
      ]);
    });

    test("a job that writes to nobody says nothing of messages; one with a template chosen does", async () => {
      const jobs = await startJobs(opened.database, { members: 2 });
      const amount = { currency: "points", amount: 5 };
      assert.equal("deliveries" in (await jobs.run("add", amount)), false);
      const told = await jobs.run("add", { ...amount, notify: "tpl_sms" });
      // No provider is set up.
      assert.deepEqual(told.deliveries, [{ state: "failed", messages: 2 }]);
    });
  });
