import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { people } from "../../../server/seed/index.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { readAnswer, startActing } from "../../support/acting.js";
import { startBackend } from "../../support/backend.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMember } from "../../support/tenant.js";

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async () => {
      const acting = await startActing(opened.database);
      const { act, database, tenant, memberId } = acting;
      const rowsOf = (table: "member_card" | "member_lookup", id: string) =>
        database.selectFrom(table).selectAll().where("tenant", "=", tenant).where("member_id", "=", id).execute();
      /** All cards of a member as they are stored. */
      const cards = async (id = memberId) =>
        (await rowsOf("member_card", id)).toSorted((one, other) => (one.id < other.id ? -1 : 1));
      /** The numbers of those that count. */
      const active = async (id = memberId) =>
        (await cards(id)).flatMap(({ number, status }) => (status === "active" ? number : [])).toSorted();
      /** By which cards a member is found. */
      const found = async (id = memberId) =>
        (
          await database
            .selectFrom("member_lookup")
            .select("value")
            .where("tenant", "=", tenant)
            .where("member_id", "=", id)
            .where("kind", "=", "card")
            .orderBy("value")
            .execute()
        ).map(({ value }) => value);
      const add = (number: string, given = {}) => act("add-card", { number }, given);
      const replace = async (old: string, number: string, given: { memberId?: string } = {}) => {
        const held = (await cards(given.memberId)).find((card) => card.number === old && card.status === "active");
        return act("replace-card", { replaces: held?.id ?? "mc_none", number }, given);
      };
      const other = await makeMember(database, tenant);
      return { ...acting, rowsOf, cards, active, found, add, replace, other, on: { memberId: other } };
    };

    test("S2-12 a card is added by its number, however it is typed, as previewed, and its member is found by it", async () => {
      const { add, preview, active, found, row } = await start();
      const shown = await preview("add-card", { number: " 6034-1200 ab " });
      assert.deepEqual([await active(), (await row()).version], [[], 1]);
      const { operation } = await add(" 6034-1200 ab ");
      assert.deepEqual(operation.effects, [
        {
          kind: "card",
          subject: { id: "card", name: "Card" },
          value: { before: null, after: "60341200AB", kind: "id" },
        },
      ]);
      assert.deepEqual(shown.operation.effects, operation.effects);
      assert.deepEqual([await active(), await found(), (await row()).version], [["60341200AB"], ["60341200ab"], 2]);
      assert.equal((await add("77")).status, 200);
      assert.deepEqual(await active(), ["60341200AB", "77"], "One may hold several.");
    });

    test("S2-12 what is previewed twice has one tag, though each card would have an id of its own", async () => {
      const { preview, add } = await start();
      const [tag, again] = [
        await preview("add-card", { number: "11" }),
        await preview("add-card", { number: "11" }),
      ].map(({ body }) => (JSON.parse(body) as { previewTag: string }).previewTag);
      assert.equal(tag, again);
      assert.equal((await add("11", { previewMatch: tag })).status, 200);
      assert.equal((await add("12", { previewMatch: tag })).code, "stale");
    });

    test("S2-12 a replaced card counts no more: nobody is found by it, and it is free for another member", async () => {
      const { add, replace, cards, active, found, other, on } = await start();
      await add("11");
      const { operation } = await replace("11", "12");
      assert.deepEqual(operation.effects[0]?.value, { before: "11", after: "12", kind: "id" });
      const [old, come] = (await cards()).toSorted((one, next) => (one.number < next.number ? -1 : 1));
      assert.deepEqual([old?.number, old?.status, old?.replaced_by], ["11", "replaced", come?.id]);
      assert.deepEqual([come?.number, come?.status, come?.replaced_by], ["12", "active", null]);
      assert.deepEqual(await found(), ["12"]);
      assert.equal((await add("11", on)).status, 200);
      assert.deepEqual([await active(other), await found(other)], [["11"], ["11"]]);
    });

    test("S2-12 L04 an undo of each restores the cards and what they are found by, to the row", async () => {
      const { add, replace, reverse, rowsOf, memberId, cards } = await start();
      const all = async () => ({
        cards: await cards(),
        lookups: (await rowsOf("member_lookup", memberId)).map(({ kind, value }) => `${kind} ${value}`).toSorted(),
      });
      const steps = [];
      for (const change of [() => add("11"), () => add("21"), () => replace("11", "12"), () => replace("12", "13")]) {
        const before = await all();
        steps.push({ before, id: (await change()).operation.id });
      }
      for (const { before, id } of steps.toReversed()) {
        assert.equal((await reverse(id)).status, 200);
        assert.deepEqual(await all(), before);
      }
    });

    test("S2-12 what was replaced since is not undone, nor what would give a card twice", async () => {
      const { add, replace, reverse, active, on } = await start();
      const added = await add("11");
      const first = await replace("11", "12");
      const second = await replace("12", "13");
      for (const { operation } of [added, first])
        assert.equal((await reverse(operation.id)).code, "not-reversible", "The card has been replaced.");
      await add("12", on);
      assert.equal((await reverse(second.operation.id)).code, "not-reversible", "It is another member's by now.");
      assert.deepEqual(await active(), ["13"]);
      const third = await replace("13", "14");
      await add("13");
      assert.equal((await reverse(third.operation.id)).code, "not-reversible", "The member has it once more.");
      assert.deepEqual(await active(), ["13", "14"]);
    });

    test("S2-12 a card that somebody has is refused, without a word on whose it is, and stays refused", async () => {
      const { add, replace, preview, active, other, on, newKey } = await start();
      await add("6034 1200 7777", on);
      await add("22");
      const key = newKey();
      const refusals = [
        await preview("add-card", { number: "603412007777" }),
        await add("6034-1200-7777", { key }),
        await replace("22", "603412007777"),
        await add("2 2"),
        await replace("22", "22"),
      ];
      for (const { status, code, problem } of refusals) {
        const [error] = problem.errors ?? [];
        assert.deepEqual([status, code, error?.pointer, error?.code], [409, "conflict", "/number", "taken"]);
        assert.doesNotMatch(JSON.stringify(problem), new RegExp(`${other}"|12007777`));
      }
      await replace("603412007777", "33", on);
      assert.equal((await add("6034-1200-7777", { key })).replayed, true);
      assert.deepEqual(await active(), ["22"]);
    });

    test("S2-12 refused: what is no number, and what the member doesn't hold", async () => {
      const { add, replace, act, cards, other, on } = await start();
      const { status, problem } = await add(" - ");
      assert.deepEqual([status, problem.errors?.[0]?.code], [422, "wrong-format"]);
      await add("11", on);
      const [theirs] = await cards(other);
      for (const replaces of [theirs?.id, "mc_none"])
        assert.equal((await act("replace-card", { replaces, number: "12" })).problem.errors?.[0]?.pointer, "/replaces");
      assert.equal((await replace("11", "12", on)).status, 200);
      assert.equal((await act("replace-card", { replaces: theirs?.id, number: "13" }, on)).code, "conflict");
    });

    test("S2-12 of members who are to have one card at once, in several processes, one has it; the others are refused as if they had come later", async () => {
      const { database, tenant, clock, operator, active } = await start();
      const processes = [1, 2, 3].map(() => createWritePath({ database, clock }));
      for (let round = 0; round < 8; round++) {
        const members = await Promise.all(processes.map(() => makeMember(database, tenant)));
        const origin = { tenant, operator, source: "manual", requestId: "req_test", actionId: "add-card" };
        const answers = await Promise.all(
          processes.map(async (process, index) =>
            readAnswer(
              await process.submit({
                ...origin,
                memberId: members[index] ?? "",
                key: `race-${round}-${index}`,
                input: { number: `race ${round}` },
              }),
            ),
          ),
        );
        assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409, 409]);
        assert.ok(answers.every(({ status, problem }) => status === 200 || problem.errors?.[0]?.code === "taken"));
        assert.deepEqual((await Promise.all(members.map(active))).flat(), [`RACE${round}`]);
      }
    });

    test("S2-12 who gives a card up and who takes it may do so in one breath, and of two who take it one does", async () => {
      const { add, act, cards, active, other, on } = await start();
      await add("11");
      const replaces = (await cards())[0]?.id;
      const [gave, took] = await Promise.all([act("replace-card", { replaces, number: "12" }), add("11", on)]);
      assert.deepEqual([gave.status, took.status, await active(other)], [200, 200, ["11"]]);
      const both = await Promise.all([add("31"), add("31", on)]);
      assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409]);
    });

    test("S2-12 S3-5 a merge moves the cards, and what was done to them can still be undone there", async () => {
      const { add, replace, act, reverse, cards, active, found, memberId, other, on, row } = await start();
      await add("11");
      await add("21", on);
      const replaced = await replace("21", "22", on);
      const ifMatch = `"${(await row()).version}"`;
      const { operation } = await act("merge", { mergedMemberId: other, confirmation: other }, { ifMatch });
      const moved = operation.effects.find(({ kind }) => kind === "absorb")?.moved;
      assert.deepEqual(
        moved?.find(({ what }) => what === "cards"),
        { what: "cards", count: 1 },
      );
      assert.deepEqual([await active(memberId), await found(), await cards(other)], [["11", "22"], ["11", "22"], []]);
      assert.equal((await reverse(replaced.operation.id)).status, 200);
      assert.deepEqual(
        [await active(), await found()],
        [
          ["11", "21"],
          ["11", "21"],
        ],
      );
    });

    for (const leave of ["delete", "opt-out", "anonymize"])
      test(`S2-12 S0-21 ${leave}: no card and no number of one is left, and it is free again`, async () => {
        const { add, replace, act, rowsOf, row, memberId, database, tenant, on } = await start();
        await add("98765001");
        await replace("98765001", "98765002");
        const left = await act(leave, { confirmation: memberId }, { ifMatch: `"${(await row()).version}"` });
        assert.equal(left.status, 200);
        assert.deepEqual([await rowsOf("member_card", memberId), await rowsOf("member_lookup", memberId)], [[], []]);
        for (const table of ["operation", "member_text", "audit"] as const) {
          const rows = await database.selectFrom(table).selectAll().where("tenant", "=", tenant).execute();
          assert.doesNotMatch(JSON.stringify(rows), /9876500/, table);
        }
        assert.equal((await add("98765002", on)).status, 200);
      });

    test("S2-12 the cards that count stand in the details, and all that were held in a list of their own", async () => {
      const backend = await startBackend({ database: opened.database });
      const call = await backend.as({ tenant: await backend.seed() });
      const path = `/members/${people.noa}`;
      const details = async () =>
        (await call(path)).body.details.filter(({ id }: { id: string }) => id === "card") as unknown[];
      const card = (value: string) => ({ id: "card", label: "Card", kind: "id", value });
      assert.deepEqual(await details(), [card("6034120088710042")]);
      await call(`${path}/actions/replace-card`, { replaces: "mc_1048_1", number: "6034 1200 8871 0099" });
      assert.deepEqual(await details(), [card("6034120088710099")]);
      const { data } = (await call(`${path}/cards`)).body as unknown as { data: { number: string; status: string }[] };
      assert.deepEqual(
        data.map(({ number, status }) => [number, status]),
        [
          ["6034120088710099", "active"],
          ["6034120088710042", "replaced"],
        ],
      );
      const search = async (q: string) => ((await call("/member-searches", { q })).body.data as unknown[]).length;
      assert.deepEqual([await search("6034 1200 8871 0099"), await search("6034 1200 8871 0042")], [1, 0]);
    });

    test("S2-12 without the module there are no such actions, no list and no such detail", async () => {
      const { act, tenant, memberId } = await startActing(opened.database, { program: { modules: ["gifts"] } });
      assert.equal((await act("add-card", { number: "11" })).status, 501);
      assert.equal((await act("replace-card", { replaces: "mc_1", number: "11" })).status, 501);
      await opened.database
        .insertInto("member_card")
        .values({ tenant, id: "mc_1", member_id: memberId, number: "1", status: "active", issued_at: "2026-01-01" })
        .execute();
      const call = await (await startBackend({ database: opened.database })).as({ tenant });
      assert.equal((await call(`/members/${memberId}/cards`)).status, 501);
      const { details } = (await call(`/members/${memberId}`)).body;
      assert.ok(details.every(({ id }: { id: string }) => id !== "card"));
    });
  });
