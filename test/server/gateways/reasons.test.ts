import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Reasons } from "../../../server/gateways/reasons.js";
import type { Caller } from "../../support/backend.js";
import { assertHeld, holdToContract, ORIGIN } from "../../support/gateway-conformance.js";
import { type SquareGateway, startSquareGateway } from "./square/square-gateway.js";

const reasons: Reasons = {
  rule: { reasonCode: "required", note: "optional" },
  codes: [
    { id: "goodwill", name: "Goodwill" },
    { id: "mistake", name: "Mistake", actions: ["subtract", "undo"] },
    { id: "failure", name: "Service failure", requiresNote: true },
    { id: "prize", name: "Prize", retired: true },
  ],
};

let gateway: SquareGateway;
let call: Caller;
beforeEach(async () => {
  gateway = await startSquareGateway({ reasons, keeps: ["consents"], origins: [ORIGIN] });
  call = await gateway.as();
});
afterEach(() => gateway.close());

const NOA = "/members/cust-noa";
const add = (why: object = {}, path = "actions") =>
  call(`${NOA}/${path}/add`, { currency: "points", amount: 10, ...why });
const said = ({ status, body }: Awaited<ReturnType<typeof add>>) => [status, body.code, body.errors?.[0]?.pointer];

test("capabilities ask for a reason where an action takes one, and the reasons are listed in their order, page by page", async () => {
  const { body } = await call("/capabilities");
  assert.deepEqual(body.reason, reasons.rule);
  const takes = (id: string) => body.actions.find((action) => action.id === id)?.optionalFields;
  assert.deepEqual(
    [takes("add"), takes("set-consent"), takes("add-tag")],
    [["reasonCode", "note"], ["reasonCode"], []],
  );
  const first = await call("/reason-codes?limit=3");
  const second = await call(`/reason-codes?limit=3&cursor=${first.body.page.next}`);
  assert.deepEqual([...first.body.data, ...second.body.data], reasons.codes);
  assert.equal(second.body.page.next, null);
});

test("what lacks its reason, or the note that a reason asks for, is refused at its field, and the key stays free; a preview comes before it", async () => {
  assert.deepEqual(said(await add()), [422, "reason-required", "/reasonCode"]);
  const key = { "Idempotency-Key": "k-why" };
  const input = { currency: "points", amount: 10, reasonCode: "failure" };
  assert.deepEqual(said(await call(`${NOA}/actions/add`, input, key)), [422, "reason-required", "/note"]);
  assert.equal((await add({ reasonCode: "failure" }, "previews")).status, 200);
  const { body } = await call(`${NOA}/actions/add`, { ...input, note: "Waited an hour" }, key);
  assert.deepEqual([body.status, body.reasonCode, body.note], ["applied", "failure", "Waited an hour"]);
});

test("a reason that is of other actions, retired or unknown is refused at its field, in a preview and of an undo, too", async () => {
  for (const path of ["actions", "previews"])
    for (const reasonCode of ["mistake", "prize", "nonsense"])
      assert.deepEqual(said(await add({ reasonCode }, path)), [422, "validation", "/reasonCode"]);
  const { body: done } = await add({ reasonCode: "goodwill" });
  const undo = (why: object) => call(`/operations/${done.id}/reversal`, why);
  assert.deepEqual(said(await undo({})), [422, "reason-required", "/reasonCode"]);
  assert.deepEqual(said(await undo({ reasonCode: "prize" })), [422, "validation", "/reasonCode"]);
  assert.equal((await undo({ reasonCode: "mistake" })).body.reasonCode, "mistake");
});

test("the timeline tells of each act why it was done, and Square is told nothing of it", async () => {
  await add({ reasonCode: "goodwill" });
  gateway.clock.advance(1_000);
  const consent = { channel: "sms", granted: true, evidence: "Form 12-A", reasonCode: "goodwill" };
  assert.equal((await call(`${NOA}/actions/set-consent`, consent)).status, 200);
  const { body } = await call(`${NOA}/activities`);
  assert.deepEqual(
    body.data.slice(0, 2).map(({ action, reasonCode, operator }) => [action, reasonCode, operator !== null]),
    [
      ["set-consent", "goodwill", true],
      ["add", "goodwill", true],
    ],
  );
  assert.ok(!JSON.stringify(gateway.double.state.events).includes("goodwill"));
});

test("without reasons none can be given, and there is no list of them", async (context) => {
  const plain = await startSquareGateway();
  context.after(() => plain.close());
  const ask = await plain.as();
  assert.equal((await ask("/reason-codes")).status, 501);
  const refused = await ask(`${NOA}/actions/add`, { currency: "points", amount: 1, reasonCode: "goodwill" });
  assert.deepEqual([refused.status, refused.body.errors?.[0]?.code], [422, "unknown-field"]);
});

test("the gateway that asks for reasons holds the contract in all that its capabilities promise", async () => {
  assertHeld(await holdToContract(gateway, { memberId: "cust-jonas", eraseId: "cust-yael" }));
  assert.deepEqual(gateway.breaches, []);
});
