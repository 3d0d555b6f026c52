import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { people } from "../../../server/seed/people.js";
import { type Caller, startBackend, type TestBackend } from "../../support/backend.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { changeProgram } from "../../support/tenant.js";

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    let backend: TestBackend;
    let tenant: string;
    let kim: Caller;
    before(async () => {
      opened = await open();
      backend = await startBackend({ database: opened.database });
    });
    beforeEach(async () => {
      tenant = await backend.seed();
      kim = await backend.as({ tenant, operator: "kim" });
    });
    after(async () => {
      await backend.close();
      await opened.close();
    });

    const look = (call: Caller, field: string, memberId: string = people.noa) =>
      call(`/members/${memberId}/reveals`, { field });
    const looks = () =>
      opened.database
        .selectFrom("audit")
        .selectAll()
        .where("tenant", "=", tenant)
        .where("action", "=", "reveal")
        .orderBy("id")
        .execute();
    const operations = async () =>
      (await opened.database.selectFrom("operation").select("id").where("tenant", "=", tenant).execute()).length;

    test("a look answers one detail, as it is, and nothing else", async () => {
      const { status, body } = await look(kim, "phone");
      assert.equal(status, 200);
      assert.deepEqual(body, { field: "phone", kind: "phone", value: "+972525550118" });
      assert.deepEqual((await look(kim, "birthday")).body, { field: "birthday", kind: "date", value: "1991-03-14" });
    });

    test("a look is in the audit: who, when, whom and which detail, and never what it is", async () => {
      const { body } = await look(kim, "email");
      const rows = await looks();
      assert.deepEqual(
        rows.map(({ operator_id, member_id, subject, outcome }) => ({ operator_id, member_id, subject, outcome })),
        [{ operator_id: "u_kim", member_id: people.noa, subject: "email", outcome: "shown" }],
      );
      assert.equal(rows[0]?.at.toISOString(), backend.clock.now().toISOString());
      assert.equal((body as unknown as { value: string }).value, "noa@example.com");
      assert(!JSON.stringify(rows).includes("noa@"));
    });

    test("each look is one of its own, changes nothing, and is kept under no key", async () => {
      const [before, version] = [await operations(), (await kim(`/members/${people.noa}`)).headers.get("ETag")];
      await look(kim, "email");
      await look(kim, "email");
      assert.equal((await looks()).length, 2);
      assert.equal(await operations(), before);
      assert.equal((await kim(`/members/${people.noa}`)).headers.get("ETag"), version);
    });

    test("S09 without the permission it is refused, and audited", async () => {
      const reader = await backend.as({ tenant, id: "u_reader", permissions: ["contacts:read", "profile:edit"] });
      const { status, body } = await look(reader, "email");
      assert.deepEqual([status, body.code], [403, "forbidden"]);
      assert.deepEqual(
        (await looks()).map(({ operator_id, outcome }) => [operator_id, outcome]),
        [["u_reader", "forbidden"]],
      );
    });

    test("only a detail that is hidden can be looked at", async () => {
      for (const field of ["name", "milk", "card", "externalId", "nothing"]) {
        const { status, body } = await look(kim, field);
        assert.deepEqual([status, body.errors?.[0]?.pointer], [422, "/field"], field);
      }
      assert.equal((await kim(`/members/${people.noa}/reveals`, { field: "email", more: 1 })).status, 422);
    });

    test("S08 who isn't there, and who was erased, is not looked at", async () => {
      assert.equal((await look(kim, "email", "m_nobody")).status, 404);
      assert.equal((await look(kim, "email", people.erased)).status, 410);
      assert.deepEqual(await looks(), []);
    });

    test("a program that masks nothing has no looks, and does not say that it has", async () => {
      const modules = async () => (await kim("/capabilities")).body.modules;
      assert((await modules()).includes("reveals"));
      await changeProgram(opened.database, tenant, { masksContacts: false });
      assert.equal((await look(kim, "email")).status, 501);
      assert(!(await modules()).includes("reveals"));
    });
  });
