import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { AudiencePage, AudienceQuery, FilterGroup, FilterNode } from "../../../sdk/contract/index.js";
import { startActing } from "../../support/acting.js";
import { startBackend } from "../../support/backend.js";
import { databases } from "../../support/databases.js";
import { makeMembers } from "../../support/tenant.js";

const all = (...rules: FilterNode[]): FilterGroup => ({ combinator: "and", rules });

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    /** A program with these members beside its first, and how they are asked for. */
    const start = async (people: Parameters<typeof makeMembers>[2] = []) => {
      const acting = await startActing(opened.database, {});
      const ids = await makeMembers(opened.database, acting.tenant, people);
      const backend = await startBackend({ database: opened.database });
      const call = await backend.as({ tenant: acting.tenant });
      const ask = async (query: Partial<AudienceQuery> & Pick<AudienceQuery, "filter">) => {
        const { status, body, text } = await call("/audience-queries", query);
        assert.equal(status, 200, text);
        return body as unknown as AudiencePage;
      };
      const found = async (...rules: FilterNode[]) => (await ask({ filter: all(...rules) })).data.map(({ id }) => id);
      return { ...acting, ids, call, ask, found };
    };

    test("S1-10 a tag that is added on a profile is usable by filters at once, in any spelling that the program takes", async () => {
      const { act, found, memberId } = await start([{}]);
      assert.deepEqual(await found({ field: "tags", operator: "contains", value: "vip" }), []);
      assert.equal((await act("add-tag", { tag: "VIP" })).status, 200);
      assert.deepEqual(await found({ field: "tags", operator: "contains", value: "vip" }), [memberId]);
      assert.equal((await act("remove-tag", { tag: "VIP" })).status, 200);
      assert.deepEqual(await found({ field: "tags", operator: "contains", value: "vip" }), []);
    });

    test("S2-1 who deleted their account is in no audience, whatever is asked for, and counted nowhere", async () => {
      const { act, ask, ids, memberId, found } = await start([{ name: "Ann" }, { name: "Bob" }]);
      const gone = await act("delete", { confirmation: memberId }, { ifMatch: '"1"' });
      assert.equal(gone.status, 200, gone.body);
      const page = await ask({ filter: all(), count: true, everybody: true });
      assert.deepEqual(
        page.data.map(({ id }) => id),
        ids,
      );
      assert.deepEqual([page.count?.value, page.everybody?.value], [2, 2]);
      assert.deepEqual(await found({ field: "id", operator: "in", value: [memberId] }), []);
      assert.deepEqual(await found({ field: "status", operator: "!=", value: "active" }), []);
    });

    test("a list that is pasted finds members by their keys as people write them, and tells what nobody has", async () => {
      const people = [
        { name: "Ann", email: "ann@example.com", phone: "+353861234567" },
        { name: "Bob", email: "bob@example.com", phone: "+353867654321", externalIds: ["CRM-7"] },
      ];
      const { ask, ids } = await start(people);
      const [ann, bob] = ids;
      const lists: [string, string[], (string | undefined)[], string[]][] = [
        ["email", ["ANN@Example.com", "who@example.com"], [ann], ["who@example.com"]],
        ["phone", ["086 765 4321", "00353861234567", "12"], [ann, bob], ["12"]],
        ["externalId", ["crm-7", "crm-8"], [bob], ["crm-8"]],
      ];
      for (const [field, value, expected, missing] of lists) {
        const { data, notFound } = await ask({ filter: all({ field, operator: "in", value }) });
        assert.deepEqual(
          data.map(({ id }) => id),
          expected,
          field,
        );
        assert.deepEqual(notFound, [{ pointer: "/filter/rules/0", values: missing }], field);
      }
    });

    test("a page goes on behind its last member, and its cursor holds nothing of theirs but the id", async () => {
      const people = ["Dan", "Ann", "Cid", "Bob"].map((each) => ({ name: each, email: `${each}@example.com` }));
      const { ask, tenant } = await start(people);
      const walk = async (sort: AudienceQuery["sort"]) => {
        const names: string[] = [];
        for (let cursor: string | undefined = ""; cursor !== undefined;) {
          const page: AudiencePage = await ask({
            filter: all({ field: "name", operator: "!=", value: "Noa Ben-David" }),
            ...(sort && { sort }),
            limit: 1,
            ...(cursor && { cursor }),
          });
          names.push(...page.data.map((each) => each.name ?? ""));
          cursor = page.page.next ?? undefined;
          if (cursor) assert.match(Buffer.from(cursor, "base64url").toString(), /^\{"id":"[\w]+"\}$/);
        }
        return names;
      };
      assert(tenant);
      assert.deepEqual(await walk(undefined), ["Ann", "Bob", "Cid", "Dan"]);
      assert.deepEqual(await walk({ field: "email", direction: "descending" }), ["Dan", "Cid", "Bob", "Ann"]);
      assert.deepEqual((await walk({ field: "birthday", direction: "ascending" })).length, 4);
    });
  });
