import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { defineOwnAction } from "../../../server/domain/own-action.js";
import { people } from "../../../server/seed/index.js";
import { startBackend, type TestBackend } from "../../support/backend.js";
import { changeProgram } from "../../support/tenant.js";

const ID = "issue-parking-pass";
const input = { garage: "harbour", day: "2026-11-24", note: "12-D-3456" };
const path = (way: "actions" | "previews", memberId: string = people.noa) => `/members/${memberId}/${way}/${ID}`;

let backend: TestBackend;
let tenant: string;
before(async () => {
  backend = await startBackend();
  tenant = await backend.seed();
});
after(() => backend.close());

const passes = async (status = "active") =>
  (
    await backend.database
      .selectFrom("member_gift")
      .select(["gift_id", "expires_on"])
      .where("tenant", "=", tenant)
      .where("gift_id", "like", "gift_parking%")
      .where("status", "=", status)
      .execute()
  ).map(({ gift_id, expires_on }) => [gift_id, expires_on]);

test("a program's own action says what it is beside those of the catalogue", async () => {
  const call = await backend.as({ tenant });
  const actions = (await call("/capabilities")).body.actions;
  const found = actions.find(({ id }) => id === ID);
  assert.deepEqual(
    [found?.own?.title, found?.own?.danger, found?.own?.permission],
    ["Issue a parking pass", "reversible", "parking:issue"],
  );
  assert.equal(actions.find(({ id }) => id === "add")?.own, undefined);
});

test("it is previewed, done as previewed, stands in the timeline, and is undone", async () => {
  const call = await backend.as({ tenant });
  const asked = { ...input, cars: 2, overnight: true };
  const preview = await call(path("previews"), asked);
  assert.deepEqual([preview.status, await passes()], [200, []]);
  const { body: done } = await call(path("actions"), asked, { "Preview-Match": preview.body.previewTag ?? "" });
  assert.deepEqual(
    done.effects.map(({ subject }) => subject?.name),
    ["Parking, Harbour garage", "Parking, Harbour garage"],
  );
  const held = ["gift_parking_harbour", "2026-11-25"];
  assert.deepEqual(await passes(), [held, held]);
  const [entry] = (await call(`/members/${people.noa}/activities`)).body.data;
  assert.deepEqual(
    [entry?.id, entry?.action, entry?.note, entry?.operator?.name],
    [done.id, ID, "12-D-3456", "Ari Cohen"],
  );
  assert.equal((await call(`/operations/${done.id}/reversal`, {})).status, 200);
  assert.deepEqual([await passes(), await passes("revoked")], [[], [held, held]]);
});

test("N01 its answer is lost; the same again answers the same, and it is done once", async () => {
  const call = await backend.as({ tenant });
  const before = (await passes()).length;
  const first = await call(path("actions"), input, { "Idempotency-Key": "lost" });
  const again = await call(path("actions"), input, { "Idempotency-Key": "lost" });
  assert.deepEqual([again.text, (await passes()).length], [first.text, before + 1]);
});

for (const [what, wrong, pointer, code] of [
  ["what is required is left out", { day: "2026-11-24" }, "/garage", "required"],
  ["a garage that there is none of", { ...input, garage: "airport" }, "/garage", "not-an-option"],
  ["a number above its maximum", { ...input, cars: 5 }, "/cars", "too-large"],
  ["a number that is none", { ...input, cars: "2" }, "/cars", "wrong-type"],
  ["a day that is none", { ...input, day: "2026-02-30" }, "/day", "wrong-format"],
  ["a text that is too long", { ...input, note: "x".repeat(101) }, "/note", "too-long"],
  ["an answer that is neither yes nor no", { ...input, overnight: "yes" }, "/overnight", "not-an-option"],
  ["S10 a property that its schema doesn't have", { ...input, operatorId: "u_1" }, "/operatorId", "unknown-field"],
  ["a day that is over", { ...input, day: "2026-11-20" }, "/day", "past"],
] as const)
  test(`it is refused by its JSON Schema, or its own rule, at the place: ${what}`, async () => {
    const call = await backend.as({ tenant });
    const before = await passes();
    for (const way of ["previews", "actions"] as const) {
      const { status, body } = await call(path(way), wrong);
      assert.deepEqual([status, body.errors?.map((error) => [error.pointer, error.code])], [422, [[pointer, code]]]);
    }
    assert.deepEqual(await passes(), before);
  });

test("S09 without its permission it is refused, changes nothing, is audited and not offered; with it alone it is done", async () => {
  const before = await passes();
  const without = await backend.as({ tenant, id: "u_none", permissions: ["gifts:send"], limits: [] });
  const refused = await without(path("actions"), input);
  assert.deepEqual([refused.status, refused.body.code, await passes()], [403, "forbidden", before]);
  const audited = await backend.database
    .selectFrom("audit")
    .select(["action", "outcome"])
    .where("request_id", "=", refused.body.requestId)
    .execute();
  assert.deepEqual(audited, [{ action: ID, outcome: "forbidden" }]);
  const offered = (await without(`/members/${people.noa}/actions`)).body.data.find(({ action }) => action === ID);
  assert.deepEqual(
    [offered?.allowed, offered?.reason?.detail],
    [false, "Your role can't issue a parking pass. Ask an administrator."],
  );
  const alone = await backend.as({ tenant, id: "u_parking", permissions: ["parking:issue"], limits: [] });
  assert.equal((await alone(path("actions"), input)).status, 200);
});

test("a blocked member gets none", async () => {
  const call = await backend.as({ tenant });
  assert.equal((await call(path("actions", people.blocked), input)).body.code, "member-blocked");
});

test("a program whose settings don't name it has no such action", async () => {
  const other = await backend.seed();
  await changeProgram(backend.database, other, { capabilities: ["ledger.add"] });
  const call = await backend.as({ tenant: other });
  assert.equal((await call(path("actions"), input)).body.code, "capability-not-supported");
  const actions = (await call("/capabilities")).body.actions;
  assert.deepEqual(
    actions.map(({ id }) => id),
    ["add"],
  );
});

const own = { title: "X", summary: "", category: "assets", danger: "reversible", permission: "x" };
const decide = () => ({ effects: [] });
const define = (id: string, properties: object) =>
  defineOwnAction({
    id,
    capability: "x",
    problems: [],
    own: { ...own, input: { type: "object", properties } as never },
    decide,
  });

test("what can't be described in the contract's part of JSON Schema, or is a built-in action, is no action of its own", () => {
  for (const property of [
    { type: "number" },
    { type: "string", pattern: "^a+$" },
    { type: "array", items: { type: "string" } },
    { $ref: "#/x" },
  ])
    assert.throws(() => define("x", { it: property }), /can't be described/);
  assert.throws(() => define("x", { "no name": { type: "string" } }), /can't be described/);
  assert.throws(() => define("add", {}), /catalogue/);
  assert.equal(define("x", { it: { type: "boolean" } }).declaration.fields.it?.kind, "choice");
});
