import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMember } from "../../support/tenant.js";
import { canaries, CANARY, leaveTraces } from "../../support/traces.js";

const asked = { format: "json", purpose: "Letter of 3 November" };

type Held = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async () => {
      const traced = await leaveTraces(opened.database);
      const { backend, memberId, done } = traced;
      const fetchFile = async (format: string) => {
        const { url } = await done(`/members/${memberId}/subject-access`, { ...asked, format });
        return backend.fetch(`${backend.baseUrl}${url}`);
      };
      return { ...traced, fetchFile };
    };

    test("a member's file holds every field that takes text, and every table that holds anything of them", async () => {
      const { fetchFile, memberId } = await start();
      const response = await fetchFile("json");
      assert.equal(response.headers.get("content-disposition"), `attachment; filename="member-${memberId}.json"`);
      const text = await response.text();
      for (const canary of canaries) assert.ok(text.toLowerCase().includes(canary.toLowerCase()), canary);
      const held = JSON.parse(text) as Held;
      const saying = (table: string) => (held[table] ?? []).filter((row) => JSON.stringify(row).includes(CANARY));
      for (const table of ["profile", "external_id", "member_attribute", "member_tag", "member_text", "message"])
        assert.notDeepEqual(saying(table), [], table);
      for (const table of [
        "member",
        "consent",
        "member_card",
        "account",
        "lot",
        "entry",
        "operation",
        "audit",
        "member_event",
      ])
        assert.notDeepEqual(held[table] ?? [], [], table);
      const columns = new Set(Object.values(held).flatMap((rows) => rows.flatMap((row) => Object.keys(row))));
      assert.deepEqual([columns.has("salt"), columns.has("tenant")], [false, false]);
    });

    test("it holds nothing of anybody else", async () => {
      const { fetchFile, tenant } = await start();
      await makeMember(opened.database, tenant, { name: "Somebody Else 8842", email: "else8842@example.com" });
      assert.ok(!(await (await fetchFile("json")).text()).includes("8842"));
    });

    test("S01 the page of it shows texts as texts, whatever stands in them", async () => {
      const { fetchFile, act } = await start();
      await act("add-note", { note: "<img src=x onerror=alert(1)> & 'more'" });
      const response = await fetchFile("html");
      assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
      const text = await response.text();
      assert.ok(text.includes("&lt;img src=x onerror=alert(1)&gt; &amp; &#39;more&#39;"));
      assert.ok(!text.includes("<img"));
      for (const canary of canaries) assert.ok(text.toLowerCase().includes(canary.toLowerCase()), canary);
    });

    test("its address is good once; who asked for whom, and what for, is on record", async () => {
      const { backend, memberId, done } = await start();
      const { url } = await done(`/members/${memberId}/subject-access`, asked);
      assert.equal((await backend.fetch(`${backend.baseUrl}${url}`)).status, 200);
      assert.equal((await backend.fetch(`${backend.baseUrl}${url}`)).status, 404);
      const audited = await opened.database
        .selectFrom("audit")
        .innerJoin("export", (join) =>
          join.onRef("export.tenant", "=", "audit.tenant").onRef("export.id", "=", "subject"),
        )
        .select(["audit.member_id", "audit.operator_id", "export.purpose"])
        .where("audit.action", "=", "export")
        .where("audit.member_id", "=", memberId)
        .execute();
      assert.deepEqual(audited, [{ member_id: memberId, operator_id: "u_ari", purpose: asked.purpose }]);
    });

    test("S09 without its permission it is refused, and of who is gone there is none", async () => {
      const { backend, tenant, memberId, act } = await start();
      const permissions = ["members:export", "members:delete"];
      const call = await backend.as({ tenant, permissions });
      assert.equal((await call(`/members/${memberId}/subject-access`, asked)).status, 403);
      const { version } = await opened.database
        .selectFrom("member")
        .select("version")
        .where("tenant", "=", tenant)
        .where("id", "=", memberId)
        .executeTakeFirstOrThrow();
      await act("delete", { confirmation: memberId }, { "If-Match": `"${version}"` });
      const all = await backend.as({ tenant });
      assert.equal((await all(`/members/${memberId}/subject-access`, asked)).status, 410);
    });
  });
