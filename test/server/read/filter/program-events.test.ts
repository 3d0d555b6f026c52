import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import type { EventRule, FilterNode, FilterSchema } from "../../../../sdk/contract/index.js";
import { audienceOf } from "../../../../server/read/audience/audience.js";
import { northwind } from "../../../../server/seed/northwind.js";
import { startActing } from "../../../support/acting.js";
import { startBackend } from "../../../support/backend.js";
import { databases } from "../../../support/databases.js";
import { makeMember } from "../../../support/tenant.js";
import { programOf } from "../../../../server/domain/masking.js";

const reviewed = (more: Partial<EventRule> = {}): EventRule => ({ event: "review", occurred: true, ...more });
const each = (...rules: FilterNode[]) => ({ where: { combinator: "and", rules } }) as const;

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async () => {
      const { eventTypes = [] } = northwind.program;
      const acting = await startActing(opened.database, { program: { eventTypes } });
      const { tenant, clock, act } = acting;
      const others = [await makeMember(opened.database, tenant), await makeMember(opened.database, tenant)];
      const register = async (memberId: string, type: string, properties: object, at: string) => {
        clock.set(at);
        const { status, body } = await act("add-event", { type, properties }, { memberId });
        assert.equal(status, 200, body);
      };
      /** Whom the rules find, however events are counted. */
      const found = async (...rules: FilterNode[]) => {
        const audience = await audienceOf(opened.database, clock, programOf(tenant), {
          filter: { combinator: "and", rules },
        });
        const ids = async (shape: "probe" | "window") => {
          const statement = audience.statement(() => ({ select: sql`m.id`, rest: sql`` }), shape);
          const { rows } = await sql<{ id: string }>`${statement}`.execute(opened.database);
          return rows.map(({ id }) => id).sort();
        };
        const [probed, counted] = [await ids("probe"), await ids("window")];
        assert.deepEqual(probed, counted);
        return probed;
      };
      return { ...acting, others, register, found };
    };

    test("S1-4 who had an event of the program's own, or did not, so often and when, is found, however it is counted", async () => {
      const { memberId, others, register, found, clock } = await start();
      const [busy = "", quiet = ""] = others;
      await register(busy, "review", { stars: 1 }, "2026-11-01T10:00:00.000Z");
      await register(busy, "review", { stars: 5 }, "2026-11-20T10:00:00.000Z");
      await register(memberId, "review", { stars: 4 }, "2026-11-10T10:00:00.000Z");
      await register(quiet, "workshop", { topic: "latte-art", day: "2026-11-12" }, "2026-11-12T10:00:00.000Z");
      clock.set("2026-11-21T10:00:00.000Z");
      const both = [memberId, busy].sort();
      assert.deepEqual(await found(reviewed()), both);
      assert.deepEqual(await found(reviewed({ occurred: false })), [quiet]);
      assert.deepEqual(await found(reviewed({ count: { operator: ">=", value: 2 } })), [busy]);
      assert.deepEqual(await found(reviewed({ count: { operator: "<", value: 2 } })), [memberId, quiet].sort());
      assert.deepEqual(await found(reviewed({ lastDays: 2 })), [busy]);
      assert.deepEqual(await found(reviewed({ between: ["2026-11-01", "2026-11-10"] })), both);
      assert.deepEqual(await found(reviewed({ between: ["2026-11-02", "2026-11-10"] })), [memberId]);
    });

    test("S1-4 each of them is told apart by its numbers, choices, days and yes or no", async () => {
      const { memberId, others, register, found } = await start();
      const [other = ""] = others;
      const at = "2026-11-12T10:00:00.000Z";
      await register(memberId, "review", { stars: 2, text: "Lovely" }, at);
      await register(other, "review", { stars: 5 }, at);
      await register(memberId, "workshop", { topic: "latte-art", day: "2026-11-12", withGuest: true }, at);
      await register(other, "workshop", { topic: "home-brewing", day: "2026-11-10" }, at);
      const visited = (more: Partial<EventRule>): EventRule => ({ event: "workshop", occurred: true, ...more });
      for (const rule of [
        reviewed(each({ field: "stars", operator: "<=", value: 2 })),
        visited(each({ field: "topic", operator: "in", value: ["latte-art"] })),
        visited(each({ field: "day", operator: ">", value: "2026-11-11" })),
        visited(each({ field: "withGuest", operator: "=", value: true })),
      ])
        assert.deepEqual(await found(rule), [memberId], JSON.stringify(rule));
      const rows = await opened.database.selectFrom("member_event").select("told").execute();
      assert.doesNotMatch(JSON.stringify(rows), /Lovely/);
    });

    test("S3-5 after a merge the events are the other member's, and found there", async () => {
      const { memberId, others, register, found, act } = await start();
      const [other = ""] = others;
      await register(other, "review", { stars: 2 }, "2026-11-12T10:00:00.000Z");
      const merged = await act("merge", { mergedMemberId: other, confirmation: other }, { ifMatch: '"1"' });
      assert.equal(merged.status, 200, merged.body);
      assert.deepEqual(await found(reviewed()), [memberId]);
    });

    test("S3-15 the schema has an event for each type, and a property for each that is no free text", async () => {
      const { tenant } = await start();
      const backend = await startBackend({ database: opened.database });
      const { body } = await (await backend.as({ tenant }))("/filter-schema");
      const events = (body as unknown as FilterSchema).events.map(({ id, label, scale, fields }) => [
        ...[id, label, scale],
        fields.map((field) => `${field.id} ${field.kind}`).join(", "),
      ]);
      assert.deepEqual(events, [
        ["purchase", "purchase", 2, "branch choice, amount number, item set"],
        ["review", "Review written", null, "stars number"],
        ["workshop", "Workshop visited", null, "topic choice, day date, withGuest boolean"],
      ]);
      assert.ok((body as unknown as { events: object[] }).events.every((event) => !("rows" in event)));
    });
  });
