import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import type { Program } from "../../../server/domain/program.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { fillTagCounts } from "../../../server/postgres/tag-counts.js";
import { startActing } from "../../support/acting.js";
import { startBackend } from "../../support/backend.js";
import { buffersRead, recordStatements } from "../../support/buffers.js";
import { databases } from "../../support/databases.js";
import { makeMember, makeMembers, makeTenant } from "../../support/tenant.js";

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    /** A program whose members have these tags, each the ones of a row. */
    const tagged = async (rows: readonly (readonly string[])[], program: Partial<Program> = {}) => {
      const acting = await startActing(opened.database, { program });
      const members = [acting.memberId];
      while (members.length < rows.length) members.push(await makeMember(opened.database, acting.tenant));
      for (const [at, tags] of rows.entries())
        for (const tag of tags)
          assert.equal((await acting.act("add-tag", { tag }, { memberId: members[at] ?? "" })).status, 200, tag);
      const call = await (await startBackend({ database: opened.database })).as({ tenant: acting.tenant });
      const suggest = async (prefix: string) =>
        (await call("/tag-searches", { limit: 100, prefix })).body.data.map(({ tag, count }) => `${tag} ${count}`);
      return { ...acting, members, call, suggest };
    };

    test("S1-16 tags are found by their beginning, whatever their case, width, composition and the space around it", async () => {
      const { suggest } = await tagged([
        ["Москва", "Été", "Straße", "ＷＩＤＥ", "İstanbul", "ΟΔΟΣ", "100%", "a_b", "\\x", "VIP"],
      ]);
      const asked: readonly (readonly [string, string])[] = [
        ["Москва", "Москва 1"],
        ["моск", "Москва 1"],
        ["МОСК", "Москва 1"],
        ["été", "Été 1"],
        ["e\u0301", "Été 1"],
        ["E\u0301T", "Été 1"],
        ["STRASSE", "Straße 1"],
        ["straß", "Straße 1"],
        ["wide", "ＷＩＤＥ 1"],
        ["istan", "İstanbul 1"],
        ["οδος", "ΟΔΟΣ 1"],
        ["100%", "100% 1"],
        ["a_", "a_b 1"],
        ["\\", "\\x 1"],
        ["  vip  ", "VIP 1"],
      ];
      for (const [prefix, tag] of asked) assert.deepEqual(await suggest(prefix), [tag], prefix);
      for (const prefix of ["%", "_", "ip", "x", "осква"]) assert.deepEqual(await suggest(prefix), [], prefix);
      assert.deepEqual((await suggest("")).length, 10);
    });

    test("the counts follow every change, and a tag of nobody is none", async () => {
      const { suggest, act, reverse, members, call } = await tagged([["VIP"], ["VIP"], ["VIP", "weekend"]]);
      assert.deepEqual(await suggest(""), ["VIP 3", "weekend 1"]);
      const [first = "", second = "", third = ""] = members;
      const removed = await act("remove-tag", { tag: "VIP" }, { memberId: first });
      await act("remove-tag", { tag: "weekend" }, { memberId: third });
      assert.deepEqual(await suggest(""), ["VIP 2"]);
      await reverse(removed.operation.id);
      assert.deepEqual(await suggest(""), ["VIP 3"]);
      const etag = (await call(`/members/${second}`)).headers.get("ETag") ?? "";
      await call(`/members/${second}/actions/delete`, { confirmation: second }, { "If-Match": etag });
      assert.deepEqual(await suggest(""), ["VIP 2"]);
    });

    test("a tag that all exchange for another is counted no more, where a program was filled with both", async () => {
      const { suggest, act, tenant, members } = await tagged([[], []]);
      const tags = ["decaf", "early bird"];
      const rows = tags.map((tag, at) => ({ tenant, member_id: members[at] ?? "", tag }));
      await insertRows(opened.database, "member_tag", rows);
      await opened.database.transaction().execute((trx) => fillTagCounts(trx, tenant));
      assert.deepEqual(await suggest(""), ["decaf 1", "early bird 1"]);
      assert.equal((await act("rename-tag", { tag: "decaf", to: "early bird" })).status, 200);
      assert.deepEqual(await suggest(""), ["early bird 2"]);
    });

    test("spellings are one tag where the program folds them, the most used one; else each is one", async () => {
      const rows = [["VIP"], ["vip"], ["vip"], ["Vip", "weekend"]];
      assert.deepEqual(await (await tagged(rows, { tagCase: "folded" })).suggest(""), ["vip 4", "weekend 1"]);
      assert.deepEqual(await (await tagged(rows, { tagCase: "exact" })).suggest("V"), ["vip 2", "VIP 1", "Vip 1"]);
    });

    test("the list pages by use and then by code points, each tag once", async () => {
      const { call } = await tagged([["b", "B2", "ä", "Z", "a"], ["b", "a"], ["a"]]);
      const listed: string[] = [];
      for (let cursor = ""; ;) {
        const { body } = await call("/tag-searches", { limit: 2, ...(cursor && { cursor }) });
        listed.push(...body.data.map(({ tag }) => tag));
        if (body.page.next === null) break;
        cursor = body.page.next;
      }
      assert.deepEqual(listed, ["a", "b", "B2", "Z", "ä"]);
    });

    test("a suggestion costs the same however many members have the tag", async () => {
      const recorded = recordStatements(opened.database);
      const backend = await startBackend({ database: recorded.database });
      const cost = async (members: number): Promise<number> => {
        const tenant = await makeTenant(opened.database);
        const ids = await makeMembers(
          opened.database,
          tenant,
          Array.from({ length: members }, () => ({})),
        );
        const rows = ids.flatMap((member_id) => ["VIP", "vegan", "weekend"].map((tag) => ({ tenant, member_id, tag })));
        await insertRows(opened.database, "member_tag", rows);
        await insertRows(
          opened.database,
          "tag",
          ["VIP", "vegan", "weekend"].map((tag) => ({ tenant, folded: tag.toLowerCase(), tag, part: "1", members })),
        );
        await sql`analyze`.execute(opened.database);
        const call = await backend.as({ tenant });
        return buffersRead(recorded, () => call("/tag-searches", { prefix: "v" }));
      };
      const [few, many] = [await cost(50), await cost(2000)];
      assert(many <= few + 5, `${few} buffers of 50 members, ${many} of 2,000`);
    });
  });
