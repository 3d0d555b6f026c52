import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { type ActionDeclaration, catalogue } from "../../../sdk/contract/index.js";
import { type Caller, startBackend, type TestBackend } from "../../support/backend.js";
import { checkProperty } from "../../support/property.js";

let backend: TestBackend;
let tenant: string;
let ari: Caller;
before(async () => {
  backend = await startBackend();
  tenant = await backend.seed();
  ari = await backend.as({ tenant });
});
after(() => backend.close());

/** What somebody might try to set beside what an action asks for. */
const tempting = [
  "balance",
  "spendable",
  "tenant",
  "tenantId",
  "operator",
  "operatorId",
  "memberId",
  "consents",
  "consent",
  "force",
  "createdAt",
  "at",
  "role",
  "permissions",
  "status",
  "source",
  "tier",
  "id",
  "key",
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
];

const withField = (input: object, name: string, value: unknown): string =>
  `${JSON.stringify(input).slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(value ?? null)}}`;

const actions: readonly ActionDeclaration[] = Object.values(catalogue);

const assertUnknown = async (path: string, input: object, name: string, value: unknown) => {
  const { status, body, text } = await ari(path, withField(input, name, value));
  assert.equal(status, 422, text);
  const pointer = `/${name.slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1")}`;
  assert.deepEqual(body.errors, [{ pointer, code: "unknown-field", detail: "There is no such field." }]);
};

for (const action of actions)
  test(`S10 ${action.id} refuses every field that it doesn't ask for`, async () => {
    for (const name of tempting.filter((each) => !(each in action.fields)))
      await assertUnknown(`/members/m_1048/actions/${action.id}`, action.example, name, 1);
  });

test("S10 any further property of any value is refused", async () => {
  const known = new Set([...Object.keys(catalogue.add.fields), "reference"]);
  const name = fc
    .oneof(fc.constantFrom(...tempting), fc.string({ minLength: 1, maxLength: 20 }))
    .filter((each) => !known.has(each));
  await checkProperty(
    fc.asyncProperty(name, fc.jsonValue(), (extra, value) =>
      assertUnknown("/members/m_1048/actions/add", catalogue.add.example, extra, value),
    ),
    { numRuns: 200 },
  );
});

test("S10 the other bodies are as strict", async () => {
  const bodies: [string, object][] = [
    ["/member-searches", { q: "" }],
    ["/operations/settle", { idempotencyKey: "a" }],
    ["/operations/op_x/reversal", {}],
  ];
  for (const [path, input] of bodies)
    for (const name of ["tenant", "__proto__"])
      assert.equal(
        (await ari(path, Object.keys(input).length > 0 ? withField(input, name, 1) : `{"${name}":1}`)).status,
        422,
      );
});

test("S04 a polluting key stays data: refused, and no prototype is touched", async () => {
  const polluting = [
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"q":"","__proto__":{"polluted":true}}',
  ];
  for (const body of polluting)
    for (const path of [
      "/member-searches",
      "/member-reads",
      "/members/m_1048/actions/add",
      "/members/m_1048/previews/send-sms",
      "/operations/op_x/reversal",
    ])
      assert.equal((await ari(path, body)).status, 422, `${path} ${body}`);
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  for (const path of ["/gifts?__proto__=x", "/gifts?constructor=x", "/gifts?__proto__[polluted]=1"])
    assert.equal((await ari(path)).status, 422, path);
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
});

test("L02 over HTTP, an amount that isn't a positive whole number is refused at its field", async () => {
  const amounts = [
    "0",
    "-1",
    "-0",
    "1.5",
    '"1"',
    "1e400",
    "9007199254740992",
    "9007199254740993",
    "9223372036854775808",
    '"1e3"',
    '"0x1"',
    '"1 000"',
    '"€1"',
    '"١٢"',
    "null",
    "true",
    "[1]",
    "1.00000000000000000001",
  ];
  for (const amount of amounts) {
    const { status, body, text } = await ari("/members/m_1048/actions/add", `{"currency":"points","amount":${amount}}`);
    assert.equal(status, 422, `${amount}: ${text}`);
    assert.deepEqual(
      body.errors?.map(({ pointer }) => pointer),
      ["/amount"],
      amount,
    );
  }
  const { body } = await ari("/members/m_1048/previews/add", '{"currency":"points","amount":1e2}');
  assert.equal(body.changes[0]?.applied, 100);
});
