import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { HeldGift, HeldPunchCard, Member, Operation, Problem, Template } from "../../../sdk/contract/index.js";
import type { Rule } from "../../../server/domain/rule.js";
import { runRulesOn } from "../../../server/due/run-rules.js";
import { people } from "../../../server/seed/index.js";
import { northwindRules } from "../../../server/seed/northwind-rules.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { type Caller, startBackend, type TestBackend } from "../../support/backend.js";

let backend: TestBackend;
let tenant: string;
let ari: Caller;
let till: string;
let keys = 0;

before(async () => {
  backend = await startBackend();
});
after(() => backend.close());

const freshTenant = async () => {
  tenant = await backend.seed();
  ari = await backend.as({ tenant });
  till = await backend.tokenFor({ tenant, id: "till_1", permissions: ["events:ingest"] });
};

const ingest = (body: object, { token = till, key = `purchase-${++keys}` } = {}) =>
  backend.fetch("/ingest/purchases", {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": key },
    body: JSON.stringify(body),
  });

/** Purchases as a till's server has written them when it dies, before any rule has reacted. Answers the first one's id. */
const writePurchase = async (memberId: string, key: string): Promise<string> => {
  const { database, clock } = backend;
  const by = { tenant, operator: null, source: "pos", branchId: null, firesRules: true, requestId: key };
  const input = { amount: { amount: 1000, currency: "EUR", scale: 2 } };
  const path = createWritePath({ database, clock });
  const answer = await path.submit({ ...by, actionId: "purchase", memberId, input, key: `till_1:${key}` });
  return (JSON.parse(answer.body) as Operation).id;
};

const read = async <T>(path: string): Promise<T> => (await ari(path)).body as T;
const jsonOf = async <T>(response: Response): Promise<T> => (await response.json()) as T;

const timelineOf = async (memberId: string, query = "") =>
  (await read<{ data: Operation[] }>(`/members/${memberId}/activities${query}`)).data;
const pointsOf = async (memberId: string) =>
  (await read<Member>(`/members/${memberId}`)).accounts.find(({ currency }) => currency === "points")?.spendable ?? 0;
const giftsOf = async (memberId: string) =>
  (await read<{ data: HeldGift[] }>(`/members/${memberId}/gifts`)).data.map(({ gift }) => gift.id);
const cardsOf = async (memberId: string) =>
  (await read<{ data: HeldPunchCard[] }>(`/members/${memberId}/punch-cards`)).data.map(
    ({ punchCard, punches, status }) => [punchCard, punches, status],
  );

test("a purchase earns a point for each whole euro and a punch, each with its rule as the cause", async () => {
  await freshTenant();
  const response = await ingest({ memberId: people.empty, amount: 1250, branchId: "b_harbour" });
  assert.equal(response.status, 200);
  const receipt = await jsonOf<Operation>(response);
  assert.deepEqual(
    [receipt.action, receipt.source, receipt.branch],
    ["purchase", "pos", { id: "b_harbour", name: "Harbour" }],
  );
  assert.equal(await pointsOf(people.empty), 12);
  const timeline = await timelineOf(people.empty);
  assert.deepEqual(timeline.map(({ action, source, cause }) => [action, source, cause?.name ?? null]).sort(), [
    ["add", "rule", "1 point per €1"],
    ["punch-card", "rule", "Punch per coffee"],
    ["purchase", "pos", null],
    ["send-asset", "rule", "Thank-you for points"],
  ]);
});

test("S1-14 a rule runs the same entry of the catalogue as an operator: both leave the same receipt", async () => {
  await freshTenant();
  await ingest({ memberId: people.empty, amount: 1200 });
  const byHand = (await ari(`/members/${people.scratch}/actions/add`, { currency: "points", amount: 12 }))
    .body as Operation;
  const [byRule] = await timelineOf(people.empty, "?type=add");
  assert.deepEqual(byRule?.changes, byHand.changes);
  assert.deepEqual(byRule?.reversible, byHand.reversible);
  assert.deepEqual([byRule?.source, byHand.source], ["rule", "manual"]);
});

/** Shows a purchase to one rule that does this, and answers what it became. */
const byRule = async (memberId: string, reaction: NonNullable<ReturnType<Rule["react"]>>): Promise<Operation> => {
  const { database, clock } = backend;
  const key = `rule-${++keys}`;
  const id = await writePurchase(memberId, key);
  const rule: Rule = {
    id: `rule_${key}`,
    name: key,
    react: ({ action }) => (action === "purchase" ? reaction : null),
  };
  await runRulesOn({ database, writePath: createWritePath({ database, clock }), rules: [rule] }, tenant, [id]);
  const done = (await timelineOf(memberId)).find(({ cause }) => cause?.id === rule.id);
  assert(done, `${reaction.actionId} was not done`);
  return done;
};

const byHand = async (memberId: string, actionId: string, input: object): Promise<Operation> => {
  const { headers } = await ari(`/members/${memberId}`);
  const held = { "If-Match": headers.get("ETag") ?? "" };
  const { status, body } = await ari(`/members/${memberId}/actions/${actionId}`, input, held);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};

test("S1-14 whatever a rule does leaves the effects that the same entry of the catalogue leaves by hand", async () => {
  await freshTenant();
  const reactions = [
    { actionId: "add", input: { currency: "points", amount: 700 } },
    { actionId: "redeem", input: { currency: "points", amount: 70 } },
    { actionId: "punch-card", input: { punchCardId: "card_coffee", count: 2 } },
    { actionId: "send-asset", input: { giftId: "gift_pastry" } },
    { actionId: "give-reward", input: { rewardId: "reward_coffee", deductPoints: true } },
    { actionId: "add-tag", input: { tag: "same" } },
    { actionId: "change-tier", input: { tierId: "gold" } },
  ] as const;
  const essence = ({ action, changes, tier, effects, reversible }: Operation) => ({
    ...{ action, changes, tier, reversible: reversible !== null },
    effects: effects.map(({ issued, ...effect }) => ({ ...effect, isNew: issued != null })),
  });
  for (const reaction of reactions) {
    const own = await byHand(people.scratch, reaction.actionId, reaction.input);
    assert.deepEqual(essence(await byRule(people.empty, reaction)), essence(own));
  }
});

test("S0-15 a rule that sends uses the templates that are listed for an operator, and what leaves is the same", async () => {
  await freshTenant();
  for (const [actionId, channel] of [
    ["send-sms", "sms"],
    ["send-email", "email"],
    ["send-notification", "push"],
  ] as const) {
    const { data } = await read<{ data: Template[] }>(`/templates?channel=${channel}`);
    const [first] = data;
    assert(first);
    const { id: templateId, name } = first;
    const { message } = await byHand(people.mila, actionId, { templateId });
    assert.deepEqual(message?.template, { id: templateId, name });
    assert.deepEqual((await byRule(people.mila, { actionId, input: { templateId } })).message, message);
    const told = { currency: "points", amount: 1, notify: templateId } as const;
    assert.equal((await byHand(people.mila, "add", told)).message?.template?.id, templateId);
    assert.equal((await byRule(people.mila, { actionId: "add", input: told })).message?.template?.id, templateId);
  }
});

test("S0-14 punching by hand leaves the card that a rule's punch leaves", async () => {
  await freshTenant();
  await ingest({ memberId: people.empty, amount: 300 });
  await ari(`/members/${people.scratch}/actions/punch-card`, { punchCardId: "card_coffee" });
  assert.deepEqual(await cardsOf(people.empty), await cardsOf(people.scratch));
  assert.equal((await cardsOf(people.empty)).length, 1);
});

test("S0-28 points added by a rule bring a gift; points added by hand do not", async () => {
  await freshTenant();
  await ari(`/members/${people.scratch}/actions/add`, { currency: "points", amount: 100 });
  await ari(`/members/${people.scratch}/actions/send-asset`, { giftId: "gift_pastry" });
  await backend.app.runDueWork();
  assert.deepEqual(await giftsOf(people.scratch), ["gift_pastry"]);
  await ingest({ memberId: people.empty, amount: 100 });
  assert.deepEqual(await giftsOf(people.empty), ["gift_thanks"]);
});

test("S0-28 the rule would see points added by hand, were they shown to it", async () => {
  await freshTenant();
  const { id } = (await ari(`/members/${people.scratch}/actions/add`, { currency: "points", amount: 100 }))
    .body as Operation;
  await backend.database
    .updateTable("operation")
    .set({ rules_due: true })
    .where("tenant", "=", tenant)
    .where("id", "=", id)
    .execute();
  await backend.app.runDueWork();
  assert.deepEqual(await giftsOf(people.scratch), ["gift_thanks"]);
});

test("a purchase told twice, and rules that are run again, happen once", async () => {
  await freshTenant();
  const key = "receipt-4711";
  const first = await ingest({ memberId: people.empty, amount: 1000 }, { key });
  await backend.database
    .updateTable("operation")
    .set({ rules_due: true })
    .where("tenant", "=", tenant)
    .where("action", "=", "purchase")
    .where("key", "like", `%${key}`)
    .execute();
  const again = await ingest({ memberId: people.empty, amount: 1000 }, { key });
  assert.equal(await again.text(), await first.text());
  assert.equal(again.headers.get("Idempotent-Replayed"), "true");
  await backend.app.runDueWork();
  assert.equal(await pointsOf(people.empty), 10);
  assert.deepEqual(await giftsOf(people.empty), ["gift_thanks"]);
});

test("rules that were cut short are finished by the next round of due work", async () => {
  await freshTenant();
  await ingest({ memberId: people.noa, amount: 50 });
  const before = await pointsOf(people.empty);
  await backend.database
    .insertInto("operation")
    .values({
      tenant,
      id: "op_cut_short",
      scope: "pos",
      key: "cut-short",
      action: "purchase",
      member_id: people.empty,
      source: "pos",
      at: backend.clock.now(),
      status: "applied",
      receipt: JSON.stringify({
        action: "purchase",
        changes: [],
        effects: [{ kind: "purchase", amount: { amount: 900, currency: "EUR", scale: 2 } }],
      }),
      rules_due: true,
    })
    .execute();
  assert.equal((await backend.app.runDueWork()).rules, 3, "the purchase, and what its two rules did");
  assert.equal(await pointsOf(people.empty), before + 9);
});

test("a purchase that is told again after a crash brings what was left undone, wherever the rules were cut short", async () => {
  const dies = (action: string): Rule => ({
    id: "rule_dies",
    name: "Dies",
    react: (operation) => {
      if (operation.action === action) throw new Error("The process dies.");
      return null;
    },
  });
  const [points, ...others] = northwindRules;
  assert(points);
  const cuts = [[dies("purchase")], [points, dies("purchase")], [points, ...others.slice(0, 1), dies("add")]];
  for (const rules of cuts) {
    await freshTenant();
    const { database, clock } = backend;
    const id = await writePurchase(people.empty, "cut");
    const writePath = createWritePath({ database, clock });
    await assert.rejects(runRulesOn({ database, writePath, rules }, tenant, [id]), /dies/);
    const again = await ingest({ memberId: people.empty, amount: 1000 }, { key: "cut" });
    assert.equal(again.headers.get("Idempotent-Replayed"), "true");
    assert.equal(await pointsOf(people.empty), 10);
    assert.deepEqual(await giftsOf(people.empty), ["gift_thanks"]);
    assert.equal((await cardsOf(people.empty)).length, 1);
    assert.equal((await backend.app.runDueWork()).rules, 0, "nothing is left over");
  }
});

test("a purchase leaves what is due of others alone, of its own tenant and of another", async () => {
  await freshTenant();
  const [other, otherAri] = [tenant, ari];
  await writePurchase(people.empty, "left-over");
  await freshTenant();
  await writePurchase(people.scratch, "left-over");
  await ingest({ memberId: people.empty, amount: 1000 });
  assert.equal(await pointsOf(people.empty), 10);
  assert.equal(await pointsOf(people.scratch), 0);
  assert.deepEqual((await otherAri(`/members/${people.empty}/gifts`)).body.data, []);
  assert.equal((await backend.app.runDueWork()).rules, 6, "both, and what their two rules did");
  assert.equal(await pointsOf(people.scratch), 10);
  tenant = other;
  ari = otherAri;
  assert.equal(await pointsOf(people.empty), 10);
});

test("N14 two tills that happen on the same key tell of two purchases", async () => {
  await freshTenant();
  const other = await backend.tokenFor({ tenant, id: "till_2", permissions: ["events:ingest"] });
  const key = "receipt-1";
  const told = [
    await ingest({ memberId: people.empty, amount: 1000 }, { key }),
    await ingest({ memberId: people.scratch, amount: 2000 }, { key, token: other }),
  ];
  assert.deepEqual(
    told.map(({ status, headers }) => [status, headers.get("Idempotent-Replayed")]),
    [
      [200, null],
      [200, null],
    ],
  );
});

test("S09 only a till may tell of purchases, and a till may do nothing else", async () => {
  await freshTenant();
  const viewer = await backend.tokenFor({ tenant, operator: "vera" });
  const others = ["events", "events:read", "events:ingest:refunds", "ledger:add"];
  for (const token of [viewer, await backend.tokenFor({ tenant, id: "till_2", permissions: others })]) {
    const refused = await ingest({ memberId: people.empty, amount: 100 }, { token });
    assert.deepEqual([refused.status, (await jsonOf<Problem>(refused)).code], [403, "forbidden"]);
  }
  const asTill = await backend.as({ tenant, id: "till_1", permissions: ["events:ingest"] });
  assert.equal((await asTill(`/members/${people.empty}/actions/add`, { currency: "points", amount: 1 })).status, 403);
});

test("L02 S10 a purchase of nothing, of a fraction, or with a field of another's is refused", async () => {
  await freshTenant();
  for (const body of [
    { amount: 0 },
    { amount: 1.5 },
    { amount: -100 },
    { amount: "100" },
    { amount: 100, points: 5 },
    {},
  ]) {
    const response = await ingest({ memberId: people.empty, ...body });
    assert.deepEqual([response.status, (await jsonOf<Problem>(response)).code], [422, "validation"]);
  }
  assert.deepEqual(await timelineOf(people.empty), []);
});
