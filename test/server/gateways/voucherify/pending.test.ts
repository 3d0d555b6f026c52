import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Caller } from "../../../support/backend.js";
import { NextFault } from "../../../support/next-fault.js";
import { startVoucherifyGateway, type VoucherifyGateway } from "./voucherify-gateway.js";

const NOA = "/members/cust_noa";

let gateway: VoucherifyGateway;
let call: Caller;
/** What a release meets. */
const fault = new NextFault();
const wrap = fault.for(({ method, url }) => method !== "GET" && /\/(?:activate|cancel)$|customers\/[^/]+$/.test(url));

beforeEach(async () => {
  fault.next = null;
  gateway = await startVoucherifyGateway({ wrap });
  gateway.clock.advance(1_000);
  call = async (...asked) => (await gateway.as())(...asked);
});
afterEach(async () => {
  assert.deepEqual(gateway.breaches(), []);
  await gateway.close();
});

const beans = async () => (await call(NOA)).body.accounts[0];
const lotIds = async () => (await beans())?.lots.flatMap(({ id }) => id ?? []) ?? [];
const done = () => gateway.double.state.transactions.filter(({ type }) => type.startsWith("PENDING"));

test("what is pending is released before its day, once, and shows in the timeline with who did it", async () => {
  const [soonest, later] = await lotIds();
  const { status, text, body } = await call(`${NOA}/actions/release-pending`, {
    lotId: soonest,
    note: "Needs them today",
  });
  assert.deepEqual([status, body.status], [200, "applied"], text);
  const [change] = body.changes;
  assert.deepEqual(
    [change?.applied, change?.spendable, change?.pending],
    [60, { before: 340, after: 400 }, { before: 85, after: 25 }],
  );
  const now = await beans();
  assert.deepEqual([now?.spendable, now?.pending, await lotIds()], [400, 25, [later]]);
  const [entry] = (await call(`${NOA}/activities`)).body.data;
  assert.deepEqual(
    [entry?.id, entry?.action, entry?.note, entry?.operator?.id, entry?.reversible],
    [body.id, "release-pending", "Needs them today", "u_ari", null],
  );
  const again = await call(`${NOA}/actions/release-pending`, { lotId: soonest });
  assert.deepEqual([again.body.code, again.body.detail], ["conflict", "This is not pending any more."]);
});

test("what is pending is dropped, and no balance moves", async () => {
  const [soonest] = await lotIds();
  const { body } = await call(`${NOA}/actions/cancel-pending`, { lotId: soonest });
  const now = await beans();
  assert.deepEqual([body.status, body.changes[0]?.applied, now?.spendable, now?.pending], ["applied", -60, 340, 25]);
});

test("D13 a release whose answer is lost is found by what is pending no more, and never sent again", async () => {
  fault.next = "lost";
  const [soonest] = await lotIds();
  const { body } = await call(`${NOA}/actions/release-pending`, { lotId: soonest });
  const { body: followed } = await call(`/operations/${body.id}`);
  assert.deepEqual([followed.status, (await beans())?.spendable, done().length], ["applied", 400, 1]);
});

test("D13 a release that never arrived, or that can't be told from another one, is unknown, and is never sent again", async () => {
  const card = gateway.double.state.cardsOf(gateway.double.state.memberOf("cust_noa").id)[0];
  card?.pending.push({ id: gateway.double.state.newId("lcppb"), points: 25, date: "2027-03-01", type: "PERIOD_BASED" });
  const [soonest, twin] = await lotIds();
  for (const [lotId, met] of [
    [soonest, "cut"],
    [twin, "lost"],
  ] as const) {
    fault.next = met;
    const { body } = await call(`${NOA}/actions/release-pending`, { lotId });
    gateway.clock.advance(60_000);
    assert.equal((await call(`/operations/${body.id}`)).body.status, "unknown", met);
  }
  assert.equal(done().length, 1);
});

test("points that wait for an event are counted as pending, and are no part that has a day", async () => {
  const card = gateway.double.state.cardsOf(gateway.double.state.memberOf("cust_noa").id)[1];
  card?.pending.push({ id: gateway.double.state.newId("lcppb"), points: 7, date: "2027-03-01", type: "EVENT_BASED" });
  const [, stars] = (await call(NOA)).body.accounts;
  assert.deepEqual([stars?.pending, stars?.lots], [7, []]);
});

test("S2-4 a customer is edited in Voucherify, looked at after a lost answer, and put back by an undo", async () => {
  fault.next = "lost";
  const changes = { email: { from: "noa@example.com", to: "levi@example.com" } };
  const { status, text, body } = await call(`${NOA}/actions/edit-profile`, { changes });
  assert.deepEqual([status, body.status], [200, "applied"], text);
  assert.equal(gateway.double.state.customer("cust_noa").email, "levi@example.com");
  await call(`/operations/${body.id}/reversal`, {});
  assert.equal(gateway.double.state.customer("cust_noa").email, "noa@example.com");
  const emptied = await call(`${NOA}/actions/edit-profile`, { changes: { phone: { from: "+14155550101", to: null } } });
  assert.deepEqual([emptied.body.code, emptied.body.detail], ["validation", "Voucherify can't empty this."]);
});
