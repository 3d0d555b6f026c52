import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Audience, FilterGroup, FilterNode } from "../../../sdk/contract/index.js";
import { startActing } from "../../support/acting.js";
import { startBackend } from "../../support/backend.js";
import { databases } from "../../support/databases.js";
import { makeMembers } from "../../support/tenant.js";

const all = (...rules: FilterNode[]): FilterGroup => ({ combinator: "and", rules });
const vip = all({ field: "tags", operator: "contains", value: "VIP" });

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async (program = {}) => {
      const acting = await startActing(opened.database, { program });
      const backend = await startBackend({ database: opened.database });
      const { tenant } = acting;
      const auditOf = (subject: string) =>
        opened.database
          .selectFrom("audit")
          .select(["action", "operator_id"])
          .where("tenant", "=", tenant)
          .where("subject", "=", subject)
          .orderBy("at")
          .orderBy("id")
          .execute();
      const permissions = ["audiences:edit"];
      return {
        ...acting,
        auditOf,
        ari: await backend.as({ tenant }),
        dana: await backend.as({ tenant, operator: "dana", permissions }),
        vera: await backend.as({ tenant, operator: "vera" }),
      };
    };
    const saved = ({ body }: { body: unknown }) => body as Audience;

    test("S2-16 a saved segment of the own team is an audience for all operators, and finds who is in it by then", async () => {
      const { ari, vera, act, memberId, tenant } = await start();
      const [mate = ""] = await makeMembers(opened.database, tenant, [{ name: "Mate", email: "mate@own.example" }]);
      const team = all({
        combinator: "or",
        rules: [
          { field: "tags", operator: "contains", value: "team" },
          { field: "email", operator: "in", value: ["Mate@own.example"] },
        ],
      });
      const { id } = saved(await ari("/audiences", { name: "Own team", filter: team }));
      const { filter } = saved(await vera(`/audiences/${id}`));
      const found = async () => (await vera("/audience-queries", { filter })).body.data.map((each) => each.id);
      assert.deepEqual(await found(), [mate]);
      assert.equal((await act("add-tag", { tag: "Team" })).status, 200);
      assert.deepEqual((await found()).toSorted(), [mate, memberId].sort());
    });

    test("an audience keeps no address of anybody: whoever a list named stands in it by id", async () => {
      const { ari, tenant } = await start();
      const [ann] = await makeMembers(opened.database, tenant, [{ email: "ann@example.com", phone: "+353861111111" }]);
      const filter = all(
        { field: "email", operator: "in", value: ["ann@example.com", "nobody@example.com"] },
        { combinator: "and", rules: [{ field: "phone", operator: "notIn", value: ["086 111 1111"] }] },
      );
      const audience = saved(await ari("/audiences", { name: "Ann", filter }));
      assert.deepEqual(
        audience.filter,
        all(
          { field: "id", operator: "in", value: [ann ?? ""] },
          { combinator: "and", rules: [{ field: "id", operator: "notIn", value: [ann ?? ""] }] },
        ),
      );
      const rows = await opened.database.selectFrom("audience").selectAll().where("tenant", "=", tenant).execute();
      assert.doesNotMatch(JSON.stringify(rows), /example\.com|086|353/);
      const nobody = all({ field: "email", operator: "in", value: ["nobody@example.com"] });
      const refused = await ari("/audiences", { name: "Nobody", filter: nobody });
      assert.deepEqual([refused.status, refused.body.errors?.[0]?.pointer], [422, "/filter/rules/0/value"]);
    });

    test("the same save again answers what was saved; another under its name, in any case, is a conflict", async () => {
      const { ari, dana, auditOf } = await start();
      const first = await ari("/audiences", { name: "VIPs", filter: vip });
      const again = await ari("/audiences", { name: "VIPs", filter: vip });
      assert.equal(again.text, first.text);
      assert.equal((await auditOf(saved(first).id)).length, 1);
      for (const [call, body] of [
        [ari, { name: "vips", filter: all() }],
        [dana, { name: "VIPs", filter: vip }],
      ] as const) {
        const { status, body: problem } = await call("/audiences", body);
        assert.deepEqual([status, problem.code, problem.errors?.[0]?.pointer], [409, "conflict", "/name"]);
      }
    });

    test("a change or a deletion is another operator's too, is audited, and safe to repeat", async () => {
      const { ari, dana, auditOf } = await start();
      const { id, createdBy } = saved(await ari("/audiences", { name: "Before", filter: vip }));
      const change = { name: "After", description: "All of them", filter: all() };
      for (let times = 0; times < 2; times++) {
        const { status, body } = await dana(`/audiences/${id}`, change, {}, "PATCH");
        assert.equal(status, 200);
        const changed = body as unknown as Audience;
        assert.deepEqual({ ...changed, ...change, createdBy }, changed);
      }
      await ari("/audiences", { name: "Other", filter: vip });
      assert.equal((await dana(`/audiences/${id}`, { name: "other" }, {}, "PATCH")).status, 409);
      assert.equal((await dana(`/audiences/${id}`, undefined, {}, "DELETE")).status, 200);
      assert.equal((await dana(`/audiences/${id}`, undefined, {}, "DELETE")).status, 404);
      const actions = (await auditOf(id)).map((row) => `${row.action} ${row.operator_id ?? ""}`);
      assert.deepEqual(actions.slice(0, 4), [
        "save-audience u_ari",
        "change-audience u_dana",
        "change-audience u_dana",
        "delete-audience u_dana",
      ]);
    });

    test("who may not edit audiences reads them, page by page, by name", async () => {
      const { ari, vera } = await start();
      for (const each of ["b", "C", "a"]) await ari("/audiences", { name: each, filter: vip });
      const names: string[] = [];
      for (let cursor: string | null = ""; cursor !== null;) {
        const { body } = await vera(`/audiences?limit=2${cursor && `&cursor=${cursor}`}`);
        names.push(...body.data.map((each) => each.name ?? ""));
        cursor = body.page.next;
      }
      assert.deepEqual(names, ["a", "b", "C"]);
      const { status, body } = await vera("/audiences", { name: "d", filter: vip });
      assert.deepEqual([status, body.code], [403, "forbidden"]);
    });

    test("an audience is handed on by its id alone, to where the program's campaigns are; the same again is the same", async () => {
      const { ari, memberId } = await start({ campaignWizard: "https://host.example/new?audience={audience}" });
      const hand = async (body: object) => saved(await ari("/audience-handoffs", body)) as unknown as { url: string };
      const { url } = await hand({ filter: vip });
      assert.match(url, /^https:\/\/host\.example\/new\?audience=aud_\w+$/);
      assert.deepEqual(await hand({ filter: vip }), { url });
      const typed = await hand({ filter: all(), q: "noa" });
      const id = typed.url.split("=")[1] ?? "";
      assert.deepEqual(
        saved(await ari(`/audiences/${id}`)).filter,
        all({ field: "id", operator: "in", value: [memberId] }),
      );
      assert.deepEqual((await ari("/audiences")).body.data, []);
    });

    test("a program without campaigns hands nothing on", async () => {
      const { ari } = await start();
      assert.equal((await ari("/audience-handoffs", { filter: vip })).status, 501);
    });
  });
