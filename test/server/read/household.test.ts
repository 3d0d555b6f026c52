import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Household, Member } from "../../../sdk/contract/index.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { people } from "../../../server/seed/people.js";
import { startActing } from "../../support/acting.js";
import { startBackend, type TestBackend } from "../../support/backend.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { changeProgram, makeMember, makeTenant } from "../../support/tenant.js";

const points = (amount: number) => ({ currency: "points", amount });

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    let backend: TestBackend;
    before(async () => {
      opened = await open();
      backend = await startBackend({ database: opened.database });
    });
    after(async () => {
      await backend.close();
      await opened.close();
    });

    /** The acting test's member, who heads a household with Ben, and somebody of none. */
    const startHousehold = async () => {
      const acting = await startActing(opened.database);
      const { tenant, memberId, database, row, act } = acting;
      const ben = await makeMember(database, tenant, { name: "Ben Levi" });
      const stranger = await makeMember(database, tenant, { name: "Somebody Else" });
      const house = { tenant, household_id: "hh_1", name: "The Levis" };
      await insertRows(database, "household_member", [
        { ...house, member_id: memberId, role: "head" },
        { ...house, member_id: ben, role: "member" },
      ]);
      const call = await backend.as({ tenant });
      const ask = (id: string) => call(`/members/${id}/household`);
      const read = async (id: string) => ((await ask(id)).body as unknown as { household: Household | null }).household;
      return {
        ...acting,
        ...{ ben, stranger, ask, read },
        /** Who is of it, and as what. */
        places: async (id: string) => (await read(id))?.members.map((each) => [each.id, each.role]),
        shown: async (id: string) => ((await call(`/members/${id}`)).body as Member).household,
        merge: async (into: string, from: string) =>
          act(
            "merge",
            { mergedMemberId: from, confirmation: from },
            { memberId: into, ifMatch: `"${(await row(into)).version}"` },
          ),
        erase: async (action: "delete" | "opt-out" | "anonymize", id: string) =>
          act(action, { confirmation: id }, { memberId: id, ifMatch: `"${(await row(id)).version}"` }),
      };
    };

    test("it names its members, the head first, with what each could spend and what all could together", async () => {
      const { act, memberId, ben, read, shown } = await startHousehold();
      await act("add", points(100));
      await act("add", points(40), { memberId: ben });
      const household = await read(ben);
      assert.deepEqual(household, await read(memberId));
      assert.deepEqual([household?.id, household?.name], ["hh_1", "The Levis"]);
      const spendable = (accounts: Household["accounts"] = []) =>
        accounts.map(({ currency, spendable }) => `${spendable} ${currency}`);
      assert.deepEqual(
        household?.members.map((each) => [each.name, each.role, spendable(each.accounts)]),
        [
          ["Noa Ben-David", "head", ["100 points", "0 credits"]],
          ["Ben Levi", "member", ["40 points", "0 credits"]],
        ],
      );
      assert.deepEqual(spendable(household.accounts), ["140 points", "0 credits"]);
      assert.deepEqual(await shown(ben), { id: "hh_1", name: "The Levis" });
    });

    test("a total that is no safe integer is not told, and never rounded", async () => {
      const { act, ben, read } = await startHousehold();
      await act("add", points(Number.MAX_SAFE_INTEGER));
      await act("add", points(2), { memberId: ben });
      assert.deepEqual((await read(ben))?.accounts[0], { currency: "points", spendable: null });
    });

    test("who belongs to none has none, and a program without households tells of none", async () => {
      const { tenant, memberId, stranger, ask, read, shown } = await startHousehold();
      assert.deepEqual([await read(stranger), await shown(stranger)], [null, null]);
      await changeProgram(opened.database, tenant, { modules: ["tags"] });
      const { status, body } = await ask(memberId);
      assert.deepEqual([status, body.code], [501, "capability-not-supported"]);
      assert.equal(await shown(memberId), undefined);
    });

    test("S08 another tenant's household of the same id is nobody's business, and who isn't there has none", async () => {
      const { memberId, ask, places } = await startHousehold();
      const other = await startHousehold();
      assert.equal((await places(memberId))?.length, 2, "Both are called hh_1.");
      const { status, body } = await other.ask(memberId);
      assert.deepEqual([status, body.code], [404, "not-found"]);
      assert.equal((await ask("m_nobody")).body.code, "not-found");
    });

    for (const action of ["delete", "opt-out", "anonymize"] as const)
      test(`S0-21 who leaves by ${action} leaves the household, and the others stay`, async () => {
        const { tenant, memberId, ben, ask, erase, places } = await startHousehold();
        assert.equal((await erase(action, memberId)).code, undefined);
        assert.equal((await ask(memberId)).body.code, "member-gone");
        assert.deepEqual(await places(ben), [[ben, "member"]]);
        await erase(action, ben);
        const rows = await opened.database
          .selectFrom("household_member")
          .selectAll()
          .where("tenant", "=", tenant)
          .execute();
        assert.deepEqual(rows, [], "The name went with the last of them.");
      });

    test("S3-5 of who is merged, the one who stays takes the place, and keeps one of their own", async () => {
      const { database, tenant, memberId, ben, stranger, merge, places } = await startHousehold();
      assert.equal((await merge(stranger, memberId)).code, undefined);
      assert.deepEqual(await places(ben), [
        [stranger, "head"],
        [ben, "member"],
      ]);
      const elsewhere = await makeMember(database, tenant, { name: "Elsewhere" });
      const place = { tenant, member_id: elsewhere, household_id: "hh_2", name: "Others", role: "member" };
      await insertRows(database, "household_member", [place]);
      await merge(elsewhere, stranger);
      assert.deepEqual(await places(elsewhere), [[elsewhere, "member"]]);
      assert.deepEqual(await places(ben), [[ben, "member"]]);
    });

    test("S3-5 of a head who is merged into another one of the household, the one who stays is its head", async () => {
      const { memberId, ben, merge, places } = await startHousehold();
      await merge(ben, memberId);
      assert.deepEqual(await places(ben), [[ben, "head"]]);
    });

    test("the demo has a household, and a look at it is a look at all of its members", async () => {
      const tenant = await backend.seed();
      const dana = await backend.as({ tenant, operator: "dana" });
      const { household } = (await dana(`/members/${people.mila}/household`)).body as unknown as {
        household: Household;
      };
      const ids = household.members.map(({ id }) => id);
      assert.deepEqual([...ids].sort(), [people.mila, people.noDevice, people.layla].sort());
      assert.equal(ids[0], people.mila);
      const looks = await opened.database
        .selectFrom("audit")
        .select(["member_id"])
        .where("tenant", "=", tenant)
        .where("action", "=", "view")
        .execute();
      assert.deepEqual(looks.map(({ member_id }) => member_id).sort(), [...ids].sort());
    });

    test("it holds 100 at most, and whose it was asked for is one of them", async () => {
      const { database, tenant, read } = await startHousehold();
      const last = await makeMember(database, tenant, { id: "z_last" });
      const crowd = await Promise.all(Array.from({ length: 110 }, () => makeMember(database, tenant)));
      const house = { tenant, household_id: "hh_many", name: "Many", role: "member" };
      await insertRows(
        database,
        "household_member",
        [...crowd, last].map((member_id) => ({ ...house, member_id })),
      );
      const members = (await read(last))?.members ?? [];
      assert.deepEqual([members.length, members.some(({ id }) => id === last)], [100, true]);
    });

    test("another tenant's operator reads nothing of it by a member of the same id", async () => {
      const { memberId } = await startHousehold();
      const tenant = await makeTenant(opened.database);
      await makeMember(opened.database, tenant, { id: memberId });
      const call = await backend.as({ tenant });
      const { body } = await call(`/members/${memberId}/household`);
      assert.deepEqual(body, { household: null });
    });
  });
