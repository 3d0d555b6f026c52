import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Attribute, AttributeValue } from "../../../sdk/contract/index.js";
import { standardAttributes } from "../../../server/domain/profile.js";
import { lookupRows } from "../../../server/postgres/lookup-rows.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { type Acting, readAnswer, startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMember } from "../../support/tenant.js";

const own = (id: string, kind: string, more: Partial<Attribute> = {}): Attribute => ({
  id,
  label: id,
  kind,
  required: false,
  editable: true,
  ...more,
});

const attributes: readonly Attribute[] = [
  ...Object.values(standardAttributes),
  own("address", "address"),
  own("milk", "choice", { options: [{ value: "oat", label: "Oat milk" }] }),
  own("cups", "number"),
  own("student", "boolean"),
  own("cardSince", "date", { editable: false }),
  own("shoes", "sizes-of-another-kind"),
];

type Changes = Readonly<Record<string, readonly [from: AttributeValue, to: AttributeValue]>>;

const changing = (changes: Changes) => ({
  changes: Object.fromEntries(Object.entries(changes).map(([id, [from, to]]) => [id, { from, to }])),
});

/** What is known of a member, as it stands in the database. */
const known = async ({ database, tenant, memberId }: Acting, id = memberId) => {
  const { name, first_name, email, email_verified, phone, birthday, language } = await database
    .selectFrom("profile")
    .selectAll()
    .where("tenant", "=", tenant)
    .where("member_id", "=", id)
    .executeTakeFirstOrThrow();
  const beside = await database
    .selectFrom("member_attribute")
    .select(["attribute", "value"])
    .where("tenant", "=", tenant)
    .where("member_id", "=", id)
    .orderBy("attribute")
    .execute();
  return {
    name,
    first_name,
    email,
    email_verified,
    phone,
    birthday,
    language,
    beside: beside.map(({ attribute, value }) => [attribute, value]),
  };
};

const lookups = async ({ database, tenant }: Acting, id: string) =>
  (
    await database
      .selectFrom("member_lookup")
      .select(["kind", "value"])
      .where("tenant", "=", tenant)
      .where("member_id", "=", id)
      .execute()
  )
    .map(({ kind, value }) => `${kind} ${value}`)
    .sort();

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async () => {
      const acting = await startActing(opened.database, { program: { attributes } });
      const memberId = await makeMember(acting.database, acting.tenant, {
        name: "Noa Levi",
        email: `noa@${acting.tenant}.example`,
        phone: "+353851234567",
      });
      const edit = (changes: Changes, given = {}) =>
        acting.act("edit-profile", changing(changes), { memberId, ...given });
      return { ...acting, memberId, edit, email: `noa@${acting.tenant}.example` };
    };

    test("S2-4 S3-14 touched attributes are changed, as previewed, and no others; the version rises", async () => {
      const acting = await start();
      const { edit, preview, memberId, row, email } = acting;
      const changes: Changes = {
        email: [email, " Noa.Levi@Example.com "],
        phone: ["+353851234567", "086 123 4567"],
        birthday: [null, "1991-03-14"],
        address: [null, "12 Quay Street\nGalway"],
        milk: [null, "oat"],
        cups: [null, 5],
        student: [null, false],
      };
      const before = await known(acting);
      const shown = await preview("edit-profile", changing(changes), { memberId });
      assert.deepEqual(await known(acting), before, "Nothing is saved until it is done.");
      const { operation } = await edit(changes);
      assert.deepEqual(operation.effects, shown.operation.effects);
      assert.deepEqual(await known(acting), {
        ...before,
        email: "noa.levi@example.com",
        phone: "+353861234567",
        birthday: "1991-03-14",
        beside: [
          ["address", '"12 Quay Street\\nGalway"'],
          ["cups", "5"],
          ["milk", '"oat"'],
          ["student", "false"],
        ],
      });
      assert.deepEqual(
        operation.effects.find(({ subject }) => subject?.id === "milk"),
        {
          kind: "profile",
          subject: { id: "milk", name: "milk" },
          value: { before: null, after: "Oat milk", kind: "text" },
        },
      );
      assert.equal((await row(memberId)).version, 2);
    });

    test("what is emptied is known no more, and an undo brings it back, to the mark of what was confirmed", async () => {
      const acting = await start();
      const { edit, reverse, database, tenant, memberId, email } = acting;
      await database
        .updateTable("profile")
        .set({ email_verified: true })
        .where("tenant", "=", tenant)
        .where("member_id", "=", memberId)
        .execute();
      await edit({ cups: [null, 5] });
      const before = await known(acting);
      const { operation } = await edit({
        cups: [5, null],
        email: [email, "other@example.com"],
        name: ["Noa Levi", "Noah Levy"],
      });
      const { beside, email_verified, name: newName } = await known(acting);
      assert.deepEqual([beside, email_verified, newName], [[], false, "Noah Levy"]);
      assert.equal((await reverse(operation.id)).status, 200);
      assert.deepEqual(await known(acting), before);
    });

    test("they are found by what they are called now, and by nothing that they no longer are", async () => {
      const acting = await start();
      const { edit, reverse, memberId, email, tenant } = acting;
      const before = await lookups(acting, memberId);
      const { operation } = await edit({
        name: ["Noa Levi", "Zoë Brandt"],
        email: [email, "zoe@example.com"],
        phone: ["+353851234567", null],
      });
      const supportId = before.find((each) => each.startsWith("support-id"))?.slice("support-id ".length) ?? "";
      const wanted = lookupRows(tenant, {
        id: memberId,
        name: "Zoë Brandt",
        email: "zoe@example.com",
        phone: null,
        supportId,
        externalIds: [],
        cardNumbers: [],
      });
      assert.deepEqual(await lookups(acting, memberId), wanted.map(({ kind, value }) => `${kind} ${value}`).sort());
      await reverse(operation.id);
      assert.deepEqual(await lookups(acting, memberId), before);
    });

    test("what somebody else has changed since it was seen is refused, at it alone, kept, and changes nothing", async () => {
      const acting = await start();
      const { edit, email } = acting;
      await edit({ email: [email, "theirs@example.com"], cups: [null, 3] });
      const stood = await known(acting);
      const mine: Changes = { email: [email, "mine@example.com"], cups: [3, 4] };
      const refused = await edit(mine, { key: `mine-${acting.tenant}` });
      assert.deepEqual([refused.status, refused.code], [409, "conflict"]);
      assert.deepEqual(
        refused.problem.errors?.map(({ pointer, code }) => [pointer, code]),
        [["/changes/email", "changed"]],
      );
      assert.deepEqual(await known(acting), stood);
      assert.equal((await edit(mine, { key: `mine-${acting.tenant}` })).replayed, true);
      assert.equal((await edit({ cups: [3, 4] })).status, 200, "What nobody else touched can still be changed.");
      assert.equal((await edit({ email: ["theirs@example.com", "mine@example.com"] })).status, 200);
    });

    test("it can't be undone once it has been changed again, and can once that is undone", async () => {
      const { edit, reverse } = await start();
      const first = await edit({ cups: [null, 3], student: [null, true] });
      const second = await edit({ cups: [3, 4] });
      assert.equal((await reverse(first.operation.id)).code, "not-reversible");
      await reverse(second.operation.id);
      assert.equal((await reverse(first.operation.id)).status, 200);
    });

    for (const [what, changes, pointer, code] of [
      ["a required one is emptied", { name: ["Noa Levi", null] }, "/changes/name/to", "required"],
      ["a text of blanks", { name: ["Noa Levi", "  "] }, "/changes/name/to", "too-short"],
      ["an e-mail address that is none", { email: [null, "noa"] }, "/changes/email/to", "wrong-format"],
      ["a phone number that is none", { phone: ["+353851234567", "12"] }, "/changes/phone/to", "wrong-format"],
      ["a birthday to come", { birthday: [null, "2026-11-22"] }, "/changes/birthday/to", "future"],
      ["what there is not to choose", { milk: [null, "goat"] }, "/changes/milk/to", "not-an-option"],
      ["a number as text", { cups: [null, "5"] }, "/changes/cups/to", "wrong-type"],
      ["half a cup", { cups: [null, 0.5] }, "/changes/cups/to", "wrong-type"],
      [
        "a branch that there is none of",
        { homeBranch: ["b_harbour", "b_none"] },
        "/changes/homeBranch/to",
        "not-an-option",
      ],
      [
        "what the program says is not edited",
        { cardSince: [null, "2020-01-01"] },
        "/changes/cardSince/to",
        "not-editable",
      ],
      ["a kind that nobody knows", { shoes: [null, "42"] }, "/changes/shoes/to", "not-editable"],
      ["S10 what the program does not know of anybody", { salt: [null, "x"] }, "/changes/salt", "unknown-field"],
    ] as [string, Changes, string, string][])
      test(`it is refused by the program's own definition: ${what}`, async () => {
        const acting = await start();
        const before = await known(acting);
        const { status, problem } = await acting.edit({ ...changes, student: [null, true] });
        assert.deepEqual([status, problem.errors?.map((each) => [each.pointer, each.code])], [422, [[pointer, code]]]);
        assert.deepEqual(await known(acting), before, "What is right beside it isn't changed either.");
      });

    test("another's e-mail address or number is refused without a word on whose it is, in any spelling, and stays refused", async () => {
      const acting = await start();
      const { edit, preview, memberId, database, tenant, email } = acting;
      await makeMember(database, tenant, {
        id: "m_of-another",
        name: "Whose Ever",
        email: "taken@example.com",
        phone: "+353871112222",
      });
      for (const changes of [
        { email: [email, "TAKEN@example.com"] },
        { phone: ["+353851234567", "087 111 2222"] },
      ] as Changes[]) {
        const key = `taken-${tenant}-${Object.keys(changes).join()}`;
        const refused = [await preview("edit-profile", changing(changes), { memberId }), await edit(changes, { key })];
        for (const { status, code, problem } of refused) {
          assert.deepEqual([status, code, problem.errors?.[0]?.code], [409, "conflict", "taken"]);
          assert.doesNotMatch(JSON.stringify(problem), /of-another|Whose|taken@|1112222/i);
        }
        assert.equal((await edit(changes, { key })).replayed, true);
      }
      assert.equal((await edit({ email: [email, email] })).code, "conflict", "It is like that already.");
    });

    test("an undo gives no address back that another member has by now", async () => {
      const acting = await start();
      const { edit, reverse, database, tenant, email } = acting;
      const { operation } = await edit({ email: [email, "new@example.com"] });
      await makeMember(database, tenant, { email });
      const refused = await reverse(operation.id);
      assert.deepEqual([refused.status, refused.code], [409, "not-reversible"]);
    });

    test("of members who are to have the same address at once, in several processes, one has it; the others are refused as if they had come later", async () => {
      const acting = await start();
      const { database, tenant, clock, operator } = acting;
      const processes = [1, 2, 3].map(() => createWritePath({ database, clock }));
      for (let round = 0; round < 8; round++) {
        const members = await Promise.all(processes.map(() => makeMember(database, tenant)));
        const emails = await Promise.all(members.map(async (id) => (await known(acting, id)).email));
        const answers = await Promise.all(
          processes.map(async (process, index) =>
            readAnswer(
              await process.submit({
                tenant,
                operator,
                source: "manual",
                requestId: "req_test",
                actionId: "edit-profile",
                memberId: members[index] ?? "",
                key: `race-${round}-${index}`,
                input: changing({ email: [emails[index] ?? null, `wanted-${round}@example.com`] }),
              }),
            ),
          ),
        );
        assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
        assert.ok(answers.every(({ status, problem }) => status === 200 || problem.errors?.[0]?.code === "taken"));
      }
    });

    test("who gives an address up and who takes it may do so in one breath", async () => {
      const acting = await start();
      const { database, tenant, edit, email } = acting;
      const memberId = await makeMember(database, tenant);
      const given = { email: [email, "away@example.com"] } as const;
      const from = (await known(acting, memberId)).email;
      const [gave, took] = await Promise.all([edit(given), edit({ email: [from, email] }, { memberId })]);
      assert.deepEqual([gave.status, took.status], [200, 200]);
    });

    test("S0-21 all of it is erased with the member", async () => {
      const acting = await start();
      const { edit, act, memberId, database, tenant } = acting;
      await edit({ address: [null, "12 Canary Street"], name: ["Noa Levi", "Canary"] });
      await edit({ address: ["12 Canary Street", null], phone: ["+353851234567", "+353869990001"] });
      const { version } = await acting.row(memberId);
      assert.equal(
        (await act("delete", { confirmation: memberId }, { memberId, ifMatch: `"${version}"` })).status,
        200,
      );
      const rows = await Promise.all(
        (["member_attribute", "member_text", "member_lookup", "profile"] as const).map((table) =>
          database
            .selectFrom(table)
            .selectAll()
            .where("tenant", "=", tenant)
            .where("member_id", "=", memberId)
            .execute(),
        ),
      );
      assert.deepEqual(rows.flat(), []);
      const operations = await database.selectFrom("operation").selectAll().where("tenant", "=", tenant).execute();
      assert.ok(operations.length > 2 && !/Canary|9990001|51234567/.test(JSON.stringify(operations)));
    });
  });
