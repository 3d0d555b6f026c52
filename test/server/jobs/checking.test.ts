import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { changeProgram, makeMembers } from "../../support/tenant.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { startJobs } from "../../support/jobs.js";

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());

    test("a preview over many says who is left out and why, what it comes to, and writes nothing to anybody", async () => {
      const jobs = await startJobs(opened.database, { members: 5 });
      const [first = "", second = "", third = ""] = jobs.memberIds;
      await jobs.act(first, "add", { currency: "points", amount: 600 });
      await jobs.act(second, "add", { currency: "points", amount: 100 });
      await jobs.act(third, "add", { currency: "points", amount: 600 });
      await jobs.act(third, "block", {});
      const before = [await jobs.count("operation"), await jobs.count("audit"), await jobs.spendable()];
      const memberIds = [...jobs.memberIds, "m_unknown", first];
      const { job } = await jobs.preview("redeem", { currency: "points", amount: 80 }, { target: { memberIds } });
      assert.equal(job.status, "checked");
      assert.equal(job.title, "Redeem 80 points");
      assert.deepEqual(
        job.exclusions.map(({ code, members }) => [code, members]),
        [
          ["insufficient-balance", 2],
          ["member-blocked", 1],
          ["not-found", 1],
        ],
      );
      assert.deepEqual(job.progress, { total: 2, done: 0, succeeded: 0, failed: 0, skipped: 0 });
      assert.deepEqual(job.totals.amounts, [{ currency: "points", amount: -160 }]);
      assert.deepEqual([await jobs.count("operation"), await jobs.count("audit"), await jobs.spendable()], before);
      const out = await jobs.items(job.id, "excluded");
      assert.deepEqual(
        out.map(({ position, member, code }) => [position, member?.id, code]),
        [
          [3, third, "member-blocked"],
          [4, jobs.memberIds[3], "insufficient-balance"],
          [5, jobs.memberIds[4], "insufficient-balance"],
          [6, "m_unknown", "not-found"],
        ],
      );
    });

    test("a preview of points says whose tier changes", async () => {
      const jobs = await startJobs(opened.database, { members: 3 });
      await jobs.act(jobs.memberIds[0] ?? "", "add", { currency: "points", amount: 1900 });
      const { job } = await jobs.preview("add", { currency: "points", amount: 500 });
      assert.deepEqual(job.totals.tiers.map(({ before, after, members }) => `${before} ${after} ${members}`).sort(), [
        "bronze silver 2",
        "silver gold 1",
      ]);
      assert.deepEqual(job.totals.amounts, [{ currency: "points", amount: 1500 }]);
      assert.equal(job.confirmCount, false);
    });

    test("a message leaves out who has not agreed, has no address or got one lately, and says what it costs", async () => {
      const jobs = await startJobs(opened.database, { members: 3 });
      const [first = "", second = ""] = jobs.memberIds;
      const [mute = ""] = await makeMembers(opened.database, jobs.tenant, [{ name: "Mute", phone: null }]);
      await jobs.act(first, "set-consent", { channel: "sms", granted: false, evidence: "Asked by phone" });
      await jobs.act(second, "send-sms", { body: "Hello" });
      const target = { memberIds: [...jobs.memberIds, mute] };
      const input = { body: "Hi {first_name}" };
      const { job } = await jobs.preview("send-sms", input, { target, notContactedForDays: 7 });
      assert.deepEqual(
        job.exclusions.map(({ code }) => code),
        ["contacted", "no-address", "unconsented"],
      );
      assert.deepEqual(job.totals.cost, { amount: 7, currency: "EUR", scale: 2 });
      assert.equal(job.confirmCount, true);
      jobs.clock.advance(8 * 86_400_000);
      const later = await jobs.preview("send-sms", input, { target, notContactedForDays: 7 });
      assert.deepEqual(later.job.totals.cost, { amount: 14, currency: "EUR", scale: 2 });
    });

    test("who got the same gift lately is left out, not who got another", async () => {
      const jobs = await startJobs(opened.database, { members: 3 });
      const [first = "", second = ""] = jobs.memberIds;
      await jobs.act(first, "send-asset", { giftId: "gift_pastry" });
      await jobs.act(second, "send-asset", { giftId: "gift_beans" });
      const { job } = await jobs.preview("send-asset", { giftId: "gift_pastry" }, { notReceivedForDays: 30 });
      assert.deepEqual(
        (await jobs.items(job.id, "excluded")).map(({ member, code }) => [member?.id, code]),
        [[first, "received"]],
      );
    });

    test("who got points in the same currency lately is left out, unless they were taken back", async () => {
      const jobs = await startJobs(opened.database, { members: 2 });
      const [first = "", second = ""] = jobs.memberIds;
      await jobs.act(first, "add", { currency: "points", amount: 1 });
      await jobs.act(second, "add", { currency: "credits", amount: 1 });
      const { job } = await jobs.preview("add", { currency: "points", amount: 5 }, { notReceivedForDays: 30 });
      assert.deepEqual(
        (await jobs.items(job.id, "excluded")).map(({ member, code }) => [member?.id, code]),
        [[first, "received"]],
      );
    });

    test("S1-11 a test first is for the members tagged test-user alone, however it is spelt", async () => {
      const jobs = await startJobs(opened.database, { members: 4 });
      const [first = "", second = ""] = jobs.memberIds;
      await jobs.act(first, "add-tag", { tag: "test-user" });
      await jobs.act(second, "add-tag", { tag: "Test-User" });
      const job = await jobs.run("add", { currency: "points", amount: 5 }, { onlyTagged: "test-user" });
      assert.equal(job.progress.succeeded, 2);
      assert.deepEqual(await jobs.spendable(), [5, 5, 0, 0]);
    });

    test("what there is too little of is said before it is started", async () => {
      const jobs = await startJobs(opened.database, { members: 5 });
      const { job } = await jobs.preview("send-asset", { giftId: "gift_beans" });
      assert.deepEqual(
        job.warnings.map(({ code }) => code),
        ["out-of-stock"],
      );
      await jobs.start(job);
      await jobs.workOff();
      const { progress, failures } = (await jobs.get(job)).job;
      assert.deepEqual([progress.succeeded, progress.failed], [3, 2]);
      assert.deepEqual(
        failures.map(({ code, members }) => [code, members]),
        [["out-of-stock", 2]],
      );
    });

    test("what can be done to nobody is refused at once, and no job is made", async () => {
      const jobs = await startJobs(opened.database);
      const refusals = [
        await jobs.preview("add", { currency: "points", amount: 0 }),
        await jobs.preview("add", { currency: "stars", amount: 5 }),
        await jobs.preview("send-asset", { giftId: "gift_gone" }),
        await jobs.preview("merge", { memberId: "m_1" }),
        await jobs.preview("add-card", { number: "123" }),
        await jobs.preview("fly", {}),
        await jobs.preview("add", { currency: "points", amount: 5 }, { who: { permissions: ["ledger:add"] } }),
        await jobs.preview("add", { currency: "points", amount: 5 }, { who: { permissions: ["members:bulk"] } }),
      ];
      assert.deepEqual(
        refusals.map(({ code, pointers }) => [code, ...pointers]),
        [
          ["validation", "/input/amount"],
          ["validation", "/input/currency"],
          ["validation", "/input/giftId"],
          ["capability-not-supported"],
          ["capability-not-supported"],
          ["capability-not-supported"],
          ["forbidden"],
          ["forbidden"],
        ],
      );
      await changeProgram(opened.database, jobs.tenant, { capabilities: [] });
      assert.equal((await jobs.preview("add", { currency: "points", amount: 5 })).code, "capability-not-supported");
      assert.equal(await jobs.count("job"), 0);
    });

    test("more members than a caller waits for are looked at by who works on jobs, and the progress says how far", async () => {
      const jobs = await startJobs(opened.database, { members: 501 });
      const { job } = await jobs.preview("add", { currency: "points", amount: 5 });
      assert.equal(job.status, "checking");
      assert.equal((await jobs.start(job)).code, "conflict");
      await jobs.workOff();
      const checked = (await jobs.get(job)).job;
      assert.equal(checked.status, "checked");
      assert.equal(checked.progress.total, 501);
      assert.deepEqual(checked.totals.amounts, [{ currency: "points", amount: 2505 }]);
    });

    test("C02 an audience is written down as it is found, less those who are taken out, and no later member joins it", async () => {
      const jobs = await startJobs(opened.database, { members: 4 });
      const [first = "", second = "", third = ""] = jobs.memberIds;
      for (const id of [first, second, third]) await jobs.act(id, "add-tag", { tag: "VIP" });
      const filter = { combinator: "and", rules: [{ field: "tags", operator: "contains", value: "VIP" }] };
      const { job } = await jobs.preview(
        "add",
        { currency: "points", amount: 5 },
        { target: { filter, except: [second] } },
      );
      assert.equal(job.progress.total, 2);
      await jobs.act(jobs.memberIds[3] ?? "", "add-tag", { tag: "VIP" });
      await jobs.start(job);
      await jobs.workOff();
      assert.deepEqual(await jobs.spendable(), [5, 0, 5, 0]);
    });

    test("a filter that can't be asked for is refused, at its place in the request", async () => {
      const jobs = await startJobs(opened.database);
      const filter = { combinator: "and", rules: [{ field: "shoe-size", operator: "=", value: 43 }] };
      const { pointers } = await jobs.preview("add", { currency: "points", amount: 5 }, { target: { filter } });
      assert.deepEqual(pointers, ["/target/filter/rules/0/field"]);
    });

    test("a job that is for nobody is looked at, and done with, at once", async () => {
      const jobs = await startJobs(opened.database);
      const { job } = await jobs.preview("add", { currency: "points", amount: 5 }, { onlyTagged: "nobody" });
      assert.equal(job.status, "checked");
      assert.equal(job.progress.total, 0);
      await jobs.start(job);
      await jobs.workOff();
      assert.equal((await jobs.get(job)).job.status, "done");
    });
  });
