import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type ActionDeclaration, catalogue, hasCurrency } from "../../../sdk/contract/index.js";
import { memberFor, people } from "../../../server/seed/index.js";
import { type Caller, startBackend, type TestBackend } from "../../support/backend.js";
import { changeProgram } from "../../support/tenant.js";

const actions: readonly ActionDeclaration[] = Object.values(catalogue);
let backend: TestBackend;
let tenant: string;
before(async () => {
  backend = await startBackend();
  tenant = await backend.seed();
  await changeProgram(backend.database, tenant, { approvals: null });
});
after(() => backend.close());

const input = (action: ActionDeclaration): object =>
  action.removesMember ? { confirmation: "m_1048" } : action.example;
/** Who is blocked can't be acted on by the others. */
const whom = (action: ActionDeclaration): string =>
  memberFor(action, action.id === "block" ? people.scratchTwin : people.noa);
const pathOf = (action: ActionDeclaration): string => `/members/${whom(action)}`;
const precondition = async (call: Caller, action: ActionDeclaration): Promise<Record<string, string>> =>
  action.holds === "exact" ? { "If-Match": (await call(pathOf(action))).headers.get("ETag") ?? "" } : {};
const act = async (action: ActionDeclaration, permissions: string[]) => {
  const call = await backend.as({ tenant, id: "u_scoped", permissions, limits: [] });
  return {
    call,
    preview: await call(`${pathOf(action)}/previews/${action.id}`, input(action)),
    write: await call(`${pathOf(action)}/actions/${action.id}`, input(action), await precondition(call, action)),
  };
};
const countOperations = async () =>
  (
    await backend.database
      .selectFrom("operation")
      .select("id")
      .where("tenant", "=", tenant)
      .where("status", "=", "applied")
      .execute()
  ).length;

for (const action of actions)
  test(`S09 ${action.id} without ${action.permission} is refused, changes nothing, is audited and not offered`, async () => {
    const others = actions.map(({ permission }) => permission).filter((permission) => permission !== action.permission);
    const before = await countOperations();
    const { call, preview, write } = await act(action, others);
    assert.deepEqual([preview.status, preview.body.code], [403, "forbidden"]);
    assert.deepEqual([write.status, write.body.code], [403, "forbidden"]);
    assert.equal(await countOperations(), before);
    const [row] = await backend.database
      .selectFrom("audit")
      .selectAll()
      .where("request_id", "=", write.body.requestId)
      .execute();
    assert.deepEqual(
      [row?.outcome, row?.operator_id, row?.action, row?.member_id],
      ["forbidden", "u_scoped", action.id, whom(action)],
    );
    for (const offered of (await call(`${pathOf(action)}/actions`)).body.data.filter(
      (each) => each.action === action.id,
    )) {
      assert.equal(offered.allowed, false);
      assert.equal(offered.reason?.code, "forbidden");
      assert.match(offered.reason.detail, /^Your role can't [a-z][^{}]*\. Ask an administrator\.$/);
    }
  });

test("why a role can't do something is a sentence, whatever the button says", async () => {
  const nobody = await backend.as({ tenant, id: "u_nobody", permissions: [], limits: [] });
  const { data } = (await nobody("/members/m_1048/actions")).body as { data: { reason: { detail: string } | null }[] };
  const said = data.map(({ reason }) =>
    reason?.detail.replace(/^Your role can't (.*)\. Ask an administrator\.$/, "$1"),
  );
  for (const words of said) {
    const [verb = "", ...rest] = words?.split(" ") ?? [];
    assert.match(verb, /^[a-z]+$/);
    // A thing that can be counted has an article, or is many.
    assert.match(rest.join(" "), /^(an? |the |what |[a-z]+s\b)/, words);
  }
  assert.ok(said.includes("add an event") && said.includes("redeem credits") && said.includes("opt members out"));
});

for (const action of actions.filter(
  ({ removesMember, id }) => !removesMember && !["remove-tag", "rename-tag"].includes(id),
))
  test(`S09 ${action.id} with ${action.permission} alone is done`, async () => {
    const { preview, write } = await act(action, [action.permission]);
    assert.deepEqual([preview.status, write.status], [200, 200], write.text);
  });

for (const action of actions.filter(hasCurrency))
  test(`S09 ${action.id} may be narrowed to one currency`, async () => {
    const call = await backend.as({ tenant, id: "u_scoped", permissions: [`${action.permission}:points`], limits: [] });
    const tried = async (currency: string) =>
      call(
        `${pathOf(action)}/actions/${action.id}`,
        { ...action.example, currency, amount: 1 },
        await precondition(call, action),
      );
    assert.equal((await tried("points")).status, 200);
    assert.equal((await tried("credits")).body.code, "forbidden");
    const offered = (await call(`${pathOf(action)}/actions`)).body.data.filter((each) => each.action === action.id);
    assert.deepEqual(
      offered.map(({ currency, allowed }) => [currency, allowed]),
      [
        ["points", true],
        ["credits", false],
      ],
    );
    assert.match(
      offered[1]?.reason?.detail ?? "",
      new RegExp(`^Your role can't ${action.id} credits\\. Ask an administrator\\.$`),
    );
  });

test("S09 an undo of one's own act takes the right to it, in that currency; that of another's takes the inverse's", async () => {
  const ari = await backend.as({ tenant });
  const scoped = (id: string, permissions: string[]) => backend.as({ tenant, id, permissions, limits: [] });
  const tried = async (by: Caller, undoer: Caller, currency: string) => {
    const { body } = await by("/members/m_1048/actions/add", { currency, amount: 5 });
    const preview = await undoer(`/operations/${body.id}/reversal-preview`, {});
    return [preview.status, (await undoer(`/operations/${body.id}/reversal`, {})).status];
  };
  const adder = await scoped("u_adder", ["ledger:add:points"]);
  assert.deepEqual(await tried(adder, adder, "points"), [200, 200]);
  assert.deepEqual(await tried(ari, adder, "points"), [403, 403], "Who may not subtract can't by undoing an addition.");
  const subtracter = await scoped("u_subtracter", ["ledger:subtract:points"]);
  assert.deepEqual(await tried(ari, subtracter, "points"), [200, 200]);
  assert.deepEqual(await tried(ari, subtracter, "credits"), [403, 403]);
});

test("what is left of a limit is told before and after", async () => {
  const limits = [{ action: "add", currency: "points", per: "day" as const, amount: 500 }];
  const call = await backend.as({ tenant, id: "u_limited", permissions: ["ledger:add"], limits });
  const left = async () => [
    (await call("/operator")).body.limits[0]?.remaining,
    (await call("/members/m_1048/actions")).body.data.find(
      (each) => each.action === "add" && each.currency === "points",
    )?.remaining,
  ];
  assert.deepEqual(await left(), [500, 500]);
  const done = await call("/members/m_1048/actions/add", { currency: "points", amount: 400 });
  assert.deepEqual(await left(), [100, 100]);
  assert.equal(
    (await call("/members/m_1048/actions/add", { currency: "points", amount: 101 })).body.code,
    "limit-exceeded",
  );
  await call("/members/m_1048/actions/add", { currency: "points", amount: 100 });
  assert.deepEqual(await left(), [0, 0]);
  const offered = (await call("/members/m_1048/actions")).body.data.find((each) => each.action === "add");
  assert.deepEqual([offered?.allowed, offered?.reason?.code], [false, "limit-exceeded"]);
  await call(`/operations/${done.body.id}/reversal`, {});
  assert.deepEqual(await left(), [400, 400], "What was undone does not count.");
});

test("a limit without a currency counts an action in all currencies together", async () => {
  const limits = [{ action: "add", currency: null, per: "day" as const, amount: 500 }];
  const call = await backend.as({ tenant, id: "u_limited_in_all", permissions: ["ledger:add"], limits });
  const left = async () => [
    (await call("/operator")).body.limits[0]?.remaining,
    ...(await call("/members/m_1048/actions")).body.data.flatMap(({ action, remaining }) =>
      action === "add" ? [remaining] : [],
    ),
  ];
  const add = (currency: string, amount: number, way = "actions") =>
    call(`/members/m_1048/${way}/add`, { currency, amount });
  assert.deepEqual(await left(), [500, 500, 500]);
  assert.equal((await add("points", 300)).status, 200);
  assert.deepEqual(await left(), [200, 200, 200]);
  const credits = await add("credits", 150);
  assert.deepEqual(await left(), [50, 50, 50]);
  for (const way of ["previews", "actions"])
    for (const currency of ["points", "credits"])
      assert.equal((await add(currency, 51, way)).body.code, "limit-exceeded", `${way} ${currency}`);
  assert.equal((await add("points", 50, "previews")).status, 200);
  await call(`/operations/${credits.body.id}/reversal`, {});
  assert.deepEqual(await left(), [200, 200, 200], "What was undone does not count.");
  const atOnce = await Promise.all([add("points", 120), add("credits", 120)]);
  assert.deepEqual(atOnce.map(({ status }) => status).sort(), [200, 403]);
});

test("a limit counts what its own operator did, not what others do in the same moment", async () => {
  const limits = [{ action: "add", currency: "points", per: "day" as const, amount: 100 }];
  const operators = await Promise.all(
    ["u_one", "u_other"].map((id) => backend.as({ tenant, id, permissions: ["ledger:add"], limits })),
  );
  const addAtOnce = (times: number, amount: number) =>
    Promise.all(
      Array.from({ length: times }, () =>
        operators.map((call) => call("/members/m_1048/actions/add", { currency: "points", amount })),
      ).flat(),
    );
  const statuses = [...(await addAtOnce(1, 60)), ...(await addAtOnce(3, 10))].map(({ status }) => status);
  assert.deepEqual(statuses, Array(8).fill(200));
  const left = await Promise.all(operators.map(async (call) => (await call("/operator")).body.limits[0]?.remaining));
  assert.deepEqual(left, [10, 10]);
});
