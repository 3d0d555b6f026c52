import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CsvReader } from "../../../sdk/contract/bulk/csv.js";
import type { Audience } from "../../../sdk/contract/index.js";
import { GREATEST_BALANCE } from "../../../server/domain/ledger.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { startJobs } from "../../support/jobs.js";

for (const { name, open } of databases)
  describe(`those to whom a job was not done, on ${name}`, () => {
    let opened: OpenDatabase;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());

    /** A job that did it to two of five: one was left out, one failed, one was skipped. */
    const run = async () => {
      const jobs = await startJobs(opened.database, { members: 5 });
      const [left = "", failed = "", skipped = ""] = jobs.memberIds;
      const tenant = jobs.tenant;
      await insertRows(opened.database, "external_id", [{ tenant, member_id: failed, external_id: "=crm-7" }]);
      await sql`update profile set support_id = 'S-77' where tenant = ${tenant} and member_id = ${failed}`.execute(
        opened.database,
      );
      await jobs.act(left, "block", {});
      const { job } = await jobs.preview("add", { currency: "points", amount: 5 });
      await jobs.act(failed, "add", { currency: "points", amount: GREATEST_BALANCE - 1 });
      await jobs.act(skipped, "block", {});
      await jobs.start(job);
      await jobs.workOff();
      const call = await jobs.backend.as({ tenant });
      const file = async (asked: object = {}) => {
        const { body, text } = await call(`/jobs/${job.id}/exports`, asked);
        const { url } = body as unknown as { url?: string };
        assert(url, text);
        const response = await jobs.backend.fetch(`${jobs.backend.baseUrl}${url}`);
        const reader = new CsvReader();
        const rows = [...reader.read(await response.text()), ...reader.end()].map(({ cells }) => cells);
        return { response, url, rows };
      };
      return { jobs, tenant, job, call, file, left, failed, skipped };
    };

    test("C05 a file says who was not done, by what they are found by, and why, and nothing that a spreadsheet runs", async () => {
      const { file, left, failed, skipped, jobs, job } = await run();
      const { response, rows, url } = await file();
      assert.deepEqual(rows[0], [
        ...["Row", "Member id", "External id", "Support id", "Status", "Code", "Reason", "Column"],
      ]);
      const [, first = [], second = [], third = [], ...none] = rows;
      assert.deepEqual([first[0], first[1], first[4], first[5]], ["1", left, "excluded", "member-blocked"]);
      assert.deepEqual(second, [
        ...["2", failed, "'=crm-7", "S-77", "failed", "balance-overflow"],
        ...["That is more than a balance can hold.", ""],
      ]);
      assert.deepEqual([third[0], third[1], third[4], third[5]], ["3", skipped, "skipped", "member-blocked"]);
      assert.deepEqual(none, []);
      assert.equal(response.headers.get("Content-Disposition"), `attachment; filename="not-done-${job.id}.csv"`);
      assert.doesNotMatch(JSON.stringify(rows), /Member \d|@/, "no name, no address");
      assert.equal((await jobs.backend.fetch(`${jobs.backend.baseUrl}${url}`)).status, 404, "once");
    });

    test("a file, the list of items and a target are narrowed to one reason", async () => {
      const { file, left, failed, skipped, jobs, job, call } = await run();
      const idsOf = async (asked: object) => (await file(asked)).rows.slice(1).map(([, id]) => id);
      assert.deepEqual(await idsOf({ code: "member-blocked" }), [left, skipped]);
      assert.deepEqual(await idsOf({ status: "failed" }), [failed]);
      assert.deepEqual(await idsOf({ status: "skipped", code: "balance-overflow" }), []);
      const { body } = await call(`/jobs/${job.id}/items?code=balance-overflow`);
      assert.deepEqual(
        (body as unknown as { data: { member: { id: string } }[] }).data.map(({ member }) => member.id),
        [failed],
      );
      const target = { notDone: { jobId: job.id, status: "excluded" } };
      const { job: next } = await jobs.preview("add-tag", { tag: "Call" }, { target });
      assert.deepEqual([next.progress.total, next.exclusions], [1, []]);
    });

    test("an action is done to exactly those to whom the job was not", async () => {
      const { jobs, job, tenant, left, failed, skipped } = await run();
      const next = await jobs.run("add-tag", { tag: "Call" }, { target: { notDone: { jobId: job.id } } });
      assert.equal(next.progress.succeeded, 3);
      const tagged = await opened.database
        .selectFrom("member_tag")
        .select("member_id")
        .where("tenant", "=", tenant)
        .execute();
      assert.deepEqual(tagged.map(({ member_id }) => member_id).sort(), [left, failed, skipped].sort());
    });

    test("they are saved as an audience of their ids; the same again answers it, another of the name is refused", async () => {
      const { job, call, failed } = await run();
      const body = { name: "To call back", status: "failed" };
      const saved = await call(`/jobs/${job.id}/audiences`, body);
      assert.equal(saved.status, 200, saved.text);
      const { id, filter } = saved.body as unknown as Audience;
      assert.deepEqual(filter, { combinator: "and", rules: [{ field: "id", operator: "in", value: [failed] }] });
      const again = await call(`/jobs/${job.id}/audiences`, body);
      assert.equal((again.body as unknown as Audience).id, id);
      assert.equal((await call(`/jobs/${job.id}/audiences`, { name: "To call back" })).body.code, "conflict");
      const nobody = await call(`/jobs/${job.id}/audiences`, { name: "Nobody", code: "stale" });
      assert.deepEqual([nobody.status, nobody.body.errors?.[0]?.code], [422, "not-found"]);
    });

    test("S08 who may not export, edit audiences or see the job gets nothing of it", async () => {
      const { jobs, tenant, job } = await run();
      const codeOf = async (permissions: readonly string[], path: string, body: object) => {
        const call = await jobs.backend.as({ tenant, operator: "vera", permissions });
        return (await call(path, body)).body.code;
      };
      assert.equal(await codeOf(["jobs:read"], `/jobs/${job.id}/exports`, {}), "forbidden");
      assert.equal(await codeOf(["jobs:read"], `/jobs/${job.id}/audiences`, { name: "x" }), "forbidden");
      assert.equal(await codeOf(["members:export"], `/jobs/${job.id}/exports`, {}), "not-found");
      assert.equal(await codeOf(["audiences:edit"], `/jobs/${job.id}/audiences`, { name: "x" }), "not-found");
      const acting = {
        ...{ target: { notDone: { jobId: job.id } }, action: "add", input: { currency: "points", amount: 1 } },
      };
      assert.equal(await codeOf(["members:bulk", "points:add"], "/bulk-previews", acting), "not-found");
    });

    test("once they are no longer kept, nothing is made of them", async () => {
      const { jobs, job, tenant } = await run();
      jobs.clock.advance(91 * 86_400_000);
      await jobs.workOff();
      const call = await jobs.backend.as({ tenant });
      const acting = {
        ...{ target: { notDone: { jobId: job.id } }, action: "add", input: { currency: "points", amount: 1 } },
      };
      const replies = [await call(`/jobs/${job.id}/exports`, {}), await call("/bulk-previews", acting)];
      replies.push(await call(`/jobs/${job.id}/audiences`, { name: "Late" }));
      for (const { body } of replies) assert.equal(body.code, "conflict");
    });

    test("more than 10,000 members are no audience, and it says so", async () => {
      const { job, call, tenant } = await run();
      await sql`
        insert into job_item (tenant, job_id, position, member_id, status, code)
        select ${tenant}, ${job.id}, n, 'm' || n, 'failed', 'internal' from generate_series(6, 10003) as n`.execute(
        opened.database,
      );
      const { status, body } = await call(`/jobs/${job.id}/audiences`, { name: "All" });
      assert.deepEqual(
        [status, body.errors?.[0]?.detail],
        [422, "These are more than 10000 members: save those of one reason."],
      );
    });
  });
