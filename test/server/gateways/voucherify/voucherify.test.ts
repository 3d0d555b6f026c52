import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Caller } from "../../../support/backend.js";
import { NextFault } from "../../../support/next-fault.js";
import { startVoucherifyGateway, type VoucherifyGateway } from "./voucherify-gateway.js";

const BEANS = "lcdef0b01";
const STARS = "lcdef0b02";
const NOA = "/members/cust_noa";

let gateway: VoucherifyGateway;
let call: Caller;
/** What a adjustment meets. */
const fault = new NextFault();
const wrap = fault.for(({ method, url }) => method === "POST" && url.endsWith("/points"));

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

const add = (amount: number, input: object = {}, headers = {}) =>
  call(`${NOA}/actions/add`, { currency: BEANS, amount, ...input }, headers);
const sent = () => gateway.double.state.transactions.filter(({ type }) => type.startsWith("ADMIN"));
const beans = async () => (await call(NOA)).body.accounts[0]?.spendable;
const timeline = async () => (await call(`${NOA}/activities`)).body.data;

test("S0-8 a member has a wallet for each kind of card, with what of it expires and is pending", async () => {
  const { body } = await call(NOA);
  assert.deepEqual(
    body.accounts.map(({ currency, spendable, pending, lots }) => [
      ...[currency, spendable, pending],
      lots.map((lot) => [lot.amount, lot.expiresAt, lot.availableAt]),
    ]),
    [
      [
        ...[BEANS, 340, 85],
        [
          [40, "2027-01-31", null],
          [60, null, "2027-02-01"],
          [25, null, "2027-03-01"],
        ],
      ],
      [STARS, 12, 0, []],
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
  assert.deepEqual(
    capabilities.currencies.map(({ code, label }) => [code, label]),
    [
      [BEANS, "Beans"],
      [STARS, "Stars"],
    ],
  );
});

test("S0-8 points are added to the card that is meant, once for their key, and the timeline tells who did it and why", async () => {
  const key = { "Idempotency-Key": "k-add" };
  const input = { currency: STARS, note: "Sorry for the wait", reference: "T-1" };
  const first = await add(6, input, key);
  assert.equal(first.status, 200, first.text);
  assert.equal(first.body.status, "applied");
  assert.deepEqual(first.body.changes[0]?.spendable, { before: 12, after: 18 });
  const again = await add(6, input, key);
  assert.deepEqual([again.text, again.headers.get("Idempotent-Replayed")], [first.text, "true"]);
  assert.equal(sent().length, 1);
  const [entry, ...earned] = await timeline();
  assert.deepEqual(
    [entry?.id, entry?.operator?.id, entry?.note, entry?.reference, entry?.changes[0]?.spendable],
    [first.body.id, "u_ari", "Sorry for the wait", "T-1", { before: 12, after: 18 }],
  );
  assert.deepEqual(
    earned.map(({ action, source, changes: [change] }) => [action, source, change?.currency, change?.spendable?.after]),
    [
      ["add", "program", BEANS, 340],
      ["add", "program", STARS, 12],
    ],
  );
});

test("what Voucherify has taken and not decided is pending, and is followed until it has", async () => {
  gateway.double.state.decidedAfterMs = 60_000;
  const { body } = await add(60);
  assert.equal(body.status, "pending");
  assert.equal(await beans(), 340);
  gateway.clock.advance(60_000);
  const { body: followed } = await call(`/operations/${body.id}`);
  assert.deepEqual([followed.status, followed.changes[0]?.spendable], ["applied", { before: 340, after: 400 }]);
  assert.equal(sent().length, 1);
});

test("what Voucherify refuses afterwards has changed nothing, and says so", async () => {
  gateway.double.state.rejects = "earning_limit_exceeded";
  const { status, body } = await add(60);
  assert.deepEqual(
    [status, body.code, body.detail],
    [409, "conflict", "Voucherify has refused this (earning_limit_exceeded)."],
  );
  gateway.double.state.decidedAfterMs = 60_000;
  const { body: pending } = await add(60);
  assert.equal(pending.status, "pending");
  gateway.clock.advance(60_000);
  const { body: followed } = await call(`/operations/${pending.id}`);
  assert.deepEqual([followed.status, followed.changes[0]?.applied], ["rejected", 0]);
  assert.equal(await beans(), 340);
});

test("D13 an answer that is lost after the fact: it is found by our mark, and never sent again", async () => {
  fault.next = "lost";
  const { body } = await add(60, { note: "Lost and found" });
  assert.deepEqual([body.status, body.changes[0]?.spendable], ["applied", { before: 340, after: 400 }]);
  assert.equal(sent().length, 1);
  assert.match(sent()[0]?.details.reason ?? "", new RegExp(`^Lost and found · ${body.id}$`));
});

test("D13 what is not shown proves nothing: unknown, never sent again, and found out once it is shown", async () => {
  fault.next = "lost";
  gateway.double.state.listLagMs = 60_000;
  const key = { "Idempotency-Key": "k-late" };
  const { body } = await add(60, {}, key);
  assert.deepEqual([body.status, body.warnings[0]?.code], ["unknown", "outcome-unknown"]);
  assert.equal((await add(60, {}, key)).body.id, body.id);
  assert.equal(sent().length, 1);
  gateway.clock.advance(60_000);
  const { body: found } = await call(`/operations/${body.id}`);
  assert.equal(found.status, "applied");
  assert.equal(await beans(), 400);
});

test("D13 what never arrived is unknown, too: nobody can tell, and it is not sent again", async () => {
  fault.next = "cut";
  const { body } = await add(60);
  assert.equal(body.status, "unknown");
  gateway.clock.advance(3_600_000);
  await gateway.gateway.recover();
  assert.equal((await call(`/operations/${body.id}`)).body.status, "unknown");
  assert.deepEqual([sent().length, await beans()], [0, 340]);
});

test("what is undone is a transaction of its own in Voucherify, and is undone once", async () => {
  const { body: done } = await add(5);
  const { body: undone } = await call(`/operations/${done.id}/reversal`, {});
  assert.deepEqual([undone.reverses, undone.changes[0]?.spendable], [done.id, { before: 345, after: 340 }]);
  assert.deepEqual(
    sent().map(({ type, details }) => [type, details.points.total]),
    [
      ["ADMIN_CREDIT", 5],
      ["ADMIN_DEBIT", -5],
    ],
  );
  assert.equal((await call(`/operations/${done.id}/reversal`, {})).body.code, "already-reversed");
});

test("S0-9 no balance falls below zero, and who can't be given anything is told so before it is tried", async () => {
  const seen = { "If-Match": (await call(NOA)).headers.get("ETag") ?? "" };
  const { status, body } = await call(`${NOA}/actions/subtract`, { currency: BEANS, amount: 341 }, seen);
  assert.deepEqual([status, body.code], [409, "insufficient-balance"]);
  const outsider = await call("/members/cust_tom/actions/add", { currency: BEANS, amount: 1 });
  assert.deepEqual([outsider.status, outsider.body.code], [409, "not-eligible"]);
  Object.assign(gateway.double.state.memberOf("cust_noa"), { status: "INACTIVE" });
  assert.equal((await add(1)).body.code, "member-blocked");
  assert.equal((await call(NOA)).body.details.find(({ id }) => id === "membership")?.value, "Inactive");
  assert.equal(sent().length, 0);
});

test("a program that is not active takes nothing, and nothing is kept of it", async () => {
  gateway.double.state.programStatus = "INACTIVE";
  const { status, body } = await add(1);
  assert.deepEqual([status, body.code], [409, "member-blocked"]);
});

test("S1-1 customers are found by name, e-mail and either id, and are all listed, page by page", async () => {
  const names = async (body: object) => {
    const { body: answer } = await call("/member-searches", body);
    return [answer.data.map(({ name }) => name), answer.page.next] as const;
  };
  for (const q of ["mila", "mila@example.com", "cust_mila", "crm-mila"])
    assert.deepEqual(await names({ q }), [["Mila Brandt"], null], q);
  assert.deepEqual(await names({ q: "nobody" }), [[], null]);
  const all: string[] = [];
  for (let cursor: string | undefined, isMore = true; isMore; isMore = cursor !== undefined) {
    const [page, next] = await names({ q: "", limit: 2, ...(cursor && { cursor }) });
    all.push(...page);
    cursor = next ?? undefined;
  }
  assert.deepEqual(all, ["Noa Levi", "Mila Brandt", "Jonas Okafor", "Yael Cohen", "Tom Berg"]);
  const { body: summaries } = await call("/member-reads", { externalIds: ["crm-noa", "cust_mila", "crm-gone"] });
  assert.deepEqual(
    summaries.data.map(({ id }) => id),
    ["cust_noa"],
  );
});

test("a timeline of two cards goes on behind any of its pages, none twice and none left out", async () => {
  for (let at = 1; at <= 7; at++) {
    gateway.clock.advance(1_000);
    await add(at, { currency: at % 2 ? BEANS : STARS });
  }
  const whole = await timeline();
  assert.equal(whole.length, 9);
  const read: typeof whole = [];
  let query = "limit=2";
  for (let isMore = true; isMore;) {
    const { body } = await call(`${NOA}/activities?${query}`);
    read.push(...body.data);
    const { next } = body.page;
    isMore = next !== null;
    query = `limit=2&cursor=${encodeURIComponent(next ?? "")}`;
  }
  assert.deepEqual(read, whole);
});

test("S0-21 who is deleted has no membership, no cards and no profile in Voucherify any more", async () => {
  const etag = (await call(NOA)).headers.get("ETag") ?? "";
  const input = { confirmation: "Noa Levi" };
  const { status, text } = await call(`${NOA}/actions/delete`, input, { "If-Match": etag });
  assert.equal(status, 200, text);
  const { customers, members, cards } = gateway.double.state;
  assert(!customers.has("cust_noa"));
  assert.deepEqual(
    [...members.values()].filter(({ customer_id: id }) => id === "cust_noa").map(({ status: state }) => state),
    ["DELETED"],
  );
  assert.equal(cards.size, 6);
  assert.equal((await call(NOA)).status, 410);
});

test("S14 no secret, name or note of anybody is in the log", async () => {
  fault.next = "lost";
  await add(1, { note: "Her daughter's birthday" });
  const log = JSON.stringify(gateway.log);
  for (const personal of ["voucherify-double-token", "Noa", "daughter", "noa@"])
    assert(!log.includes(personal), personal);
});
