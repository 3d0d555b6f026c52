import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { NOW, startBackend } from "../../support/backend.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { buffersRead, type Recorded, recordStatements } from "../../support/buffers.js";
import { makePast } from "../../support/past.js";
import { databases } from "../../support/databases.js";
import { makeMembers, makeTenant } from "../../support/tenant.js";
import { searchOf } from "../../support/search-of.js";

/** So few that a page is full of each, however small the crowd. */
const words = ["Anna", "Ben", "Clara", "Rosa"];

/** As many members as asked for, who share their names, and one who is alone with all that she is found by. */
const makeCrowd = async (recorded: Recorded, members: number): Promise<string> => {
  const tenant = await makeTenant(recorded.database);
  const named = (at: number) => `${words[at % words.length]} ${words[(at * 3 + 1) % words.length]}${at}`;
  const crowd = Array.from({ length: members }, (_, at) => ({
    id: `m_${at}`,
    name: named(at),
    email: `someone${at}@example.com`,
    phone: `+35386${3_000_000 + at}`,
    supportId: `T${at}`,
  }));
  await makeMembers(recorded.database, tenant, crowd);
  const alone = {
    id: "m_alone",
    name: "Zuzana Černá",
    email: "zuzana@example.com",
    phone: "+972525550118",
    supportId: "7F3K-22",
  };
  await makeMembers(recorded.database, tenant, [{ ...alone, externalIds: ["CRM-1"], cardNumbers: ["60129999"] }]);
  return tenant;
};

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let recorded: Recorded;
    before(async () => {
      opened = await open();
      recorded = recordStatements(opened.database);
    });
    after(() => opened.close());

    test("a search costs the same however many members there are", async () => {
      const backend = await startBackend({ database: recorded.database });
      const [few, many] = [await makeCrowd(recorded, 240), await makeCrowd(recorded, 5000)];
      await sql`analyze`.execute(opened.database);
      const cost = async (tenant: string, q: string) => {
        const call = await backend.as({ tenant });
        let hits = 0;
        const buffers = await buffersRead(recorded, async () => {
          hits = (await call("/member-searches", { q, limit: 5 })).body.data.length;
        });
        return { buffers, hits };
      };
      const queries = [
        "",
        "a",
        "rosa",
        "ben 1",
        "someone1",
        "+353863",
        "cerna",
        "zuzana cerna",
        "zuzana@example.com",
        "0525550118",
      ];
      for (const q of [...queries, "0118", "m_alone", "7f3k22", "crm-1", "6012 9999", "9999", "nobody"]) {
        const [small, large] = [await cost(few, q), await cost(many, q)];
        assert.equal(large.hits, small.hits, q);
        assert(
          large.buffers <= small.buffers * 1.5 + 20,
          `${q}: ${small.buffers} buffers of 240 members, ${large.buffers} of 5,000`,
        );
        assert(large.buffers < 400, `${q}: ${large.buffers} buffers`);
      }
    });

    test("a member's page costs the same however much they have done", async () => {
      const backend = await startBackend({ database: recorded.database });
      const tenant = await makeTenant(opened.database);
      const others = await makeMembers(
        opened.database,
        tenant,
        Array.from({ length: 1000 }, () => ({})),
      );
      await makePast(opened.database, tenant, others, { entries: 6, now: NOW });
      const [few = "", many = ""] = await makeMembers(opened.database, tenant, [{}, {}]);
      await makePast(opened.database, tenant, [few], { entries: 300, now: NOW });
      await makePast(opened.database, tenant, [many], { entries: 6_000, now: NOW });
      await sql`analyze`.execute(opened.database);
      const call = await backend.as({ tenant });
      const cost = async (path: string) => {
        let size = 0;
        const buffers = await buffersRead(recorded, async () => void (size = (await call(path)).text.length));
        return { buffers, size };
      };
      const narrowed = [
        "type=send-sms",
        "source=manual",
        "source=campaign",
        "operator=u_dana",
        "type=purchase&source=manual",
      ];
      const dated = ["to=2026-11-01T00:00:00Z", "type=add&from=2026-11-01T00:00:00Z"];
      const timelines = ["", ...narrowed, ...dated].map((query) => `/activities?limit=5&${query}`);
      for (const part of [
        "",
        "/actions",
        ...timelines,
        "/gifts?limit=5",
        "/punch-cards?limit=5",
        "/purchases?limit=5",
        "/messages?limit=5",
        "/messages?limit=5&channel=email",
      ]) {
        const [small, large] = [await cost(`/members/${few}${part}`), await cost(`/members/${many}${part}`)];
        assert(large.size < small.size * 1.1, `${part} shows as much of both`);
        assert(
          large.buffers <= small.buffers * 1.1 + 5,
          `${part}: ${small.buffers} buffers of 300 entries, ${large.buffers} of 6,000`,
        );
        assert(large.buffers < 450, `${part}: ${large.buffers} buffers`);
      }
      const preview = (id: string) =>
        buffersRead(recorded, async () => {
          const { status } = await call(`/members/${id}/previews/add`, { currency: "points", amount: 1 });
          assert.equal(status, 200);
        });
      const [small, large] = [await preview(few), await preview(many)];
      assert(large <= small + 15, `a preview: ${small} buffers of 300 entries, ${large} of 6,000`);
    });

    test("what an operator may still do costs the same however much they have done before today", async () => {
      const backend = await startBackend({ database: recorded.database });
      const tenant = await makeTenant(opened.database);
      const ids = await makeMembers(
        opened.database,
        tenant,
        Array.from({ length: 50 }, () => ({})),
      );
      await makePast(opened.database, tenant, ids, { entries: 100, now: "2026-11-01T00:00:00Z", operator: "u_dana" });
      await sql`analyze`.execute(opened.database);
      const cost = async (operator: "dana" | "ari", path: string) => {
        const call = await backend.as({ tenant, operator });
        return buffersRead(recorded, () => call(path));
      };
      for (const path of ["/operator", `/members/${ids[0]}/actions`]) {
        const [idle, busy] = [await cost("ari", path), await cost("dana", path)];
        assert(busy <= idle + 5, `${path}: ${idle} buffers of an idle operator, ${busy} of a busy one`);
      }
    });

    test("a page of the audit costs the same however long the audit is, narrowed to what is rare in it, too", async () => {
      const backend = await startBackend({ database: recorded.database });
      const makeAudit = async (length: number) => {
        const tenant = await makeTenant(opened.database);
        const [memberId = ""] = await makeMembers(opened.database, tenant, [{}]);
        const [rare, list] = [sql`n % (${length}::int / 5) = 0`, sql`n % 5 = 1`];
        await sql`insert into audit (tenant, id, at, request_id, operator_id, source, action, member_id, outcome, found, members)
          select ${tenant}, 'au_' || n, ${NOW}::timestamptz - n * interval '1 minute', 'r' || n,
            case when ${rare} then 'u_rare' else 'u_' || n % 7 end, 'manual',
            case when ${rare} then 'reveal' when ${list} then 'search' else (array['view', 'add', 'add-tag'])[1 + n % 3] end,
            case when ${rare} then ${memberId} when not ${list} then 'm_' || n % 1000 end, 'shown',
            case when ${list} and not ${rare} then 2 end,
            case when ${list} and not ${rare} then '["m_' || n || '","m_x' || n || '"]' end
          from generate_series(1, ${length}::int) as n`.execute(opened.database);
        return { tenant, memberId };
      };
      const [few, many] = [await makeAudit(500), await makeAudit(20_000)];
      await sql`analyze`.execute(opened.database);
      const cost = async ({ tenant, memberId }: typeof few, query: string) => {
        const call = await backend.as({ tenant });
        let entries = 0;
        const buffers = await buffersRead(recorded, async () => {
          const { body } = await call("/audit-searches", searchOf(`limit=5&${query.replace("{memberId}", memberId)}`));
          entries = body.data.filter((each) => (each as { action?: string }).action !== "audit").length;
        });
        return { buffers, entries };
      };
      const member = "memberId={memberId}";
      const narrowed = [
        "operator=u_rare",
        "action=reveal",
        "kind=reveal",
        "kind=change",
        member,
        "memberId=m_6",
        "memberId=m_x6",
      ];
      for (const query of ["", ...narrowed, "operator=u_rare&kind=reveal", "kind=export", `${member}&kind=reveal`]) {
        const [small, large] = [await cost(few, query), await cost(many, query)];
        assert(
          large.buffers <= small.buffers * 1.5 + 40,
          `${query}: ${small.buffers} of 500, ${large.buffers} of 20,000`,
        );
        assert(large.buffers < 400, `${query}: ${large.buffers} buffers`);
        if (!/export|m_x?6/.test(query)) assert(large.entries >= 4, query);
      }
    });

    test("a page of a library costs the same however much the library holds", async () => {
      const backend = await startBackend({ database: recorded.database });
      const cost = async (templates: number) => {
        const tenant = await makeTenant(opened.database);
        const rows = Array.from({ length: templates }, (_, position) => ({
          tenant,
          id: `g_${position}`,
          name: "A gift",
          position,
        }));
        const gifts = rows.map((row) => ({
          ...row,
          description: null,
          image_url: null,
          stock: null,
          valid_days: null,
        }));
        await insertRows(opened.database, "gift", gifts);
        await sql`analyze`.execute(opened.database);
        const call = await backend.as({ tenant });
        const { next } = (await call("/gifts?limit=10")).body.page;
        return buffersRead(recorded, () => call(`/gifts?limit=10&cursor=${next}`));
      };
      const [small, large] = [await cost(50), await cost(3000)];
      assert(large <= small + 5, `${small} buffers of 50 gifts, ${large} of 3,000`);
    });
  });
