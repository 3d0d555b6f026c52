import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { auditKinds, type AuditEntry } from "../../../sdk/contract/index.js";
import { people } from "../../../server/seed/people.js";
import { type Caller, NOW, type Reply, startBackend, type TestBackend } from "../../support/backend.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { searchOf } from "../../support/search-of.js";

interface Page {
  readonly data: readonly AuditEntry[];
  readonly page: { readonly next: string | null };
}

const pageIn = ({ status, text, body }: Reply): Page => {
  assert.equal(status, 200, text);
  return body as unknown as Page;
};

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    let backend: TestBackend;
    let tenant: string;
    let ari: Caller;
    let dana: Caller;
    before(async () => {
      opened = await open();
      backend = await startBackend({ database: opened.database });
    });
    beforeEach(async () => {
      backend.clock.set(NOW);
      tenant = await backend.seed();
      ari = await backend.as({ tenant });
      dana = await backend.as({ tenant, operator: "dana" });
    });
    after(async () => {
      await backend.close();
      await opened.close();
    });

    const second = () => backend.clock.advance(1_000);
    const read = async (query = "", call = ari): Promise<readonly AuditEntry[]> =>
      pageIn(await call("/audit-searches", searchOf(`limit=100&${query}`))).data;
    const told = async (query: string) =>
      (await read(query)).map(({ operator, action, memberId }) => [operator?.id ?? null, action, memberId]);
    const add = async (call: Caller, memberId: string, more: object = {}) => {
      second();
      return (await call(`/members/${memberId}/actions/add`, { currency: "points", amount: 5, ...more })).body;
    };
    const everybody = { combinator: "and", rules: [] };

    test("a write says who did what to whom, when and for which ticket, and a look who was shown", async () => {
      const { id } = await add(dana, people.noa, { reference: "T-4711", note: "Sorry, Noa" });
      const at = backend.clock.now().toISOString();
      second();
      await dana(`/members/${people.mila}`);
      const [look, write] = await read();
      assert(look && write);
      assert.deepEqual(
        { ...write, id: "", requestId: "" },
        {
          ...{ id: "", requestId: "", at, operator: { id: "u_dana", name: "Dana Levi" }, source: "manual" },
          ...{ kind: "change", action: "add", outcome: "applied", memberId: people.noa, operationId: id },
          ...{ reference: "T-4711", subject: null, found: null, memberIds: null, seal: null },
        },
      );
      assert.deepEqual([look.kind, look.action, look.outcome, look.memberId], ["view", "view", "shown", people.mila]);
      assert.doesNotMatch(JSON.stringify(await read()), /Noa|Sorry|Mila/);
    });

    test("S17 an entry says where it stands in the chain, once it is sealed", async () => {
      await add(ari, people.noa);
      await backend.app.runDueWork();
      second();
      await add(ari, people.mila);
      const [fresh, sealed] = await read("kind=change&action=add");
      assert.equal(fresh?.seal, null);
      const kept = await opened.database
        .selectFrom("audit_seal")
        .select(["position", "hash"])
        .where("tenant", "=", tenant)
        .where("audit_id", "=", sealed?.id ?? "")
        .executeTakeFirst();
      assert(kept);
      assert.deepEqual(sealed?.seal, kept);
    });

    test("pages go on behind each other, newest first, each entry once, also of one moment", async () => {
      for (const whom of [people.noa, people.mila, people.empty]) {
        await add(dana, whom);
        // Nothing moves the clock: these are of one moment.
        for (const at of ["", "/activities"]) await dana(`/members/${whom}${at}`);
        await dana("/member-searches", { q: whom });
        await ari(`/members/${whom}/actions/add-note`, { text: "A note" });
      }
      for (const query of ["", `memberId=${people.noa}&`, "kind=change&", "operator=u_dana&", "kind=view&"]) {
        const whole = (await read(query)).filter(({ kind }) => kind !== "audit");
        assert(whole.length > 2, query);
        const ids: string[] = [];
        for (let cursor: string | null = ""; cursor !== null;) {
          const more: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
          const { data, page }: Page = pageIn(await ari("/audit-searches", searchOf(`${query}limit=2${more}`)));
          ids.push(...data.filter(({ kind }) => kind !== "audit").map(({ id }) => id));
          cursor = page.next;
        }
        assert.deepEqual(
          ids,
          whole.map(({ id }) => id),
          query,
        );
        const at = whole.map((each) => each.at);
        assert.deepEqual(at, at.toSorted().toReversed());
      }
    });

    test("it is narrowed by operator, by action, by kind and by time, and by all of them together", async () => {
      await add(dana, people.noa);
      const from = backend.clock.now().toISOString();
      await add(ari, people.noa);
      await dana(`/members/${people.mila}/actions/add-tag`, { tag: "VIP" });
      const to = backend.clock.now().toISOString();
      await add(ari, people.mila);
      assert.deepEqual(await told("operator=u_dana"), [
        ["u_dana", "add-tag", people.mila],
        ["u_dana", "add", people.noa],
      ]);
      assert.deepEqual(await told("action=add&operator=u_ari"), [
        ["u_ari", "add", people.mila],
        ["u_ari", "add", people.noa],
      ]);
      const within = `from=${from}&to=${to}`;
      assert.equal((await told(`kind=change&${within}`)).length, 3);
      assert.deepEqual(await told(`operator=u_ari&action=add&kind=change&memberId=${people.noa}&${within}`), [
        ["u_ari", "add", people.noa],
      ]);
      assert.deepEqual(await told(`operator=u_ari&kind=view&${within}`), []);
      assert.deepEqual(await told("operator=u_nobody"), []);
      assert.deepEqual(await told("action=constructor"), []);
    });

    test("each kind holds what is of it, what was refused too, and all of them hold all", async () => {
      const kim = await backend.as({ tenant, operator: "kim" });
      await add(ari, people.noa);
      await kim(`/members/${people.noa}`);
      await kim("/members/m_nobody");
      await ari("/member-searches", { q: "Noa" });
      await kim(`/members/${people.noa}/actions/delete`, { confirmation: people.noa }, { "If-Match": "*" });
      const file = { filter: everybody, columns: ["id"], format: "csv", purpose: "A test" };
      const { url } = (await ari("/exports", file)).body as unknown as { url: string };
      await (await backend.fetch(`/v1${url}`)).text();
      await ari("/audiences", { name: "Everybody", filter: everybody });
      await read();
      const of = async (kind: string) =>
        (await read(`kind=${kind}`)).map(({ action, outcome }) => `${action} ${outcome}`);
      assert.deepEqual((await of("view")).sort(), ["read not-found", "view shown"]);
      assert.deepEqual(await of("search"), ["search shown"]);
      assert.deepEqual(
        (await of("export")).sort(),
        ["export applied", "export-done applied", "export-taken applied"].sort(),
      );
      assert.deepEqual(await of("audit"), ["audit shown"]);
      assert.deepEqual((await of("change")).sort(), ["add applied", "delete forbidden", "save-audience applied"]);
      const counts = await Promise.all(auditKinds.map(async (kind) => (await read(`kind=${kind}`)).length));
      assert.equal(
        counts.reduce((sum, count) => sum + count),
        (await read()).length,
      );
    });

    test("who was shown a member: alone, in a list that held them, and no other", async () => {
      await dana(`/members/${people.noa}`);
      await dana(`/members/${people.mila}`);
      second();
      await dana("/member-searches", { q: "Noa Ben" });
      await dana("/member-searches", { q: "Mila Nov" });
      const [list, alone, ...others] = await read(`memberId=${people.noa}`);
      assert(list?.memberIds && alone);
      assert.deepEqual([list.action, alone.action, others], ["search", "view", []]);
      assert(list.memberIds.includes(people.noa));
      assert.equal(list.found, list.memberIds.length);
      assert.deepEqual(await read("memberId=m_never&operator=u_dana"), []);
    });

    test("by a ticket: what was done for it, in whichever form it is written, and what was declined", async () => {
      const reference = "T-Café";
      const { id } = await add(ari, people.noa, { reference: reference.normalize("NFD") });
      await add(ari, people.mila, { reference });
      await add(ari, people.mila, { reference: "T-other" });
      const limits = [{ action: "add", currency: "points", per: "day", amount: 1 }] as const;
      const limited = await backend.as({ tenant, operator: "dana", limits });
      const asked = await add(limited, people.noa, { reference });
      assert.equal(asked.status, "awaiting_approval");
      second();
      await ari(`/approvals/${asked.id}/decision`, { decision: "decline" });
      const found = await read(`reference=${encodeURIComponent(reference)}`);
      assert.deepEqual(
        found.map(({ action, outcome, memberId }) => [action, outcome, memberId]),
        [
          ["decline", "declined", people.noa],
          ["add", "awaiting-approval", people.noa],
          ["add", "applied", people.mila],
          ["add", "applied", people.noa],
        ],
      );
      const narrow = `reference=${encodeURIComponent(reference)}&memberId=${people.noa}&operator=u_ari&action=add`;
      assert.deepEqual(
        (await read(narrow)).map(({ operationId }) => operationId),
        [id],
      );
      const [first] = found;
      const { data, page } = pageIn(await ari("/audit-searches", { limit: 3, reference }));
      assert.equal(data[0]?.id, first?.id);
      const rest = pageIn(await ari("/audit-searches", { reference, cursor: page.next ?? "" }));
      assert.deepEqual(rest.data, found.slice(3));
    });

    test("S0-21 S16 who was erased is there by id: what was done to them stays, and nothing that was typed", async () => {
      await add(dana, people.noa, { reference: "T-Noa-Ben-David" });
      await dana(`/members/${people.noa}`);
      second();
      const version = (await ari(`/members/${people.noa}`)).headers.get("ETag") ?? "";
      const { status } = await ari(
        `/members/${people.noa}/actions/delete`,
        { confirmation: people.noa },
        { "If-Match": version },
      );
      assert.equal(status, 200);
      const rows = await read(`memberId=${people.noa}`);
      assert.deepEqual(
        rows.map(({ action, operator, reference }) => [action, operator?.id, reference]).sort(),
        [
          ["add", "u_dana", null],
          ["delete", "u_ari", null],
          ["view", "u_ari", null],
          ["view", "u_dana", null],
        ].sort(),
      );
      assert.deepEqual(await read("reference=T-Noa-Ben-David"), []);
    });

    test("that somebody reads the audit is in it, whose part too, the same within five minutes once", async () => {
      assert.deepEqual(await read(), [], "It is written once it is read.");
      await read();
      await read("operator=u_dana");
      await read(`memberId=${people.noa}`);
      assert.deepEqual((await told("kind=audit")).sort(), [
        ["u_ari", "audit", null],
        ["u_ari", "audit", people.noa],
      ]);
      backend.clock.advance(5 * 60_000);
      const later = await backend.as({ tenant });
      await read("", later);
      assert.equal((await read("kind=audit", later)).length, 3);
    });

    test("S09 without audit:read it is refused, and that is in it; with that alone it is answered", async () => {
      const curious = await backend.as({ tenant, operator: "dana", id: "u_curious" });
      const { status, body } = await curious("/audit-searches", {});
      assert.deepEqual([status, body.code], [403, "forbidden"]);
      const auditor = await backend.as({ tenant, id: "u_auditor", permissions: ["audit:read"] });
      const rows = await read("", auditor);
      assert.deepEqual(
        rows.map(({ operator, action, outcome, requestId }) => [operator?.id, action, outcome, requestId]),
        [["u_curious", "audit", "forbidden", body.requestId]],
      );
      assert.deepEqual(
        rows[0]?.operator,
        { id: "u_curious", name: "u_curious" },
        "Who never changed anything has no name.",
      );
    });

    test("S08 there is nothing of another program in it, whatever is asked for", async () => {
      const other = await backend.seed();
      const theirs = await backend.as({ tenant: other, id: "u_theirs" });
      for (const whom of [people.noa, people.mila]) await add(theirs, whom, { reference: "T-theirs" });
      await theirs("/member-searches", { q: "Noa" });
      const { page } = pageIn(await theirs("/audit-searches", { limit: 1 }));
      const queries = [
        "",
        `memberId=${people.noa}`,
        "operator=u_theirs",
        "reference=T-theirs",
        "kind=change",
        "action=add",
      ];
      for (const query of [...queries, `cursor=${page.next ?? ""}`])
        assert.deepEqual(
          (await read(query)).filter(({ kind }) => kind !== "audit"),
          [],
          query,
        );
    });

    test("S05 what can't be asked for is refused, and pointed at", async () => {
      const wrong: readonly (readonly [string, string])[] = [
        ["kind=anything", "/kind"],
        ["limit=0", "/limit"],
        ["limit=101", "/limit"],
        ["cursor=bWFkZSB1cA", "/cursor"],
        ["from=yesterday", "/from"],
        ["from=2026-11-21T10:00:00Z&to=2026-11-20T10:00:00Z", "/from"],
        ["reference=%20", "/reference"],
        ["operator=", "/operator"],
        ["memberId=m%00", "/memberId"],
        ["member=m_1048", "/member"],
      ];
      for (const [query, pointer] of wrong) {
        const { status, body } = await ari("/audit-searches", searchOf(query));
        assert.deepEqual([status, body.code, body.errors?.[0]?.pointer], [422, "validation", pointer], query);
      }
      assert.deepEqual(await read("operator=%27%20or%20true--"), []);
    });
  });
