import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { AudiencePage, AudienceQuery, FieldRule, FilterGroup, FilterNode } from "../../../sdk/contract/index.js";
import { sql } from "kysely";
import type { RefusalError } from "../../../server/domain/refusal.js";
import { audienceOf } from "../../../server/read/audience/audience.js";
import { within } from "../../../server/read/audience/too-costly.js";
import { startActing } from "../../support/acting.js";
import { NOW, startBackend, TestClock } from "../../support/backend.js";
import { recordStatements } from "../../support/buffers.js";
import { databases } from "../../support/databases.js";
import { makeMembers } from "../../support/tenant.js";
import { programOf } from "../../../server/domain/masking.js";

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
    /** One rule of each kind of field, and whom it must find of three. */
    test("S1-4 every kind of what members are and have can be asked for", async () => {
      const {
        tenant,
        memberId: noa,
        act,
        ids,
        found,
      } = await start([
        { name: "Ann", email: "ann@example.com", cardNumbers: ["77 01"] },
        { name: "Bob", phone: null, status: "blocked" },
      ]);
      const [ann = "", bob = ""] = ids;
      const given = async (action: string, input: Record<string, unknown>, memberId: string) =>
        assert.equal((await act(action, input, { memberId })).status, 200, action);
      await given("add", { currency: "points", amount: 700 }, ann);
      await given("add", { currency: "credits", amount: 250 }, noa);
      await given("send-asset", { giftId: "gift_pastry" }, ann);
      await given("punch-card", { punchCardId: "card_coffee", count: 1 }, noa);
      await given("give-reward", { rewardId: "reward_coffee" }, ann);
      await given("add-tag", { tag: "Tea" }, noa);
      await given("set-consent", { channel: "email", granted: true, evidence: "Signed" }, ann);
      await opened.database
        .updateTable("profile")
        .set({ birthday: "1990-11-25", language: "he", home_branch_id: null })
        .where("tenant", "=", tenant)
        .where("member_id", "=", ann)
        .execute();
      await opened.database
        .updateTable("member")
        .set({ joined_at: "2026-11-20T23:30:00Z" })
        .where("tenant", "=", tenant)
        .where("id", "=", bob)
        .execute();
      const asked: [FieldRule, string[]][] = [
        [{ field: "status", operator: "=", value: "blocked" }, [bob]],
        [{ field: "tier", operator: "in", value: ["silver", "gold"] }, [ann]],
        [{ field: "accounts.points.spendable", operator: ">=", value: 700 }, [ann]],
        [{ field: "accounts.points.spendable", operator: "=", value: 0 }, [noa, bob]],
        [{ field: "accounts.credits.earned", operator: "between", value: [200, 300] }, [noa]],
        [{ field: "gifts", operator: "contains", value: "gift_pastry" }, [ann]],
        [{ field: "punchCards", operator: "notNull" }, [noa]],
        [{ field: "coupons", operator: "in", value: ["reward_coffee", "reward_bag"] }, [ann]],
        [{ field: "tags", operator: "null" }, [ann, bob]],
        [{ field: "tags", operator: "notIn", value: ["TEA"] }, [ann, bob]],
        [{ field: "consents.email", operator: "=", value: true }, [ann]],
        [{ field: "consents.email", operator: "=", value: false }, [noa, bob]],
        [{ field: "birthday", operator: "inNextDays", value: 5 }, [ann]],
        [{ field: "birthday", operator: "inNextDays", value: 4 }, []],
        [{ field: "language", operator: "!=", value: "en" }, [ann]],
        [{ field: "homeBranch", operator: "null" }, [ann]],
        [{ field: "joinedAt", operator: "inLastDays", value: 2 }, [bob]],
        [{ field: "joinedAt", operator: "=", value: "2026-11-20" }, [bob]],
        [{ field: "joinedAt", operator: "<", value: "2023-03-13" }, [noa, ann]],
        [{ field: "email", operator: "beginsWith", value: "ANN@" }, [ann]],
        [{ field: "phone", operator: "null" }, [bob]],
        [{ field: "card", operator: "in", value: ["7701"] }, [ann]],
        [{ field: "externalId", operator: "null" }, [noa, ann, bob]],
        [{ field: "name", operator: "contains", value: "O" }, [noa, bob]],
        [{ field: "visits", operator: "=", value: 0 }, [noa, ann, bob]],
        [{ field: "lastPurchase", operator: "notNull" }, []],
        [{ field: "favouriteItems", operator: "contains", value: "item_tea" }, []],
      ];
      for (const [rule, expected] of asked)
        assert.deepEqual((await found(rule)).toSorted(), [...expected].sort(), JSON.stringify(rule));
    });

    test("S05 what would be SQL is text: it finds what is written so, is refused, and never stands in a statement", async () => {
      const strange = [
        "' or '1'='1",
        "'; drop table member; --",
        "$1",
        "\\\\",
        "%",
        "_",
        "a%b_c\\\\",
        "1) or (1=1",
        '"; --',
      ];
      const { tenant } = await start(strange.map((each) => ({ name: each })));
      const { database, statements } = recordStatements(opened.database);
      const call = await (await startBackend({ database })).as({ tenant });
      const ask = async (query: object) => call("/audience-queries", query);
      for (const value of strange) {
        const { data } = (await ask({ filter: all({ field: "name", operator: "contains", value }) })).body;
        assert.deepEqual(
          data.map((each) => each.name).toSorted(),
          strange.filter((each) => each.includes(value)).toSorted(),
          value,
        );
        for (const operator of ["in", "notIn", "=", "beginsWith", "endsWith"])
          await ask({
            filter: all({ field: "name", operator: operator as "=", value: operator.endsWith("n") ? [value] : value }),
          });
        const refused = [
          { filter: { combinator: "and", rules: [{ field: value, operator: "=", value }] } },
          { filter: { combinator: "and", rules: [{ field: "name", operator: value, value }] } },
          { filter: { combinator: value, rules: [] } },
          { filter: all(), sort: { field: value, direction: "ascending" } },
          { filter: all(), sort: { field: "name", direction: value } },
          { filter: all(), columns: [value] },
          { filter: all(), cursor: value },
          { filter: all({ field: "accounts.points.spendable", operator: "=", value }) },
          { filter: all({ field: "joinedAt", operator: ">", value }) },
          { filter: { combinator: "and", rules: [{ event: value, occurred: true }] } },
        ];
        for (const query of refused) {
          const { status, body } = await ask(query);
          assert.deepEqual([status, body.code], [422, "validation"], JSON.stringify(query));
        }
        const cursor = Buffer.from(JSON.stringify({ id: value })).toString("base64url");
        assert([410, 422].includes((await ask({ filter: all(), cursor })).status), value);
        assert.equal((await ask({ filter: all(), q: value })).status, 200);
      }
      // Each is marked, so that it alone is given up where nobody waits for it any more.
      const texts = statements.map((each) => each.sql.replace(/\/\* [\da-f-]{36} \*\//, ""));
      for (const value of strange.filter((each) => each.length > 2))
        assert(!texts.some((text) => text.includes(value)), value);
      assert(new Set(texts).size < 40, `${new Set(texts).size} shapes of statements`);
    });

    test("S06 a filter too wide, too deep or too long is refused at once, and says where", async () => {
      const { call } = await start();
      const rule = { field: "name", operator: "contains", value: "a" };
      const nested = (depth: number): object =>
        Array.from({ length: depth - 1 }).reduce<object>((inner) => ({ combinator: "or", rules: [inner] }), {
          combinator: "and",
          rules: [rule],
        });
      const wide = { combinator: "and", rules: Array.from({ length: 1000 }, () => rule) };
      const twoWide = { combinator: "and", rules: [0, 1].map(() => ({ ...wide, rules: wide.rules.slice(0, 30) })) };
      const long = {
        combinator: "and",
        rules: [{ field: "id", operator: "in", value: Array.from({ length: 10_001 }, String) }],
      };
      const cases: [object, string, string][] = [
        [nested(1000), "too-deep", ""],
        [nested(6), "too-deep", "/filter/rules/0/rules/0/rules/0/rules/0/rules/0"],
        [wide, "too-many", "/filter/rules"],
        [twoWide, "too-many", "/filter/rules/1/rules/20"],
        [long, "too-many", "/filter/rules/0/value"],
      ];
      for (const [filter, code, pointer] of cases) {
        const { status, body } = await call("/audience-queries", { filter });
        assert.equal(status, 422, pointer);
        assert.deepEqual([body.errors?.[0]?.code, body.errors?.[0]?.pointer], [code, pointer]);
      }
      assert.equal((await call("/audience-queries", { filter: nested(5) })).status, 200);
    });

    test("what is wrong with a row is said at the very part of it", async () => {
      const { call } = await start();
      const wrong: [object, string, string][] = [
        [{ field: "nobody", operator: "=", value: 1 }, "/field", "unknown-field"],
        [{ field: "tags", operator: "=", value: "a" }, "/operator", "not-an-option"],
        [{ field: "name", operator: "=", value: "" }, "/value", "required"],
        [{ field: "name", operator: "=" }, "/value", "required"],
        [{ field: "name", operator: "in", value: ["a", 1] }, "/value/1", "wrong-type"],
        [{ field: "joinedAt", operator: "between", value: ["2026-01-01", "2026-02-30"] }, "/value/1", "wrong-format"],
        [{ field: "joinedAt", operator: "inLastDays", value: 0 }, "/value", "wrong-type"],
        [{ field: "accounts.points.spendable", operator: "between", value: [1] }, "/value", "wrong-type"],
        [
          { event: "purchase", occurred: true, lastDays: 7, between: ["2026-01-01", "2026-01-02"] },
          "/lastDays",
          "one-alternative",
        ],
        [
          {
            event: "purchase",
            occurred: true,
            where: { combinator: "and", rules: [{ field: "name", operator: "=", value: "a" }] },
          },
          "/where/rules/0/field",
          "unknown-field",
        ],
      ];
      for (const [rule, pointer, code] of wrong) {
        const filter = { combinator: "and", rules: [{ field: "status", operator: "=", value: "active" }, rule] };
        const { status, body } = await call("/audience-queries", { filter });
        assert.equal(status, 422, pointer);
        assert.deepEqual(
          body.errors?.map((each) => [each.pointer, each.code]),
          [[`/filter/rules/1${pointer}`, code]],
        );
      }
    });

    test("a channel reaches who agreed, has an address for it, and takes part; what that costs is told", async () => {
      const { ask } = await start([{ name: "Ann", phone: null }, { name: "Bob", status: "blocked" }, { name: "Cid" }]);
      const { reach, count, data } = await ask({ filter: all(), reach: true, count: true, limit: 0 });
      assert.deepEqual([count?.value, data.length], [4, 0]);
      const sms = reach?.find(({ channel }) => channel === "sms");
      // Noa and Cid: Ann has no number, and Bob is blocked.
      assert.deepEqual(sms, { channel: "sms", members: 2, cost: { amount: 14, currency: "EUR", scale: 2 } });
      assert.equal(reach?.find(({ channel }) => channel === "email")?.members, 0);
    });

    test("what is typed beside a filter finds as the quick search does, within the filter", async () => {
      const { ask, ids } = await start([
        { name: "Ann Smith" },
        { name: "Bob Smith", status: "blocked" },
        { name: "Cid" },
      ]);
      const [ann, bob] = ids;
      const find = async (q: string, ...rules: FilterNode[]) =>
        (await ask({ filter: all(...rules), q })).data.map(({ id }) => id);
      assert.deepEqual(await find("smi"), [ann, bob]);
      assert.deepEqual(await find("smi", { field: "status", operator: "=", value: "active" }), [ann]);
      assert.deepEqual(await find("nobody at all"), []);
    });

    // PGlite has no clock to cut a statement by.
    if (name === "PGlite") return;

    test("S06 what takes too long is cut by the database, and the refusal points at what to narrow", async () => {
      const { tenant } = await start([{}]);
      const bought: FilterNode = { event: "purchase", occurred: true };
      const slow: FilterNode = { field: "name", operator: "contains", value: "a" };
      const cut = async (...rules: FilterNode[]) => {
        const { plan } = await audienceOf(opened.database, new TestClock(NOW), programOf(tenant), {
          filter: all(...rules),
        });
        return opened.database.connection().execute(async (connection) => {
          await sql`set statement_timeout = 20`.execute(connection);
          const reading = within(plan, () => sql`select pg_sleep(5)`.execute(connection));
          const error = await reading.then(
            () => null,
            (each: unknown) => each as RefusalError,
          );
          await sql`reset statement_timeout`.execute(connection);
          return [error?.code, error?.refusal.errors?.[0]?.pointer];
        });
      };
      assert.deepEqual(await cut(slow, bought), ["too-costly", "/filter/rules/1"]);
      assert.deepEqual(await cut(slow), ["too-costly", "/filter/rules/0"]);
      assert.deepEqual(await cut(), ["too-costly", "/filter"]);
    });
  });
