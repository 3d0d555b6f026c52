import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { runDueRules } from "../../../server/due/run-rules.js";
import { readOperations } from "../../../server/read/receipts.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { readAnswer, startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMember } from "../../support/tenant.js";
import { programOf } from "../../../server/domain/masking.js";

const points = (amount: number) => ({ currency: "points", amount });

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    /** A member and a duplicate of theirs. */
    const start = async () => {
      const acting = await startActing(opened.database);
      const { act, preview, row, account, database, tenant, memberId } = acting;
      const duplicate = await makeMember(database, tenant);
      const input = (mergedMemberId: string) => ({ mergedMemberId, confirmation: mergedMemberId });
      const version = async (id: string) => `"${(await row(id)).version}"`;
      return {
        ...acting,
        duplicate,
        on: { memberId: duplicate },
        version,
        merge: async (into = memberId, from = duplicate) =>
          act("merge", input(from), { memberId: into, ifMatch: await version(into) }),
        previewMerge: () => preview("merge", input(duplicate)),
        theirs: () => account("points", duplicate),
        /** Whose rows of a table there are, besides what stays for good. */
        of: async (
          table: "operation" | "member_gift" | "coupon" | "member_tag" | "external_id" | "member_text",
          id: string,
        ) =>
          (
            await database
              .selectFrom(table)
              .selectAll()
              .where("tenant", "=", tenant)
              .where("member_id", "=", id)
              .execute()
          ).length,
        read: async (id: string) => (await readOperations(database, programOf(tenant), [id])).get(id),
      };
    };

    test("L05 every part of every balance moves, with its days; nothing is lost or made, as the preview showed", async () => {
      const { act, merge, previewMerge, account, theirs, on, database, tenant, memberId } = await start();
      await act("add", points(100));
      await act("add", { ...points(70), expiresAt: "2026-12-31" }, on);
      await act("add", points(500), on);
      await act("redeem", points(30), on);
      await act("expire", points(10), on);
      const shown = await previewMerge();
      const { operation, code } = await merge();
      assert.equal(code, undefined);
      assert.deepEqual(shown.operation.changes, operation.changes);
      assert.deepEqual(await account(), { earned: 670, spendable: 630, spent: 30, expired: 10, pending: 0, seq: 2 });
      assert.deepEqual(await theirs(), { earned: 0, spendable: 0, spent: 0, expired: 0, pending: 0, seq: 5 });
      assert.deepEqual(operation.tier, { before: "bronze", after: "silver" });
      const lots = await database
        .selectFrom("lot")
        .select(["expires_on", "amount", "expired"])
        .where("tenant", "=", tenant)
        .where("member_id", "=", memberId)
        .orderBy("expires_on")
        .execute();
      assert.deepEqual(lots, [
        { expires_on: "2026-12-31", amount: 30, expired: 10 },
        { expires_on: "infinity", amount: 600, expired: 0 },
      ]);
    });

    test("S3-5 the whole history of the one who goes is the other one's, each entry once, and can still be undone there", async () => {
      const { act, merge, on, of, read, reverse, account, memberId, duplicate } = await start();
      await act("add", points(100));
      const added = await act("add", { ...points(50), note: "Sorry" }, on);
      await act("redeem", points(20), on);
      await merge();
      assert.equal(await of("operation", memberId), 4);
      assert.equal(await of("operation", duplicate), 1);
      const moved = await read(added.operation.id);
      assert.deepEqual([moved?.member.id, moved?.note], [memberId, "Sorry"]);
      assert.equal((await reverse(added.operation.id)).status, 200);
      assert.deepEqual([(await account())?.earned, (await account())?.spendable], [100, 80]);
    });

    test("gifts, cards, coupons, tags and external ids move; of a card that both have begun, the punches come together", async () => {
      const { act, merge, on, of, memberId, duplicate, database, tenant } = await start();
      await database.insertInto("external_id").values({ tenant, member_id: duplicate, external_id: "CRM-7" }).execute();
      await act("send-asset", { giftId: "gift_pastry" }, on);
      await act("add-tag", { tag: "VIP" });
      for (const tag of ["vip", "weekend"]) await act("add-tag", { tag }, on);
      await act("give-reward", { rewardId: "reward_coffee", deductPoints: false }, on);
      await act("punch-card", { punchCardId: "card_coffee", count: 4 });
      await act("punch-card", { punchCardId: "card_coffee", count: 8 }, on);
      const { operation } = await merge();
      const absorbed = operation.effects.find(({ kind }) => kind === "absorb");
      assert.deepEqual(absorbed?.moved, [
        { what: "entries", count: 5 },
        { what: "gifts", count: 1 },
        { what: "coupons", count: 1 },
        { what: "tags", count: 1 },
        { what: "external-ids", count: 1 },
      ]);
      const held = async (id: string) =>
        Promise.all((["member_gift", "coupon", "member_tag", "external_id"] as const).map((table) => of(table, id)));
      assert.deepEqual(await held(memberId), [1, 1, 2, 1]);
      assert.deepEqual(await held(duplicate), [0, 0, 0, 0]);
      const cards = await sql<{ punches: number; status: string }>`
        select punches, status from member_punch_card where tenant = ${tenant} and member_id = ${memberId}
        and status <> 'withdrawn' order by punches`.execute(database);
      assert.deepEqual(cards.rows, [
        { punches: 2, status: "active" },
        { punches: 10, status: "full" },
      ]);
      const counts = await sql<{ tag: string; members: number }>`
        select tag, sum(members)::int as members from tag where tenant = ${tenant} group by tag order by tag`.execute(
        database,
      );
      assert.deepEqual(counts.rows, [
        { tag: "VIP", members: 1 },
        { tag: "weekend", members: 1 },
      ]);
    });

    test("of what both have and not the same, the member's own stays unless it is picked; what they lack is filled in", async () => {
      const { act, preview, version, memberId, duplicate, database, tenant } = await start();
      const write = (id: string, values: object) =>
        database.updateTable("profile").set(values).where("tenant", "=", tenant).where("member_id", "=", id).execute();
      await write(memberId, { name: "Noa One", email: "one@example.com", phone: null, language: "en" });
      await write(duplicate, { name: "Noa Two", email: "two@example.com", phone: "+353851234567", language: "he" });
      const input = { mergedMemberId: duplicate, confirmation: duplicate };
      const shown = await preview("merge", input);
      assert.deepEqual(
        shown.operation.conflicts?.map(({ attribute, own, other }) => [attribute.id, own, other]).slice(0, 3),
        [
          ["name", "Noa One", "Noa Two"],
          ["email", "one@example.com", "two@example.com"],
          ["language", "en", "he"],
        ],
      );
      const ifMatch = await version(memberId);
      assert.equal(
        (await act("merge", { ...input, take: ["shoe"] }, { ifMatch })).problem.errors?.[0]?.pointer,
        "/take",
      );
      const done = await act("merge", { ...input, take: ["email"] }, { ifMatch });
      assert.equal(done.status, 200);
      assert.equal(done.operation.conflicts, undefined);
      const profile = await database
        .selectFrom("profile")
        .select(["name", "email", "phone", "language"])
        .where("tenant", "=", tenant)
        .where("member_id", "=", memberId)
        .executeTakeFirst();
      assert.deepEqual(profile, { name: "Noa One", email: "two@example.com", phone: "+353851234567", language: "en" });
    });

    test("L06 who was merged is gone: nothing can be done to them or looked up, and their e-mail can be used again", async () => {
      const { act, merge, on, database, tenant, duplicate, memberId } = await start();
      await merge();
      assert.equal((await act("add", points(1), on)).code, "member-gone");
      const rows = await database
        .selectFrom("member_lookup")
        .selectAll()
        .where("tenant", "=", tenant)
        .where("member_id", "=", duplicate)
        .execute();
      assert.deepEqual(rows, []);
      const { status, merged_into } = await database
        .selectFrom("member")
        .select(["status", "merged_into"])
        .where("tenant", "=", tenant)
        .where("id", "=", duplicate)
        .executeTakeFirstOrThrow();
      assert.deepEqual([status, merged_into], ["deleted", memberId]);
      const profiles = await database
        .selectFrom("profile")
        .select("member_id")
        .where("tenant", "=", tenant)
        .where("member_id", "=", duplicate)
        .execute();
      assert.deepEqual(profiles, []);
    });

    test("S3-6 what both got on the same day, of the same amount, is kept twice and pointed out", async () => {
      const { act, merge, previewMerge, on, account, clock } = await start();
      for (const amount of [100, 100, 40]) await act("add", points(amount));
      for (const amount of [100, 100, 100, 25]) await act("add", points(amount), on);
      for (const other of [undefined, on]) await act("add", { currency: "credits", amount: 250 }, other);
      clock.set("2026-11-25T10:00:00Z");
      await act("add", points(25));
      const said = (warnings: readonly { code: string; detail: string }[]) =>
        warnings.filter(({ code }) => code === "earned-twice").map(({ detail }) => detail);
      const expected = [
        "Both profiles got 2.50 credits on 21 Nov 2026.",
        "Both profiles got 100 points on 21 Nov 2026, 2 times.",
      ];
      assert.deepEqual(said((await previewMerge()).operation.warnings), expected);
      assert.deepEqual(said((await merge()).operation.warnings), expected);
      assert.equal((await account())?.earned, 590);
    });

    test("a withdrawal on either profile holds unless the member agreed since; an agreement of the other one is not taken over", async () => {
      const { act, merge, on, version, database, tenant, memberId, duplicate, clock } = await start();
      const set = async (channel: string, granted: boolean, id: string) =>
        act("set-consent", { channel, granted, evidence: "Said so" }, { memberId: id, ifMatch: await version(id) });
      await set("sms", true, memberId);
      await set("email", false, duplicate);
      clock.set("2026-11-22T10:00:00Z");
      await set("sms", false, duplicate);
      await set("email", true, memberId);
      await set("push", true, duplicate);
      await merge();
      const rows = await database
        .selectFrom("consent")
        .select(["channel", "granted"])
        .where("tenant", "=", tenant)
        .where("member_id", "=", memberId)
        .where("channel", "in", ["sms", "email", "push"])
        .orderBy("channel")
        .execute();
      const granted = Object.fromEntries(rows.map((row) => [row.channel, row.granted]));
      assert.deepEqual([granted.sms, granted.email, granted.push ?? false], [false, true, false]);
      assert.equal((await act("add", points(1), on)).code, "member-gone");
    });

    test("the higher of two given tiers stays a floor", async () => {
      const { act, merge, version, duplicate, row } = await start();
      await act("change-tier", { tierId: "gold" }, { memberId: duplicate, ifMatch: await version(duplicate) });
      assert.deepEqual((await merge()).operation.tier, { before: "bronze", after: "gold" });
      await act("add", points(10));
      assert.equal((await row()).tier_id, "gold");
    });

    test("it takes the typed id or name of who goes, the member's ETag, and two members who are not blocked", async () => {
      const { act, merge, version, memberId, duplicate } = await start();
      const typed = async (confirmation: string, ifMatch: string | null) =>
        act("merge", { mergedMemberId: duplicate, confirmation }, { ifMatch });
      assert.equal((await typed(memberId, await version(memberId))).problem.errors?.[0]?.code, "mismatch");
      assert.equal((await typed(duplicate, null)).code, "precondition-required");
      assert.equal((await merge(memberId, memberId)).problem.errors?.[0]?.code, "same-member");
      await act("block", {}, { memberId: duplicate, ifMatch: await version(duplicate) });
      assert.equal((await merge()).code, "member-blocked");
    });

    test("a merge can't be undone, nor a transfer between the two from before it", async () => {
      const { act, merge, reverse, duplicate } = await start();
      await act("add", points(100));
      const transfer = await act("transfer", { ...points(10), toMemberId: duplicate });
      const merged = await merge();
      assert.equal(merged.operation.reversible, null);
      assert.equal((await reverse(merged.operation.id)).code, "not-reversible");
      assert.equal((await reverse(transfer.operation.id)).code, "not-reversible");
    });

    test("a lost answer of a merge, and of what was done to who went, is answered again to the byte", async () => {
      const { act, merge, newKey, on, version, memberId, duplicate, reverse } = await start();
      const before = { ...on, key: newKey() };
      const added = await act("add", points(5), before);
      const input = { mergedMemberId: duplicate, confirmation: duplicate };
      const given = { key: newKey(), ifMatch: await version(memberId) };
      const first = await act("merge", input, given);
      assert.equal((await act("merge", input, given)).body, first.body);
      assert.equal((await act("add", points(5), before)).body, added.body);
      assert.equal((await merge()).problem.errors?.[0]?.pointer, "/mergedMemberId");
      assert.equal((await reverse(added.operation.id)).status, 200);
    });

    test("an event that the rules have yet to see when its member is merged is the other one's for them too", async () => {
      const { merge, on, path, database, tenant, memberId } = await start();
      const origin = { tenant, operator: null, source: "pos", requestId: "req", firesRules: true };
      const amount = { amount: 1200, currency: "EUR", scale: 2 };
      await path.submit({ ...origin, key: "till-1", actionId: "purchase", memberId: on.memberId, input: { amount } });
      await merge();
      const seen: string[] = [];
      const react = ({ member }: { member: { id: string } }) => (seen.push(member.id), null);
      await runDueRules({ database, writePath: path, rules: [{ id: "look", name: "Look", react }] });
      assert.equal(seen.length, 1);
      const due = await database
        .selectFrom("operation")
        .select("member_id")
        .where("tenant", "=", tenant)
        .where("source", "=", "pos")
        .execute();
      assert.deepEqual(due, [{ member_id: memberId }]);
    });

    test("L05 merges of each into the other, and chains, at once from two processes: each goes once, and all points are in one place", async () => {
      const { tenant, operator, clock, newKey, act, memberId, duplicate, account, row } = await start();
      const third = await makeMember(opened.database, tenant);
      const members = [memberId, duplicate, third];
      for (const id of members) await act("add", points(100), { memberId: id });
      const origin = { tenant, operator, source: "manual", requestId: "req_test" };
      const paths = [0, 1].map(() => createWritePath({ database: opened.database, clock }));
      const pairs = members.flatMap((into) => members.filter((from) => from !== into).map((from) => [into, from]));
      const answers = await Promise.all(
        Array.from({ length: 30 }, async (_, index) => {
          const [into = "", from = ""] = pairs[index % pairs.length] ?? [];
          const [path] = index % 2 ? paths : paths.toReversed();
          assert.ok(path);
          const adds = index % 5 === 0;
          const actionId = adds ? "add" : "merge";
          const input = adds ? points(1) : { mergedMemberId: from, confirmation: from };
          const ifMatch = adds ? null : `"${(await row(into)).version}"`;
          return readAnswer(await path.submit({ ...origin, key: newKey(), actionId, memberId: into, input, ifMatch }));
        }),
      );
      const done = answers.filter(({ status, operation }) => status === 200 && operation.action === "merge");
      assert.ok(done.length >= 1 && done.length <= 2);
      for (const { status } of answers) assert.ok([200, 409, 410, 412, 422].includes(status));
      const added = answers.filter(({ status, operation }) => status === 200 && operation.action === "add").length;
      const accounts = await Promise.all(members.map((id) => account("points", id)));
      const sums = accounts.map((each) => each?.earned ?? 0);
      assert.equal(
        sums.reduce((sum, earned) => sum + earned, 0),
        300 + added,
      );
      const rows = await Promise.all(members.map((id) => row(id)));
      assert.equal(rows.filter(({ status }) => status === "deleted").length, done.length);
      for (const [index, { status }] of rows.entries()) if (status === "deleted") assert.equal(sums[index], 0);
    });
  });
