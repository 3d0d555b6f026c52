import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { startBackend } from "../../support/backend.js";
import { buffersRead, type Recorded, recordStatements } from "../../support/buffers.js";
import { databases } from "../../support/databases.js";
import { makeMembers, makeTenant } from "../../support/tenant.js";

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
  const alone = { id: "m_alone", name: "Zuzana Černá", email: "zuzana@example.com", phone: "+972525550118", supportId: "7F3K-22" };
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
      const queries = ["", "a", "rosa", "ben 1", "someone1", "+353863", "cerna", "zuzana cerna", "zuzana@example.com", "0525550118"];
      for (const q of [...queries, "0118", "m_alone", "7f3k22", "crm-1", "6012 9999", "9999", "nobody"]) {
        const [small, large] = [await cost(few, q), await cost(many, q)];
        assert.equal(large.hits, small.hits, q);
        assert(large.buffers <= small.buffers * 1.5 + 20, `${q}: ${small.buffers} buffers of 240 members, ${large.buffers} of 5,000`);
        assert(large.buffers < 400, `${q}: ${large.buffers} buffers`);
      }
    });
  });
