import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { allRoutes } from "../../../sdk/contract/all-routes.js";
import type { Attribute, Detail, FilterField, Operation } from "../../../sdk/contract/index.js";
import type { Route } from "../../../sdk/contract/route.js";
import { northwind } from "../../../server/seed/northwind.js";
import { people } from "../../../server/seed/people.js";
import { type Caller, type Reply, startBackend, type TestBackend } from "../../support/backend.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { changeProgram } from "../../support/tenant.js";

/** What the member is made to have, by attribute. */
const secrets = {
  email: "zebra.canary@northwind.example",
  phone: "+353871239876",
  birthday: "1987-06-05",
  address: "7 Canary Lane\nDublin",
  partner: "Canary Partner",
} as const;
type Secret = keyof typeof secrets;

/** What must be nowhere: of each, more than its mask leaves. */
const traces = ["ebra.canary", "8712398", "87 123 98", "1987", "Canary Lane", "Canary Partner"];
const tracesIn = (text: string): string[] => traces.filter((trace) => text.includes(trace));

const partner: Attribute = {
  id: "partner",
  label: "Partner",
  kind: "text",
  required: false,
  editable: true,
  personal: true,
};

/** All rights but the one to see contact data. */
const everything = [
  ...["profile:edit", "messages:sms", "messages:email", "members:merge", "members:bulk", "members:export"],
  ...["audiences:edit", "jobs:read", "approvals:decide", "ledger:add"],
];

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    let backend: TestBackend;
    let tenant: string;
    let ari: Caller;
    /** Who may not see contact data. */
    let dana: Caller;
    /** Who may. */
    let sees: Caller;

    before(async () => {
      opened = await open();
      backend = await startBackend({ database: opened.database });
      tenant = await backend.seed();
      const attributes = [...(northwind.program.attributes ?? []), partner];
      await changeProgram(opened.database, tenant, { attributes });
      ari = await backend.as({ tenant });
      dana = await backend.as({ tenant, operator: "dana", permissions: everything });
      sees = await backend.as({ tenant, id: "u_sees", permissions: [...everything, "contacts:read"] });
      const changes: Record<string, object> = {};
      for (const [id, to] of Object.entries(secrets)) changes[id] = { from: await known(ari, id), to };
      assert.equal((await edit(ari, changes)).status, 200);
      // What was sent lies in the timeline, with where it went.
      assert.equal((await ari(`/members/${people.noa}/actions/send-sms`, { templateId: "tpl_sms_sorry" })).status, 200);
      assert.equal(
        (await ari(`/members/${people.noa}/actions/send-email`, { templateId: "tpl_email_tier" })).status,
        200,
      );
    });
    after(async () => {
      await backend.close();
      await opened.close();
    });

    const detailsOf = async (call: Caller): Promise<Detail[]> => (await call(`/members/${people.noa}`)).body.details;
    const known = async (call: Caller, id: string) => (await detailsOf(call)).find((each) => each.id === id)?.value;
    const edit = async (call: Caller, changes: object, kind = "actions"): Promise<Reply> => {
      const etag = (await ari(`/members/${people.noa}`)).headers.get("ETag") ?? "";
      return call(`/members/${people.noa}/${kind}/edit-profile`, { changes }, { "If-Match": etag });
    };
    const audience = (call: Caller, rule: object, more: object = {}) =>
      call("/audience-queries", { filter: { combinator: "and", rules: [rule] }, count: true, ...more });
    const search = async (call: Caller, q: string) =>
      (await call("/member-searches", { q })).body.data.map(({ id }) => id);

    test("contact data are dots for who may not see them, and marked as such; the names are not", async () => {
      const shown = new Map((await detailsOf(dana)).map((detail) => [detail.id, detail]));
      const kinds = (Object.keys(secrets) as Secret[]).map((id) => shown.get(id)?.kind);
      assert.deepEqual(
        kinds,
        kinds.map(() => "masked"),
      );
      assert.equal(shown.get("email")?.value, "z••••@northwind.example");
      assert.equal(shown.get("phone")?.value, "••••76");
      assert.equal(shown.get("birthday")?.value, "••••");
      assert.equal(shown.get("address")?.value, "••••");
      assert.equal(shown.get("partner")?.value, "••••");
      assert.equal(shown.get("milk")?.kind, "text");
      assert.equal((await dana(`/members/${people.noa}`)).body.name, "Noa Ben-David");
    });

    test("who has the permission, or all, sees them, and so does everybody in a program that masks nothing", async () => {
      for (const call of [ari, sees])
        for (const [id, value] of Object.entries(secrets)) assert.equal(await known(call, id), value);
      const other = await backend.seed();
      await changeProgram(opened.database, other, { masksContacts: false });
      const vera = await backend.as({ tenant: other, operator: "vera", permissions: [] });
      const { details } = (await vera(`/members/${people.noa}`)).body;
      assert(!details.some(({ kind }) => kind === "masked"));
      assert(String(details.find(({ id }) => id === "email")?.value).includes("noa"));
    });

    test("no route that reads, no preview and no receipt holds any of them", async () => {
      const done = (await dana(`/members/${people.noa}/actions/send-sms`, { templateId: "tpl_sms_gold" })).body.id;
      const bodies: Readonly<Record<string, unknown>> = {
        searchMembers: { q: "Noa" },
        readMembers: { ids: [people.noa] },
        memberViews: { views: [{ memberId: people.noa, parts: ["member", "activities"] }] },
        audienceQuery: {
          filter: { combinator: "and", rules: [] },
          columns: ["name", "id", "tags"],
          limit: 100,
        },
        settle: { idempotencyKey: "masking-key" },
      };
      const key = { "Idempotency-Key": "masking-key" };
      const routes = (Object.entries(allRoutes) as [string, Route][]).filter(
        ([id, { method, streams }]) => !streams && (method === "GET" || id in bodies),
      );
      const told = new Map<string, string>();
      const first = await dana(`/members/${people.noa}/actions/send-email`, { templateId: "tpl_email_tier" }, key);
      told.set("write", first.text);
      for (const [id, { path }] of routes) {
        const filled = path.replace("{memberId}", people.noa).replace("{operationId}", done);
        told.set(id, (await dana(filled, bodies[id], key)).text);
      }
      const previews: readonly (readonly [string, object])[] = [
        ["send-sms", { body: "Hello" }],
        ["send-email", { templateId: "tpl_email_thanks" }],
        ["merge", { mergedMemberId: people.duplicate, confirmation: people.duplicate }],
        ["add", { currency: "points", amount: 5, notify: "tpl_sms_balance" }],
      ];
      for (const [action, input] of previews) {
        const preview = await dana(`/members/${people.noa}/previews/${action}`, input);
        assert.equal(preview.status, 200, preview.text);
        told.set(`preview of ${action}`, preview.text);
      }
      const merged = { mergedMemberId: people.noa, confirmation: people.noa };
      told.set("as the other member", (await dana(`/members/${people.duplicate}/previews/merge`, merged)).text);
      const again = await dana(`/members/${people.noa}/actions/send-email`, { templateId: "tpl_email_tier" }, key);
      assert.equal(again.headers.get("Idempotent-Replayed"), "true");
      assert.equal(again.text, first.text, "A replay is the same to the byte.");
      for (const [what, text] of told) assert.deepEqual([what, tracesIn(text)], [what, []]);
      const activities = await ari(`/members/${people.noa}/activities?limit=100`);
      assert.deepEqual(tracesIn(activities.text).length > 3, true, "Whoever may see them sees them there.");
    });

    test("where a message goes is marked as hidden, and what the profile was changed to", async () => {
      const { data } = (await dana(`/members/${people.noa}/activities?limit=100`)).body;
      const entries = data as unknown as Operation[];
      const sent = entries.find(({ action, status }) => action === "send-sms" && status === "applied")?.message;
      assert.deepEqual([sent?.to, sent?.masked], ["••••76", true]);
      const edited = entries.find(({ action }) => action === "edit-profile")?.effects ?? [];
      const values = Object.fromEntries(edited.map(({ subject, value }) => [subject?.id ?? "", value]));
      assert.deepEqual([values.email?.after, values.email?.kind], ["z••••@northwind.example", "masked"]);
      assert.deepEqual([values.birthday?.after, values.birthday?.kind], ["••••", "masked"]);
    });

    test("both sides of a merge are masked where they differ", async () => {
      const preview = await dana(`/members/${people.mila}/previews/merge`, {
        mergedMemberId: people.noa,
        confirmation: people.noa,
      });
      const conflicts = (preview.body as unknown as Operation).conflicts ?? [];
      const phone = conflicts.find(({ attribute }) => attribute.id === "phone");
      assert.deepEqual([phone?.kind, phone?.other], ["masked", "••••76"]);
      assert.match(String(phone?.own), /^••••\d\d$/);
      assert.deepEqual(tracesIn(preview.text), []);
    });

    test("a search finds by the whole of a hidden address or number, and by no part of it", async () => {
      for (const q of [secrets.email, secrets.phone, "087 123 9876", "Noa Ben", people.noa])
        assert((await search(dana, q)).includes(people.noa), q);
      for (const q of [
        "zebra.canary@",
        "zebra.canary@northwind.exampl",
        "zebra",
        "08712398",
        "+35387123987",
        "39876",
      ]) {
        assert(!(await search(dana, q)).includes(people.noa), q);
        assert((await search(sees, q)).includes(people.noa), q);
        const { data } = (await dana("/audience-queries", { filter: { combinator: "and", rules: [] }, q })).body;
        assert(!data.some(({ id }) => id === people.noa), q);
      }
    });

    test("a filter asks about hidden data by the whole of an address, or whether there is any; a sort and a column do not", async () => {
      const refused = [
        { field: "email", operator: "beginsWith", value: "z" },
        { field: "phone", operator: "contains", value: "123" },
        { field: "birthday", operator: "<", value: "1990-01-01" },
        { field: "birthday", operator: "inNextDays", value: 7 },
        { field: "attributes.partner", operator: "=", value: "Canary Partner" },
        { field: "attributes.address", operator: "contains", value: "Lane" },
      ];
      for (const rule of refused) {
        assert.equal((await audience(dana, rule)).status, 422, JSON.stringify(rule));
        assert.equal((await audience(sees, rule)).status, 200, JSON.stringify(rule));
        const target = { filter: { combinator: "and", rules: [rule] } };
        const job = { target, action: "add", input: { currency: "points", amount: 1 } };
        assert.equal((await dana("/bulk-previews", job)).status, 422, JSON.stringify(rule));
        const kept = { name: JSON.stringify(rule), filter: target.filter };
        assert.equal((await dana("/audiences", kept)).status, 422, JSON.stringify(rule));
      }
      const { body } = await audience(dana, { field: "email", operator: "in", value: [secrets.email] });
      assert.deepEqual(
        body.data.map(({ id }) => id),
        [people.noa],
      );
      assert.equal((await audience(dana, { field: "birthday", operator: "notNull" })).status, 200);
      const all = { field: "status", operator: "=", value: "active" };
      for (const field of ["email", "phone", "birthday", "attributes.address"]) {
        assert.equal((await audience(dana, all, { columns: [field] })).status, 422, field);
        assert.equal((await audience(dana, all, { sort: { field, direction: "ascending" } })).status, 422, field);
        const file = {
          filter: { combinator: "and", rules: [] },
          columns: ["id", field],
          format: "csv",
          purpose: "A test",
        };
        assert.equal((await dana("/exports", file)).status, 422, field);
        assert.equal((await sees("/exports", file)).status, 200, field);
      }
      const schema = (await dana("/filter-schema")).body as unknown as { fields: FilterField[] };
      const email = schema.fields.find(({ id }) => id === "email");
      assert.deepEqual(
        [email?.operators, email?.column, email?.sortable],
        [["in", "notIn", "null", "notNull"], false, false],
      );
    });

    test("what is typed beside a filter finds no part of hidden data in a job either", async () => {
      const job = (q: string) => ({
        target: { filter: { combinator: "and", rules: [] }, q },
        action: "add",
        input: { currency: "points", amount: 1 },
      });
      const found = async (call: Caller, q: string) => (await call("/bulk-previews", job(q))).body as unknown as Job;
      assert.equal((await found(dana, "zebra.canary")).progress.total, 0);
      assert.equal((await found(dana, secrets.email)).progress.total, 1);
      assert.equal((await found(sees, "zebra.canary")).progress.total, 1);
    });

    test("a segment that asks about a birthday still has its members", async () => {
      const filter = { combinator: "and", rules: [{ field: "birthday", operator: "=", value: secrets.birthday }] };
      const saved = await sees("/audiences", { name: "June", filter, isSegment: true });
      assert.equal(saved.status, 200, saved.text);
      const { body } = await audience(dana, { field: "segments", operator: "in", value: [saved.body.id] });
      assert.deepEqual(
        body.data.map(({ id }) => id),
        [people.noa],
      );
      assert((await dana(`/members/${people.noa}`)).body.segments.some(({ name: of }) => of === "June"));
      await sees(`/audiences/${saved.body.id}`, undefined, {}, "DELETE");
    });

    test("dots are never written back, by whoever", async () => {
      for (const call of [dana, ari]) {
        const address = await known(call, "address");
        const reply = await edit(call, { address: { from: address, to: "••••" } });
        assert.deepEqual([reply.status, reply.body.errors?.[0]?.code], [422, "masked"]);
      }
      assert.equal((await edit(dana, { phone: { from: "••••76", to: "••••76" } })).status, 422);
      assert.equal(
        (await edit(dana, { email: { from: "z••••@northwind.example", to: "z••••@northwind.example" } })).status,
        422,
      );
      for (const [id, value] of Object.entries(secrets)) assert.equal(await known(ari, id), value);
    });

    test("a hidden detail is replaced over its mask, and nothing tells whether a guess was right", async () => {
      const outcome = async (from: string, to: string) => {
        const { status, body } = await edit(dana, { birthday: { from, to } }, "previews");
        return { status, code: (body as { code?: string }).code, effects: (body as { effects?: unknown }).effects };
      };
      const right = await outcome("••••", secrets.birthday);
      assert.deepEqual([right.status, right.effects], [200, (await outcome("••••", "1991-01-02")).effects]);
      assert.deepEqual(await outcome(secrets.birthday, "1991-01-02"), await outcome("1980-02-03", "1991-01-02"));
      assert.equal((await edit(dana, { partner: { from: "••••", to: "Somebody Else" } })).status, 200);
      assert.equal(await known(ari, "partner"), "Somebody Else");
      const back = await edit(ari, { partner: { from: "Somebody Else", to: secrets.partner } });
      assert.equal(back.status, 200);
    });

    test("the tag of a preview is the same to nobody who tries what it was made of", async () => {
      const tag = async (memberId: string) =>
        (await dana(`/members/${memberId}/previews/add`, { currency: "points", amount: 5 })).body.previewTag;
      assert.equal(await tag(people.noa), await tag(people.noa));
      assert.notEqual(await tag(people.noa), await tag(people.mila));
    });
  });

interface Job {
  readonly progress: { readonly total: number };
}
