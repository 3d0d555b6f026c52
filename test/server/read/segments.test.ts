import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Audience, FilterGroup, FilterNode } from "../../../sdk/contract/index.js";
import { startActing } from "../../support/acting.js";
import { startBackend } from "../../support/backend.js";
import { type Recorded, recordStatements } from "../../support/buffers.js";
import { databases } from "../../support/databases.js";
import { makeMembers } from "../../support/tenant.js";

const all = (...rules: FilterNode[]): FilterGroup => ({ combinator: "and", rules });
const tagged = (tag: string) => all({ field: "tags", operator: "contains", value: tag });
const inAny = (...ids: string[]) => ({ field: "segments", operator: "in", value: ids }) as const;
const inNone = (...ids: string[]) => ({ field: "segments", operator: "notIn", value: ids }) as const;

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let recorded: Recorded;
    before(async () => {
      opened = await open();
      recorded = recordStatements(opened.database);
    });
    after(() => opened.close());

    const start = async (program = {}) => {
      const acting = await startActing(opened.database, { program });
      const { tenant, memberId } = acting;
      const backend = await startBackend({ database: recorded.database });
      const call = await backend.as({ tenant });
      const save = (named: string, filter: FilterGroup) => call("/audiences", { name: named, filter, isSegment: true });
      const segment = async (named: string, filter: FilterGroup) => {
        const { status, body, text } = await save(named, filter);
        assert.equal(status, 200, text);
        return (body as unknown as Audience).id;
      };
      const change = (id: string, body: object) => call(`/audiences/${id}`, body, {}, "PATCH");
      const segmentsOf = async (id = memberId) => {
        const { status, body, text } = await call(`/members/${id}`);
        assert.equal(status, 200, text);
        return (body as unknown as { segments: { name: string }[] }).segments.map((each) => each.name);
      };
      const ask = (...rules: FilterNode[]) => call("/audience-queries", { filter: all(...rules) });
      const found = async (...rules: FilterNode[]) => {
        const { status, body, text } = await ask(...rules);
        assert.equal(status, 200, text);
        return body.data.map((each) => each.id).toSorted();
      };
      return { ...acting, call, save, segment, change, segmentsOf, ask, found };
    };

    test("S2-11 a profile shows the segments that the member is in by now, by name", async () => {
      const { act, segment, segmentsOf } = await start();
      assert.deepEqual(await segmentsOf(), []);
      await segment("Own team", tagged("test-user"));
      await segment("Big spenders", all({ field: "accounts.points.earned", operator: ">=", value: 500 }));
      await segment("Everybody", all());
      assert.deepEqual(await segmentsOf(), ["Everybody"]);
      await act("add-tag", { tag: "Test-User" });
      await act("add", { currency: "points", amount: 500 });
      assert.deepEqual(await segmentsOf(), ["Big spenders", "Everybody", "Own team"]);
      await act("remove-tag", { tag: "Test-User" });
      assert.deepEqual(await segmentsOf(), ["Big spenders", "Everybody"]);
    });

    test("S2-11 all segments of many members are asked about in one statement", async () => {
      const { call, segment, memberId, tenant } = await start();
      const ids = [memberId, ...(await makeMembers(opened.database, tenant, [{}, {}]))];
      const statements = async (some: readonly string[]) => {
        const before = recorded.statements.length;
        const views = some.map((id) => ({ memberId: id, parts: ["member"] }));
        const { status } = await call("/member-views", { views });
        assert.equal(status, 200);
        return recorded.statements.length - before;
      };
      // That they were looked at is written once.
      await statements(ids);
      const none = await statements([memberId]);
      await segment("One", all({ field: "status", operator: "=", value: "active" }));
      const one = await statements([memberId]);
      assert.equal(one - none, 1);
      for (let index = 0; index < 5; index++)
        await segment(`More ${index}`, all({ field: "tier", operator: index % 2 ? "null" : "notNull" }));
      assert.equal(await statements(ids), one);
    });

    test("S2-16 a filter finds those in any of some segments, or in none, as their profiles say", async () => {
      const { act, segment, segmentsOf, found, memberId, tenant } = await start();
      const [young = "", old = ""] = await makeMembers(opened.database, tenant, [{}, {}]);
      const bornOn = (id: string, birthday: string) =>
        opened.database
          .updateTable("profile")
          .set({ birthday })
          .where("tenant", "=", tenant)
          .where("member_id", "=", id)
          .execute();
      await bornOn(young, "2001-01-01");
      await bornOn(old, "1951-01-01");
      await act("add-tag", { tag: "team" });
      const team = await segment("Team", tagged("team"));
      const born = await segment("Born late", all({ field: "birthday", operator: ">", value: "2000-01-01" }));
      assert.deepEqual(await found(inAny(team, born)), [memberId, young].sort());
      // The member has no birthday: whoever is not in it for certain is not in it.
      assert.deepEqual(await found(inNone(born)), [memberId, old].sort());
      assert.deepEqual(
        await found({ combinator: "or", not: true, rules: [inAny(born)] }),
        [memberId, old].sort(),
        "and the same by a group of none",
      );
      assert.deepEqual(await segmentsOf(memberId), ["Team"]);
      assert.deepEqual(await found(inAny(team), inNone(team)), []);
    });

    test("S2-16 a segment can be made of segments, but not of itself, nor too deep", async () => {
      const { act, segment, save, change, segmentsOf, found, ask, memberId } = await start();
      await act("add-tag", { tag: "team" });
      const team = await segment("1 team", tagged("team"));
      const rest = await segment("2 rest", all(inNone(team)));
      const both = await segment("3 both", all({ combinator: "or", rules: [inAny(team), inAny(rest)] }));
      assert.deepEqual(await segmentsOf(), ["1 team", "3 both"]);
      assert.deepEqual(await found(inAny(both)), [memberId]);
      const deep = await save("4 deep", all(inAny(both)));
      assert.deepEqual([deep.status, deep.body.errors?.[0]?.pointer], [422, "/filter/rules/0/value"]);
      for (const filter of [all(inAny(team)), all(inAny(both))]) {
        const { status, body } = await change(team, { filter });
        assert.deepEqual([status, body.errors?.[0]?.code], [422, "circular"]);
      }
      assert.deepEqual(await segmentsOf(), ["1 team", "3 both"], "nothing was changed");
      const nobody = await ask(inAny("aud_nobody"));
      assert.deepEqual([nobody.status, nobody.body.errors?.[0]?.pointer], [422, "/filter/rules/0/value"]);
    });

    test("S2-11 a segment that fits the program no more has nobody in it, and a filter that names it is refused", async () => {
      const { segment, segmentsOf, change, ask, tenant } = await start();
      const gone = await segment("Gone", all({ field: "tier", operator: "null" }));
      await segment("Stays", all());
      const plain = await segment("Plain", all());
      const within = await segment("Within", all(inNone(plain)));
      const { settings } = await opened.database
        .selectFrom("program")
        .select("settings")
        .where("tenant", "=", tenant)
        .executeTakeFirstOrThrow();
      const tierless = JSON.stringify({ ...(JSON.parse(settings) as object), tiers: [], tierCurrency: null });
      await opened.database.updateTable("program").set({ settings: tierless }).where("tenant", "=", tenant).execute();
      assert.equal((await change(plain, { isSegment: false })).status, 200);
      assert.deepEqual(await segmentsOf(), ["Stays"]);
      for (const [id, named] of [
        [gone, "Gone"],
        [within, "Within"],
      ] as const) {
        const { status, body } = await ask({ combinator: "and", rules: [inAny(id)] });
        const [error] = body.errors ?? [];
        assert.deepEqual([status, error?.pointer], [422, "/filter/rules/0/rules/0/value"]);
        assert.match(error?.detail ?? "", new RegExp(`^“${named}”`));
      }
    });

    test("S06 segments are few, with short lists: each is asked about whenever a member is read", async () => {
      const { save, segment, change, call, tenant } = await start();
      const ids = await makeMembers(
        opened.database,
        tenant,
        Array.from({ length: 800 }, (_, at) => ({ id: `${tenant}_${at}_${"x".repeat(12)}` })),
      );
      const long = await save("Long", all({ field: "id", operator: "in", value: ids }));
      assert.deepEqual([long.status, long.body.errors?.[0]?.code], [422, "too-long"]);
      for (let index = 0; index < 50; index++) await segment(`Segment ${index}`, all());
      const more = await save("One more", all());
      assert.deepEqual([more.status, more.body.errors?.[0]?.pointer], [422, "/isSegment"]);
      const plain = await call("/audiences", { name: "One more", filter: all() });
      assert.equal(plain.status, 200);
      const marked = await change((plain.body as unknown as Audience).id, { isSegment: true });
      assert.deepEqual([marked.status, marked.body.errors?.[0]?.code], [422, "too-many"]);
    });

    test("S2-11 segments are listed by name, page by page; a program without them refuses each way to them", async () => {
      const { call, segment } = await start();
      await call("/audiences", { name: "No segment", filter: all() });
      for (const each of ["b", "C", "a"]) await segment(each, all());
      const first = await call("/segments?limit=2");
      const rest = await call(`/segments?limit=2&cursor=${first.body.page.next ?? ""}`);
      const names = [first, rest].map(({ body }) => (body.data as unknown as Audience[]).map((each) => each.name));
      assert.deepEqual(names, [["a", "b"], ["C"]]);
      const without = await start({ modules: ["tags"] });
      assert.equal((await without.call("/segments")).body.code, "capability-not-supported");
      assert.equal((await without.save("A", all())).body.code, "capability-not-supported");
      const schema = (await without.call("/filter-schema")).body as unknown as { fields: { id: string }[] };
      assert.ok(!schema.fields.some(({ id }) => id === "segments"));
    });
  });
