import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Caller } from "../../../support/backend.js";
import { NextFault } from "../../../support/next-fault.js";
import { startTalonOneGateway, type TalonOneGateway } from "./talon-one-gateway.js";

const NOA = "/members/crm-noa";

let gateway: TalonOneGateway;
let call: Caller;
/** What a booking meets. */
const fault = new NextFault();
const wrap = fault.for(({ method }) => method === "PUT");

const start = async (options: Parameters<typeof startTalonOneGateway>[0] = {}): Promise<void> => {
  gateway = await startTalonOneGateway({ wrap, ...options });
  gateway.clock.advance(1_000);
  call = async (...asked) => (await gateway.as())(...asked);
};

beforeEach(async () => {
  fault.next = null;
  await start();
});
afterEach(() => gateway.close());

const add = (amount: number, input: object = {}, headers = {}) =>
  call(`${NOA}/actions/add`, { currency: "points", amount, ...input }, headers);
const booked = () => gateway.double.state.booked.filter(({ kind }) => kind === "manual");
const points = async () => (await call(NOA)).body.accounts[0]?.spendable;
const timeline = async () => (await call(`${NOA}/activities`)).body.data;

test("S0-8 a member has the main ledger and each subledger that is named, with what of it expires", async () => {
  const { body } = await call(NOA);
  assert.deepEqual(
    body.accounts.map(({ currency, spendable, pending, lots }) => [currency, spendable, pending, lots]),
    [
      ["points", 340, 0, [{ amount: 40, expiresAt: "2026-12-21", availableAt: null }]],
      ["stars", 12, 0, []],
    ],
  );
  assert.deepEqual([body.name, body.externalIds], ["Noa Levi", ["crm-noa"]]);
  assert.deepEqual(
    body.details.map(({ label, value }) => [label, value]),
    [
      ["E-mail", "noa@example.com"],
      ["Phone", "+14155550101"],
      ["Birthday", "1991-04-17"],
      ["Tier", "Regular"],
    ],
  );
  const { body: capabilities } = await call("/capabilities");
  assert.deepEqual([capabilities.program.name, capabilities.program.timeZone], ["Corner Club", "Europe/Berlin"]);
  assert.deepEqual(
    capabilities.actions.map(({ id }) => id),
    ["add", "redeem", "edit-profile", "delete"],
  );
});

test("S0-8 points are added to the ledger that is meant, once for their key, and the timeline tells who did it and why", async () => {
  const key = { "Idempotency-Key": "k-add" };
  const input = { currency: "stars", note: "Sorry for the wait", reference: "T-1" };
  const first = await add(6, input, key);
  assert.equal(first.status, 200, first.text);
  assert.equal(first.body.status, "applied");
  assert.deepEqual(first.body.changes[0]?.spendable, { before: 12, after: 18 });
  const again = await add(6, input, key);
  assert.deepEqual([again.text, again.headers.get("Idempotent-Replayed")], [first.text, "true"]);
  assert.equal(booked().length, 1);
  assert.match(booked()[0]?.transaction.name ?? "", /^Sorry for the wait · op_/);
  const [entry, ...earned] = await timeline();
  assert.deepEqual(
    [entry?.id, entry?.operator?.id, entry?.note, entry?.reference, entry?.changes[0]?.applied],
    [first.body.id, "u_ari", "Sorry for the wait", "T-1", 6],
  );
  assert.deepEqual(
    earned.map(({ action, source, changes: [change] }) => [action, source, change?.currency, change?.applied]),
    [
      ["add", "pos", "stars", 12],
      ["add", "pos", "points", 40],
      ["add", "pos", "points", 300],
    ],
  );
});

test("S0-9 points are spent, as Talon.One takes them, and given back by an undo", async () => {
  const { body } = await call(`${NOA}/actions/redeem`, { currency: "points", amount: 100 });
  assert.deepEqual([body.status, body.changes[0]?.spendable], ["applied", { before: 340, after: 240 }]);
  const { body: undone } = await call(`/operations/${body.id}/reversal`, {});
  assert.deepEqual([undone.status, await points()], ["applied", 340]);
  const tooMany = await call(`${NOA}/actions/redeem`, { currency: "points", amount: 341 });
  assert.deepEqual([tooMany.status, tooMany.body.code], [409, "insufficient-balance"]);
});

test("S3-25 what is added may expire after a day, and be spendable from a day on, in the program's time zone", async () => {
  const { status, text, body } = await add(50, { expiresAt: "2026-12-31", availableAt: "2026-12-01" });
  assert.equal(status, 200, text);
  assert.deepEqual(
    [body.changes[0]?.spendable, body.changes[0]?.pending],
    [
      { before: 340, after: 340 },
      { before: 0, after: 50 },
    ],
  );
  const { startDate, expiryDate } = booked()[0]?.transaction ?? {};
  assert.deepEqual([startDate, expiryDate], ["2026-11-30T23:00:00.000Z", "2026-12-31T23:00:00.000Z"]);
  const [account] = (await call(NOA)).body.accounts;
  assert.deepEqual(
    [account?.pending, account?.lots],
    [
      50,
      [
        { amount: 50, expiresAt: "2026-12-31", availableAt: "2026-12-01" },
        { amount: 40, expiresAt: "2026-12-21", availableAt: null },
      ],
    ],
  );
  const undo = await call(`/operations/${body.id}/reversal`, {});
  assert.deepEqual([undo.status, undo.body.code], [409, "not-reversible"]);
  const late = await add(1, { expiresAt: "2026-11-01" });
  assert.deepEqual([late.status, late.body.errors?.[0]?.pointer], [422, "/expiresAt"]);
});

test("D13 an answer that is lost after the fact: it is found by our mark, and never sent again", async () => {
  fault.next = "lost";
  const { status, text, body } = await add(60, {}, { "Idempotency-Key": "k-lost" });
  assert.equal(status, 200, text);
  const { body: followed } = await call(`/operations/${body.id}`);
  assert.deepEqual([followed.status, await points(), booked().length], ["applied", 400, 1]);
});

test("D13 a call that never arrived, as far as can be seen: its outcome is unknown, and it is never sent again", async () => {
  fault.next = "cut";
  const { body } = await add(60, {}, { "Idempotency-Key": "k-cut" });
  gateway.clock.advance(3_600_000);
  const { body: followed } = await call(`/operations/${body.id}`);
  await add(60, {}, { "Idempotency-Key": "k-cut" });
  assert.deepEqual([followed.status, await points(), booked().length], ["unknown", 340, 0]);
});

test("what Talon.One has taken and doesn't list yet is pending, and is followed until it is listed", async () => {
  gateway.double.state.listLagMs = 60_000;
  const { body } = await add(60);
  assert.equal(body.status, "pending");
  gateway.clock.advance(60_000);
  const { body: followed } = await call(`/operations/${body.id}`);
  assert.deepEqual([followed.status, booked().length], ["applied", 1]);
});

test("three calls a second are kept for each endpoint of the Management API; who would wait too long is told when to come again", async () => {
  await gateway.close();
  await start({ managementCallsPerSecond: 3 });
  gateway.double.state.turnsAway = true;
  for (let count = 0; count < 6; count++) assert.equal((await add(1)).status, 200);
  assert.equal(booked().length, 6);
  // All at once: their turns come later than anybody waits.
  const members = Array.from({ length: 40 }, () => call("/member-searches", { q: "Noa Levi" }));
  const turned = (await Promise.all(members)).filter(({ status }) => status !== 200);
  assert.ok(turned.length > 0);
  for (const { status, body, headers } of turned)
    assert.deepEqual([status, body.code, Number(headers.get("Retry-After")) > 0], [429, "rate-limited", true]);
});

test("members are found by their whole id, e-mail address or name, and all of them page by page", async () => {
  for (const q of ["crm-noa", "noa@example.com", "Noa Levi"])
    assert.deepEqual(
      (await call("/member-searches", { q })).body.data.map(({ id }) => id),
      ["crm-noa"],
      q,
    );
  assert.deepEqual((await call("/member-searches", { q: "Noa" })).body.data, []);
  const first = await call("/member-searches", { q: "", limit: 3 });
  const second = await call("/member-searches", { q: "", limit: 3, cursor: first.body.page.next });
  assert.deepEqual(
    [...first.body.data, ...second.body.data].map(({ id }) => id),
    ["crm-noa", "crm-mila", "crm-jonas", "crm-yael"],
  );
  assert.equal(second.body.page.next, null);
});

test("S0-21 who is deleted loses their attributes in Talon.One, whose profile stays: they are found and listed no more", async () => {
  const { headers } = await call(NOA);
  const held = { "If-Match": headers.get("ETag") ?? "" };
  const { status, text } = await call(`${NOA}/actions/delete`, { confirmation: "crm-noa" }, held);
  assert.equal(status, 200, text);
  assert.deepEqual(gateway.double.state.profile("crm-noa").attributes, {});
  assert.equal((await call(NOA)).status, 410);
  for (const q of ["crm-noa", ""])
    assert.ok(!(await call("/member-searches", { q })).body.data.some(({ id }) => id === "crm-noa"));
  const { body } = await call("/member-reads", { externalIds: ["crm-noa"] });
  assert.deepEqual(body.data, []);
});

test("S2-4 what Talon.One knows people by is edited, looked at after a lost answer, and put back by an undo", async () => {
  const changes = {
    name: { from: "Noa Levi", to: "Noa Levi-Berg" },
    birthday: { from: "1991-04-17", to: "1992-04-17" },
  };
  fault.next = "lost";
  const { status, text, body } = await call(`${NOA}/actions/edit-profile`, { changes });
  assert.deepEqual([status, body.status], [200, "applied"], text);
  const { Name, BirthDate, Email } = gateway.double.state.profile("crm-noa").attributes;
  assert.deepEqual([Name, BirthDate, Email], ["Noa Levi-Berg", "1992-04-17T00:00:00Z", "noa@example.com"]);
  await call(`/operations/${body.id}/reversal`, {});
  const { body: noa } = await call(NOA);
  assert.deepEqual([noa.name, noa.details.find(({ id }) => id === "birthday")?.value], ["Noa Levi", "1991-04-17"]);
  const emptied = await call(`${NOA}/actions/edit-profile`, { changes: { phone: { from: "+14155550101", to: null } } });
  assert.deepEqual([emptied.body.code, emptied.body.detail], ["validation", "Talon.One can't empty this."]);
});
