import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { type Caller, startBackend } from "../../support/backend.js";
import { databases } from "../../support/databases.js";
import { makeMembers, makeTenant } from "../../support/tenant.js";

const people = [
  {
    id: "m_1048",
    name: "Noa Ben-David",
    email: "noa@example.com",
    phone: "+972525550118",
    supportId: "7F3K-22",
    externalIds: ["CRM-0055210"],
    cardNumbers: ["6012 3456 7890 1234"],
  },
  { id: "m_muller", name: "Jürgen Müller", email: "jm@example.com" },
  { id: "m_akesson", name: "Åsa Åkesson", email: "aa@example.com" },
  { id: "m_weiss", name: "Eva Weiß", email: "ew@example.com" },
  { id: "m_los", name: "Øyvind Łoś", email: "ol@example.com" },
  { id: "m_isik", name: "İlknur Işık", email: "ii@example.com" },
  { id: "m_obrien", name: "Sean O’Brien", email: "so@example.com" },
  { id: "m_obrian", name: "Aoife OBrien", email: "ao@example.com" },
  { id: "m_hebrew", name: "דָּוִד בן־גוריון", email: "db@example.com" },
  { id: "m_arabic", name: "مُحَمَّد الخطيب", email: "mk@example.com" },
  { id: "m_russian", name: "Алёна Москвина", email: "am@example.com" },
  { id: "m_greek", name: "Ιωάννης Παππάς", email: "ip@example.com" },
  { id: "m_chinese", name: "王伟", email: "ww@example.com" },
  { id: "m_wide", name: "Ｙｕｉ Ｓａｔｏ", email: "ys@example.com" },
  { id: "m_long", name: "Maria Anna Sofia Cecilia Kalogeropoulos", email: "mc@example.com" },
  { id: "M_UPPER", name: "Upper Case", email: "upper.case@example.com", phone: null },
] as const;

/** By the code points of their folded names. */
const everybody = [
  "m_obrian",
  "m_akesson",
  "m_weiss",
  "m_isik",
  "m_muller",
  "m_long",
  "m_1048",
  "m_los",
  "m_obrien",
  "M_UPPER",
  "m_wide",
  "m_greek",
  "m_russian",
  "m_hebrew",
  "m_arabic",
  "m_chinese",
];

/** What is typed, and who is found, in this order. */
const table: readonly (readonly [string, readonly string[]])[] = [
  ["noa", ["m_1048"]],
  ["  NOA  ", ["m_1048"]],
  ["BEN-DAVID", ["m_1048"]],
  ["bendavid", ["m_1048"]],
  ["david noa", ["m_1048"]],
  ["noa dav", ["m_1048"]],
  ["no david", ["m_1048"]],
  ["Noa Ben David", ["m_1048"]],
  ["david ben noa", ["m_1048"]],
  ["oa", []],
  ["noa xavier", []],
  ["noa@example.com", ["m_1048"]],
  ["NOA@Ex", ["m_1048"]],
  ["ｎｏａ＠example.com", ["m_1048"]],
  ["example.com", []],
  ["upper.c", ["M_UPPER"]],
  ["0525550118", ["m_1048"]],
  ["052-555-0118", ["m_1048"]],
  ["052-555", ["m_1048"]],
  ["+972 52 555 0118", ["m_1048"]],
  ["+972 (0)52 555 0118", ["m_1048"]],
  ["00972525550118", ["m_1048"]],
  ["972525550118", ["m_1048"]],
  ["٠٥٢٥٥٥٠١١٨", ["m_1048"]],
  ["0118", ["m_1048"]],
  ["5550118", ["m_1048"]],
  ["118", []],
  ["m_1048", ["m_1048"]],
  ["M_1048", ["m_1048"]],
  ["m_upper", ["M_UPPER"]],
  ["m_104", []],
  ["7f3k-22", ["m_1048"]],
  ["7F3K 22", ["m_1048"]],
  ["7f3k", ["m_1048"]],
  ["crm-0055210", ["m_1048"]],
  ["CRM-005521", []],
  ["6012345678901234", ["m_1048"]],
  ["6012 3456 7890 1234", ["m_1048"]],
  ["6012-3456-7890-1234", ["m_1048"]],
  ["Muller", ["m_muller"]],
  ["MÜLLER", ["m_muller"]],
  ["Mu\u0308ller", ["m_muller"]],
  ["Akesson", ["m_akesson"]],
  ["å", ["m_obrian", "m_akesson", "m_long"]],
  ["weiss", ["m_weiss"]],
  ["WEIẞ", ["m_weiss"]],
  ["oyvind los", ["m_los"]],
  ["ilknur isik", ["m_isik"]],
  ["IŞIK", ["m_isik"]],
  ["o'brien", ["m_obrien", "m_obrian"]],
  ["OʼBrien", ["m_obrien", "m_obrian"]],
  ["obrien", ["m_obrian", "m_obrien"]],
  ["brien", ["m_obrien"]],
  ["דוד", ["m_hebrew"]],
  ["בן-גוריון", ["m_hebrew"]],
  ["محمد", ["m_arabic"]],
  ["москвина", ["m_russian"]],
  ["АЛЕНА", ["m_russian"]],
  ["παππασ", ["m_greek"]],
  ["ΠΑΠΠΆΣ", ["m_greek"]],
  ["王", ["m_chinese"]],
  ["伟", ["m_chinese"]],
  ["yui", ["m_wide"]],
  ["kalogero", ["m_long"]],
  ["sofia maria", ["m_long"]],
  ["cecilia kalogeropoulos maria", ["m_long"]],
  ["%", []],
  ["_", []],
  ["n%a", []],
  ["\\", []],
  ["'", []],
  ["':*", []],
  ["", everybody],
  ["\u200b ", everybody],
];

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let tenant: string;
    let call: Caller;
    before(async () => {
      opened = await open();
      tenant = await makeTenant(opened.database);
      await makeMembers(opened.database, tenant, people);
      call = await (await startBackend({ database: opened.database })).as({ tenant });
    });
    after(() => opened.close());

    const search = async (q: string, more: { limit?: number; cursor?: string; status?: string } = {}) =>
      (await call("/member-searches", { q, ...more })).body;
    const found = async (q: string) => (await search(q)).data.map(({ id }) => id);

    /** Page by page. */
    const walk = async (q: string, limit: number): Promise<string[]> => {
      const ids: string[] = [];
      for (let cursor: string | undefined; ;) {
        const { data, page } = await search(q, { limit, ...(cursor && { cursor }) });
        ids.push(...data.map(({ id }) => id));
        if (page.next === null) return ids;
        cursor = page.next;
      }
    };

    test("members are found as people ask for them, the best first", async () => {
      for (const [q, ids] of table) assert.deepEqual(await found(q), ids, q);
    });

    test("a list is the same in pages of any size, each member once", async () => {
      for (const q of ["", "a", "o", "ma", "obrien", "0118", "m"]) {
        const whole = await found(q);
        for (const limit of [1, 2, 3, 7]) assert.deepEqual(await walk(q, limit), whole, `${q} by ${limit}`);
      }
    });

    test("who is found by many things is listed once, and hides nobody", async () => {
      const zeds = Array.from({ length: 120 }, (_, at) => ({ name: `Zed Zed${at}`, email: `zed${at}@example.com` }));
      const ids = await makeMembers(opened.database, tenant, [
        ...zeds,
        { name: "Other", email: "zedless@example.com" },
      ]);
      const listed = await walk("zed", 25);
      assert.equal(new Set(listed).size, listed.length);
      assert.deepEqual(listed.toSorted(), ids.toSorted());
      assert.equal(listed.at(-1), ids.at(-1), "by an address, after all who are called so");
      for (const id of ids)
        await sql`delete from member_lookup where tenant = ${tenant} and member_id = ${id}`.execute(opened.database);
    });

    test("a list may be narrowed to a status", async () => {
      const [blocked] = await makeMembers(opened.database, tenant, [{ name: "Blocked Person", status: "blocked" }]);
      const by = async (q: string, status: string) => (await search(q, { status })).data.map(({ id }) => id);
      assert.deepEqual(await by("", "blocked"), [blocked]);
      assert.deepEqual(await by("person", "blocked"), [blocked]);
      assert.deepEqual(await by("person", "active"), []);
      assert.deepEqual(await by("", "active"), everybody);
      assert.deepEqual(await by("", "deleted"), []);
    });

    test("a cursor has expired once its place is gone, and is refused where it never was one", async () => {
      const [gone = ""] = await makeMembers(opened.database, tenant, [{ name: "Aaron Aardvark" }]);
      const { data, page } = await search("", { limit: 1 });
      assert.deepEqual(
        data.map(({ id }) => id),
        [gone],
      );
      const etag = (await call(`/members/${gone}`)).headers.get("ETag") ?? "";
      const erased = await call(`/members/${gone}/actions/delete`, { confirmation: gone }, { "If-Match": etag });
      assert.equal(erased.status, 200, erased.text);
      const refused = async (cursor: string) => {
        const { status, body } = await call("/member-searches", { q: "", cursor });
        return [status, body.code];
      };
      assert.deepEqual(await refused(page.next ?? ""), [410, "cursor-expired"]);
      assert.deepEqual(await refused(btoa(JSON.stringify({ probe: 99, id: "m_1048", value: 0 }))), [422, "validation"]);
    });
  });
