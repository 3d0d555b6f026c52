import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { CsvReader, spoken } from "../../../sdk/contract/bulk/csv.js";
import type { Export, FilterGroup } from "../../../sdk/contract/index.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { listen, startBackend } from "../../support/backend.js";
import { databases } from "../../support/databases.js";
import { makeMembers, makeTenant } from "../../support/tenant.js";

const everybody: FilterGroup = { combinator: "and", rules: [] };
const asked: Export = {
  filter: everybody,
  columns: ["id", "name", "phone", "tags", "accounts.points.spendable", "joinedAt"],
  format: "csv",
  purpose: "Winter letter",
};

/** A text that a spreadsheet, or a reader of CSV, may take for something else. */
const awkward = fc.oneof(
  fc.constantFrom(
    "=1+1",
    "+1",
    "-5",
    "@x",
    "'=1",
    "''",
    "'",
    '"',
    ',"',
    "a\r\nb",
    "\ta",
    " a ",
    "+36301234567",
    "-5 pieces",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  fc.tuple(fc.constantFrom("=", "+", "-", "@", "'", "\t"), fc.string({ maxLength: 6 })).map((parts) => parts.join("")),
);
const storable = awkward.map((text) => text.replaceAll("\0", "").toWellFormed() || "x");

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async (people: Parameters<typeof makeMembers>[2]) => {
      const { database } = opened;
      const tenant = await makeTenant(database, {});
      const ids = await makeMembers(database, tenant, people);
      const backend = await startBackend({ database });
      const call = await backend.as({ tenant });
      const ask = async (more: Partial<Export> = {}) => {
        const { status, body, text } = await call("/exports", { ...asked, ...more });
        assert.equal(status, 200, text);
        return body as unknown as { url: string; expiresAt: string };
      };
      const fetchFile = (url: string) => backend.fetch(`${backend.baseUrl}${url}`);
      const auditOf = async () =>
        (
          await database
            .selectFrom("audit")
            .select("action")
            .where("tenant", "=", tenant)
            .where("subject", "is not", null)
            .orderBy("at")
            .orderBy("id")
            .execute()
        ).map(({ action }) => action);
      return { tenant, ids, backend, call, ask, fetchFile, auditOf };
    };

    test("C05 a file of 10,000 members, read again, holds what each of them has, and nothing that a spreadsheet runs", async () => {
      const texts = fc.sample(storable, { numRuns: 10_000, seed: 5 });
      const people = texts.map((each, index) => ({
        name: each,
        phone: index % 3 === 0 ? null : `+3630${String(index).padStart(7, "0")}`,
      }));
      const { tenant, ids, ask, fetchFile } = await start(people);
      const tagged = ids.map((member_id, index) => ({ tenant, member_id, tag: texts[index + 1] ?? "tag" }));
      await insertRows(opened.database, "member_tag", tagged);
      const { url } = await ask();
      const response = await fetchFile(url);
      const reader = new CsvReader();
      const text = await response.text();
      const [head, ...rows] = [...reader.read(text), ...reader.end()];
      assert.deepEqual(head?.cells.slice(0, 2), ["Member id", "Name"]);
      assert.equal(rows.length, people.length);
      const byId = new Map(rows.map(({ cells: [id = "", ...cells] }) => [id, cells]));
      for (const [index, id] of ids.entries()) {
        const [written = "", phone, tags = "", points, joined] = byId.get(id) ?? [];
        assert.equal(spoken(written), texts[index]);
        assert.equal(spoken(tags), tagged[index]?.tag);
        assert.deepEqual([phone, points, joined], [people[index]?.phone ?? "", "0", "2023-03-12T10:00:00.000Z"]);
        for (const cell of [written, tags]) assert.doesNotMatch(cell, /^(?:[=@\t\r]|[+-](?!\d[\d .,]*$))/);
      }
    });

    test("S1-5 a filter's members are fetched as a file by an address that is good once, without a token", async () => {
      const { ask, fetchFile, ids, auditOf, call } = await start([{ name: "Ann" }, { name: "Bob", status: "blocked" }]);
      const filter: FilterGroup = { combinator: "and", rules: [{ field: "status", operator: "=", value: "blocked" }] };
      const { url } = await ask({ filter, format: "ndjson", columns: ["id", "status", "tags"] });
      assert.match(url, /^\/exports\/[0-9a-f]+-[0-9a-f]{64}$/);
      const response = await fetchFile(url);
      assert.equal(response.headers.get("Content-Disposition"), 'attachment; filename="members-2026-11-21.ndjson"');
      assert.equal(response.headers.get("Cache-Control"), "no-store");
      const text = await response.text();
      assert.match(text, /^[^\n]*\n$/);
      assert.deepEqual(JSON.parse(text), { id: ids[1], status: "blocked", tags: [] });
      const again = await fetchFile(url);
      assert.equal(again.status, 404);
      assert.deepEqual(await auditOf(), ["export", "export-taken", "export-done"]);
      const rows = await opened.database.selectFrom("export").selectAll().execute();
      assert(!JSON.stringify(rows).includes(url.split("/")[2] ?? ""));
      assert.equal((await call(url)).status, 404);
    });

    test("an address that nobody used is too old after minutes, and what was asked for is forgotten", async () => {
      const { ask, fetchFile, backend, tenant } = await start([{ name: "Ann" }]);
      const { url, expiresAt } = await ask({ q: "ann" });
      backend.clock.set(expiresAt);
      assert.equal((await fetchFile(url)).status, 404);
      await backend.app.runDueWork();
      const row = await opened.database
        .selectFrom("export")
        .select(["asked", "purpose"])
        .where("tenant", "=", tenant)
        .executeTakeFirst();
      assert.deepEqual(row, { asked: null, purpose: "Winter letter" });
    });

    test("who may not export gets no address; neither does a wrong column, or no purpose", async () => {
      const { backend, tenant, call } = await start([]);
      const vera = await backend.as({ tenant, operator: "vera" });
      assert.equal((await vera("/exports", asked)).status, 403);
      assert.deepEqual(
        (await call("/exports", { ...asked, columns: ["nobody"] })).body.errors?.[0]?.pointer,
        "/columns/0",
      );
      assert.equal((await call("/exports", { ...asked, purpose: "" })).status, 422);
    });

    test("a reader who stops is noticed, and the next one is served: no connection is kept", async () => {
      const { ask, fetchFile, auditOf } = await start(Array.from({ length: 50 }, () => ({})));
      for (let times = 0; times < 8; times++) {
        const { body } = await fetchFile((await ask()).url);
        const reader = body?.getReader();
        await reader?.read();
        await reader?.cancel();
      }
      assert.deepEqual((await auditOf()).slice(-1), ["export-cut"]);
      assert.match(await (await fetchFile((await ask()).url)).text(), /Member id/);
    });

    // PGlite lives in this process: nothing cuts it off.
    if (name === "PGlite") return;

    test("C05 a file that breaks off midway is a failed download, not a short one", async () => {
      const { ask, backend, auditOf } = await start(
        Array.from({ length: 10_000 }, () => ({ name: "Long".repeat(40) })),
      );
      const { origin, close } = await listen(backend.app);
      // More than what is under way can hold.
      const { url } = await ask({ columns: Array.from({ length: 30 }, () => "name") });
      const response = await fetch(`${origin}/v1${url}`);
      const reader = response.body?.getReader();
      await reader?.read();
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where query like '% export\_%' and pid <> pg_backend_pid()`.execute(opened.database);
      await assert.rejects(async () => {
        while (!(await reader?.read())?.done);
      });
      assert.deepEqual((await auditOf()).slice(-1), ["export-cut"]);
      await close();
    });
  });
