import assert from "node:assert/strict";
import { test } from "node:test";
import { inputSchemaOf } from "../../../sdk/contract/input-schema.js";
import { catalogue, findAction, hasCurrency, type ActionDeclaration } from "../../../sdk/index.js";

const entries: [string, ActionDeclaration][] = Object.entries(catalogue);
const actions = entries.map(([, action]) => action);
/** What the menu offers by default. */
const menu = actions.filter(({ placement }) => placement !== "panel");
/** Checks that these actions stand in this order in a category. Others may stand between them. */
const inOrder = (category: string, ids: readonly string[], among: typeof actions = menu) => {
  const found = among.filter((action) => action.category === category).map(({ id }) => id);
  assert.deepEqual(
    found.filter((id) => ids.includes(id)),
    ids,
  );
};

for (const action of actions) {
  const schema = inputSchemaOf(action);
  const example: Record<string, unknown> = action.example;

  test(`${action.id}: its example passes its own schema, as it is`, () =>
    assert.deepEqual(schema.parse(example), example));

  test(`S10 ${action.id}: an unknown field is refused`, () => {
    for (const name of ["tenantId", "operatorId", "balance", "__proto__"]) {
      const input = JSON.parse(JSON.stringify(example).replace("{", `{"${name}":1,`)) as object;
      assert.equal(schema.safeParse(input).success, false, name);
    }
  });

  test(`${action.id}: each required field is missed by its name`, () => {
    for (const [name, field] of Object.entries(action.fields)) {
      if (!field.required) continue;
      assert.deepEqual(schema.safeParse({ ...example, [name]: undefined }).error?.issues[0]?.path, [name]);
    }
  });

  test(`S21 ${action.id}: NUL and lone surrogates are refused in every text`, () => {
    for (const [name, field] of Object.entries(action.fields)) {
      if (field.maxLength === undefined) continue;
      for (const bad of ["a\0b", "\ud800"])
        assert.equal(schema.safeParse({ ...example, [name]: bad }).success, false, name);
    }
  });
}

test("an action's name in the catalogue is its id, and it is found by it", () => {
  for (const [name, action] of entries) {
    assert.equal(
      name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      action.id,
    );
    assert.equal(findAction(action.id), action);
  }
  for (const id of ["", "nothing", "constructor", "__proto__"]) assert.equal(findAction(id), undefined);
});

test("S0-4 Assets: add and redeem of each currency, then send asset and punch", () => {
  inOrder("assets", ["add", "redeem", "send-asset", "punch-card"]);
  assert.ok([catalogue.add, catalogue.redeem].every(hasCurrency));
});

test("S0-5 Communication: SMS, e-mail, notification", () => {
  inOrder("communication", ["send-sms", "send-email", "send-notification"]);
});

test("S0-6 Delete: the member is deleted by one action", () => inOrder("delete", ["delete"]));

test("S1-7 tagging is an action too, launched from its panel", () => {
  inOrder("tags", ["add-tag", "remove-tag", "rename-tag"], actions);
  assert.ok([catalogue.addTag, catalogue.removeTag].every(({ placement }) => placement === "panel"));
});

test("S0-16 S0-18 an SMS and a notification are a template or a custom text: one of them, whole", () => {
  const sms = inputSchemaOf(catalogue.sendSms);
  assert.ok(sms.safeParse({ templateId: "tpl_sms_winter" }).success);
  assert.ok(sms.safeParse({ body: "Hi" }).success);
  for (const input of [{}, { templateId: "tpl_sms_winter", body: "Hi" }, { note: "no text" }])
    assert.ok(!sms.safeParse(input).success);
  assert.ok(!inputSchemaOf(catalogue.sendNotification).safeParse({ title: "a title alone" }).success);
});

test("S0-17 an e-mail is a template only", () => {
  assert.equal("alternatives" in catalogue.sendEmail, false);
  assert.ok(!inputSchemaOf(catalogue.sendEmail).safeParse({ body: "Hi" }).success);
});

test("S0-13 punching needs no card of the member, only one of the program", () => {
  assert.ok(inputSchemaOf(catalogue.punchCard).safeParse({ punchCardId: "card_coffee" }).success);
});

test("S0-21 S0-22 S2-8 what can't be undone asks for typed confirmation and holds the exact state", () => {
  const irreversible = actions.filter(({ danger }) => danger === "irreversible");
  assert.deepEqual(
    irreversible.map(({ id }) => id),
    ["merge", "opt-out", "anonymize", "delete"],
  );
  for (const action of irreversible) {
    assert.equal(action.holds, "exact");
    assert.ok(Object.values(action.fields).some(({ kind, required }) => kind === "confirmation" && required));
  }
});

test("S3-24 the amount is mandatory, the reason optional", () => {
  for (const action of actions.filter(hasCurrency)) {
    assert.equal(action.fields.amount?.required, true);
    assert.deepEqual([action.fields.reasonCode?.required, action.fields.note?.required], [false, false]);
  }
});

test("S3-25 of adding, subtracting and spending, only adding may have an expiry date; what is reinstated has to", () => {
  assert.deepEqual(
    actions
      .filter(hasCurrency)
      .flatMap(({ id, fields }) => (fields.expiresAt ? [[id, fields.expiresAt.required]] : [])),
    [
      ["add", false],
      ["reinstate", true],
    ],
  );
});

test("S1-8 any string of 1 to 64 characters after trimming is a tag", () => {
  const schema = inputSchemaOf(catalogue.addTag);
  for (const tag of ["VIP", "לקוח ותיק", "🙂", "a".repeat(64), "<b>", "test-user"])
    assert.deepEqual(schema.parse({ tag: ` ${tag} ` }), { tag });
  for (const tag of ["", "   ", "a".repeat(65)]) assert.ok(!schema.safeParse({ tag }).success, tag);
});

test("every free text is marked as personal, but a tag, which filters and counts go by", () => {
  for (const action of actions) {
    for (const [name, field] of Object.entries(action.fields)) {
      if (field.kind === "text" || field.kind === "multiline" || field.kind === "confirmation")
        assert.equal(field.personal, true, `${action.id}.${name}`);
    }
  }
});

const refused: [string, unknown][] = [
  ["0", 0],
  ["-1", -1],
  ["-0", -0],
  ["1.5", 1.5],
  ["NaN", NaN],
  ["1e400", JSON.parse("1e400")],
  ["2^53", 2 ** 53],
  ["2^53 + 1", JSON.parse("9007199254740993")],
  ["2^63", 2 ** 63],
  ...["1e3", "0x1", "1 000", "€1", "١٠٠", "100"].map((text): [string, unknown] => [`"${text}"`, text]),
  ["null", null],
  ["true", true],
  ["[1]", [1]],
];

test("L02 an amount is a positive whole number that JSON carries exactly, or it is refused by its path", () => {
  for (const amount of [1, 100, 2 ** 53 - 1]) {
    assert.deepEqual(inputSchemaOf(catalogue.add).parse({ currency: "points", amount }), {
      currency: "points",
      amount,
    });
  }
  for (const [name, amount] of refused) {
    const issue = inputSchemaOf(catalogue.add).safeParse({ currency: "points", amount }).error?.issues[0];
    assert.deepEqual(issue?.path, ["amount"], name);
  }
});
