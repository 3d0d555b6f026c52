import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { HeldCoupon, Reward } from "../../../../sdk/contract/index.js";
import type { Caller } from "../../../support/backend.js";
import { holdToDocument } from "../../../support/openapi-check.js";
import { readSquareDocument, type SquareGateway, startSquareGateway } from "./square-gateway.js";

let gateway: SquareGateway;
let call: Caller;
before(async () => {
  gateway = await startSquareGateway();
  call = await gateway.as();
});
after(() => gateway.close());
after(() => assert.deepEqual(gateway.breaches, []));

test("S0-8 points are added in Square, once for their key, and the timeline tells who did it and why", async () => {
  const key = { "Idempotency-Key": "k-add" };
  const input = { currency: "points", amount: 60, note: "Sorry for the wait", reference: "T-1" };
  const first = await call("/members/cust-noa/actions/add", input, key);
  assert.equal(first.status, 200, first.text);
  assert.deepEqual(first.body.changes[0]?.spendable, { before: 340, after: 400 });
  const again = await call("/members/cust-noa/actions/add", input, key);
  assert.deepEqual([again.text, again.headers.get("Idempotent-Replayed")], [first.text, "true"]);
  const { body } = await call("/members/cust-noa/activities");
  const [entry, purchase] = body.data;
  assert.deepEqual(
    [entry?.id, entry?.operator?.id, entry?.note, entry?.reference, entry?.changes[0]?.spendable],
    [first.body.id, "u_ari", "Sorry for the wait", "T-1", { before: 340, after: 400 }],
  );
  assert.deepEqual([purchase?.action, purchase?.source], ["purchase", "pos"]);
});

test("what is undone is an entry of its own in Square, and is undone once", async () => {
  const { body: done } = await call("/members/cust-mila/actions/add", { currency: "points", amount: 5 });
  const { body: undone } = await call(`/operations/${done.id}/reversal`, {});
  assert.deepEqual([undone.reverses, undone.changes[0]?.spendable], [done.id, { before: 95, after: 90 }]);
  assert.equal((await call(`/operations/${done.id}/reversal`, {})).body.code, "already-reversed");
  const { body: original } = await call(`/operations/${done.id}`);
  assert.deepEqual([original.status, original.reversedBy, original.reversible], ["reversed", undone.id, null]);
});

test("a tag is a customer group in Square, made where there is none", async () => {
  await call("/members/cust-jonas/actions/add-tag", { tag: "regular" });
  const group = [...gateway.double.state.groups.values()].find(({ name }) => name === "regular");
  assert.ok(gateway.double.state.customer("cust-jonas").group_ids.includes(group?.id ?? ""));
  assert.deepEqual((await call("/members/cust-jonas")).body.tags, ["VIP", "regular"]);
});

test("what the double answers that Square's document doesn't have shows", async () => {
  const document = readSquareDocument();
  const { fetch, breaches } = holdToDocument(document, async () =>
    Response.json({ customer: { id: "c", shoeSize: 42 } }),
  );
  await fetch(new Request("http://square.test/v2/customers/c?lang=en"));
  await fetch(new Request("http://square.test/v2/loyalty/gifts"));
  assert.deepEqual(
    breaches.map((each) => each.split(": ").slice(0, 2).join(": ")),
    [
      "GET /v2/customers/{customer_id}: there is no parameter lang",
      "GET /v2/customers/{customer_id}, answer 200: data/customer must NOT have additional properties",
      "GET /v2/loyalty/gifts: the document has no such route",
    ],
  );
});

test("S3-7 a reward is claimed for its price, and its undo deletes it in Square: the price comes back once", async () => {
  const { body: rewards } = await call("/rewards?memberId=cust-jonas");
  assert.deepEqual(
    (rewards.data as unknown as Reward[]).map((each) => [each.id, each.offer?.eligible]),
    [
      ["tier-coffee", true],
      ["tier-lunch", true],
    ],
  );
  const { body: claimed } = await call("/members/cust-jonas/actions/claim-reward", { rewardId: "tier-coffee" });
  const { body: held } = await call("/members/cust-jonas/coupons");
  const [coupon] = held.data as unknown as HeldCoupon[];
  assert.deepEqual(
    [coupon?.reward.name, coupon?.status, coupon?.id],
    ["Free coffee", "active", claimed.effects[0]?.issued],
  );
  const { body: undone } = await call(`/operations/${claimed.id}/reversal`, {});
  assert.equal(undone.changes[0]?.applied, 100);
  assert.equal((await call("/members/cust-jonas/coupons")).body.data[0]?.status, "disabled");
  const { body: timeline } = await call("/members/cust-jonas/activities?limit=2");
  assert.deepEqual(
    timeline.data.map((each) => [each.id, each.status]),
    [
      [undone.id, "applied"],
      [claimed.id, "reversed"],
    ],
  );
  const short = await call("/members/cust-yael/actions/claim-reward", { rewardId: "tier-lunch" });
  assert.equal(short.body.code, "insufficient-balance");
});

const changesOf = (changes: Readonly<Record<string, readonly [from: string | null, to: string | null]>>) => ({
  changes: Object.fromEntries(Object.entries(changes).map(([id, [from, to]]) => [id, { from, to }])),
});
const EDIT = "/members/cust-mila/actions/edit-profile";

test("S2-4 a profile is edited in Square, each part held by what was seen there, and its undo puts all back", async () => {
  const { body: attributes } = await call("/attributes");
  assert.deepEqual(
    attributes.data.map(({ id }) => id),
    ["firstName", "familyName", "email", "phone", "birthday", "company"],
  );
  const edit = changesOf({
    familyName: ["Brandt", "Brandt-Levi"],
    company: [null, "Brandt GmbH"],
    birthday: ["1991-04-17", null],
  });
  const { status, text, body: done } = await call(EDIT, { ...edit, note: "Has married" });
  assert.equal(status, 200, text);
  assert.deepEqual(
    done.effects.map(({ kind, subject, value }) => [kind, subject?.id, value?.before, value?.after]),
    [
      ["profile", "familyName", "Brandt", "Brandt-Levi"],
      ["profile", "company", null, "Brandt GmbH"],
      ["profile", "birthday", "1991-04-17", null],
    ],
  );
  const { family_name: family, company_name: company, birthday } = gateway.double.state.customer("cust-mila");
  assert.deepEqual([family, company, birthday], ["Brandt-Levi", "Brandt GmbH", undefined]);
  assert.equal((await call("/members/cust-mila")).body.name, "Mila Brandt-Levi");
  gateway.clock.advance(1_000);
  const { body: undone } = await call(`/operations/${done.id}/reversal`, {});
  assert.equal(undone.reverses, done.id, JSON.stringify(undone));
  const now = gateway.double.state.customer("cust-mila");
  assert.deepEqual([now.family_name, now.company_name, now.birthday], ["Brandt", undefined, "1991-04-17"]);
  const { body: timeline } = await call("/members/cust-mila/activities?limit=1");
  assert.equal(timeline.data[0]?.id, undone.id);
});

test("what somebody else has changed, what isn't so and what Square refuses is said where it stands", async () => {
  const refused = async (changes: Parameters<typeof changesOf>[0]) => {
    const { body } = await call(EDIT, changesOf(changes));
    return [body.code, body.errors?.[0]?.pointer];
  };
  assert.deepEqual(await refused({ familyName: ["Braun", "Levi"] }), ["conflict", "/changes/familyName"]);
  assert.deepEqual(await refused({ familyName: ["Brandt", "Brandt"] }), ["conflict", undefined]);
  assert.deepEqual(await refused({ email: ["mila@example.com", "mila"] }), ["validation", "/changes/email/to"]);
  assert.deepEqual(await refused({ firstName: ["Mila", null] }), ["validation", "/changes/firstName/to"]);
  assert.deepEqual(await refused({ shoeSize: [null, "42"] }), ["validation", "/changes/shoeSize"]);
  gateway.double.state.write("cust-mila", { birthday: "0000-04-17" });
  assert.deepEqual(await refused({ birthday: [null, "1991-04-17"] }), ["validation", "/changes/birthday"]);
});
