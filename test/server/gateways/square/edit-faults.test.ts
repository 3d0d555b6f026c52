import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Caller } from "../../../support/backend.js";
import { broken, type Wrap } from "../../../support/next-fault.js";
import { type SquareGateway, startSquareGateway } from "./square-gateway.js";

const EDIT = "/members/cust-mila/actions/edit-profile";
const input = { changes: { familyName: { from: "Brandt", to: "Levi" } } };

/** What the next change meets: it is made and its answer lost, it never arrives, or somebody else is first. */
type Fault = "lost" | "cut" | "overtaken";

let gateway: SquareGateway;
let call: Caller;
let faults: Fault[] = [];
let others: (() => void)[] = [];

const wrap: Wrap = (fetch) => async (request) => {
  const fault = request.method === "PUT" ? faults.shift() : undefined;
  if (fault === "cut") throw broken();
  if (fault === "overtaken") others.shift()?.();
  const response = await fetch(request);
  if (fault === "lost") {
    others.shift()?.();
    throw broken();
  }
  return response;
};

beforeEach(async () => {
  [faults, others] = [[], []];
  gateway = await startSquareGateway({ wrap });
  call = async (...asked) => (await gateway.as())(...asked);
});
afterEach(() => gateway.close());

const mila = () => gateway.double.state.customer("cust-mila");
const elsewhere = (changes: object) => () => gateway.double.state.write("cust-mila", changes);

for (const fault of ["lost", "cut"] as const)
  test(`D13 a change whose answer is ${fault} is looked at, and made once`, async () => {
    faults.push(fault, fault);
    const { body } = await call(EDIT, input);
    assert.deepEqual([body.status, mila().family_name, mila().version], ["applied", "Levi", 2]);
  });

test("D13 a customer whom somebody else has changed meanwhile is not written over, and nothing is said to be done", async () => {
  faults.push("overtaken");
  others.push(elsewhere({ company_name: "Brandt GmbH" }));
  const { status, body } = await call(EDIT, input);
  assert.deepEqual([status, body.code, mila().family_name], [409, "conflict", "Brandt"]);
});

test("D13 what can't be told apart from what somebody else did is unknown, and is never done again", async () => {
  faults.push("lost");
  others.push(elsewhere({ family_name: "Braun" }));
  const { body } = await call(EDIT, input, { "Idempotency-Key": "k-edit" });
  assert.equal(body.status, "pending");
  gateway.clock.advance(3_700_000);
  const { body: followed } = await call(`/operations/${body.id}`);
  await call(EDIT, input, { "Idempotency-Key": "k-edit" });
  assert.deepEqual([followed.status, mila().family_name, mila().version], ["unknown", "Braun", 3]);
});

test("S16 what was known of a customer is kept with the member, and goes with them", async () => {
  await call(EDIT, input);
  const { headers } = await call("/members/cust-mila");
  const held = { "If-Match": headers.get("ETag") ?? "" };
  assert.equal((await call("/members/cust-mila/actions/delete", { confirmation: "cust-mila" }, held)).status, 200);
  const rows = await gateway.database.selectFrom("intent").selectAll().execute();
  const texts = await gateway.database.selectFrom("intent_text").selectAll().execute();
  assert.doesNotMatch(JSON.stringify([rows, texts]), /Brandt|Levi/);
});
