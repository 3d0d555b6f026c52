import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Database } from "../../../server/postgres/database.js";
import { type Acting, startActing } from "../../support/acting.js";
import { openPreparedDatabase } from "../../support/prepared-database.js";
import { startBackend } from "../../support/backend.js";

let database: Database;
before(async () => void (database = await openPreparedDatabase()));
after(() => database.destroy());

const tagsOf = async ({ tenant, memberId }: Acting): Promise<string[]> => {
  const rows = await database
    .selectFrom("member_tag")
    .select("tag")
    .where("tenant", "=", tenant)
    .where("member_id", "=", memberId)
    .orderBy("tag")
    .execute();
  return rows.map(({ tag }) => tag);
};

test("a program that folds tags holds spellings for one tag", async () => {
  const acting = await startActing(database, { program: { tagCase: "folded" } });
  const { act, reverse } = acting;
  await act("add-tag", { tag: "Straße" });
  for (const tag of ["Straße", "STRASSE", "straße", "ＳＴＲＡＳＳＥ"])
    assert.equal((await act("add-tag", { tag })).code, "conflict", tag);
  const { operation } = await act("remove-tag", { tag: "strasse" });
  assert.deepEqual(operation.effects[0]?.subject?.name, "Straße", "as it was spelt");
  assert.deepEqual(await tagsOf(acting), []);
  await act("add-tag", { tag: "STRASSE" });
  assert.equal((await reverse(operation.id)).code, "not-reversible");
  assert.deepEqual(await tagsOf(acting), ["STRASSE"]);
  const added = await act("add-tag", { tag: "Vip" });
  await act("remove-tag", { tag: "Vip" });
  await act("add-tag", { tag: "VIP" });
  assert.equal((await reverse(added.operation.id)).code, "not-reversible", "another spelling stands there since");
});

test("a program that doesn't fold them tells spellings apart", async () => {
  const acting = await startActing(database, { program: { tagCase: "exact" } });
  const { act } = acting;
  for (const tag of ["vip", "VIP"]) assert.equal((await act("add-tag", { tag })).status, 200, tag);
  assert.equal((await act("add-tag", { tag: "VIP" })).code, "conflict");
  assert.equal((await act("remove-tag", { tag: "Vip" })).code, "conflict");
  await act("remove-tag", { tag: "vip" });
  assert.deepEqual(await tagsOf(acting), ["VIP"]);
});

test("which of both a program does stands in its capabilities", async () => {
  const backend = await startBackend({ database });
  for (const [program, tagCase] of [
    [{}, "folded"],
    [{ tagCase: "folded" }, "folded"],
    [{ tagCase: "exact" }, "exact"],
  ] as const) {
    const { tenant } = await startActing(database, { program });
    const call = await backend.as({ tenant });
    assert.equal((await call("/capabilities")).body.tagCase, tagCase);
  }
});

test("S21 a tag with a character that can't be seen is refused by its field, others are kept to the letter", async () => {
  const backend = await startBackend({ database });
  const { tenant, memberId } = await startActing(database);
  const call = await backend.as({ tenant });
  const add = (tag: string) => call(`/members/${memberId}/actions/add-tag`, { tag });
  const hidden = [
    "vi\u200bp",
    "\u202evip",
    "vip\u2069",
    "v\u00adip",
    "vi\ufeffp",
    "v\u200dip",
    "vip\u200f",
    "v\ufe0fip",
    "vip\u{e0041}",
    "1\ufe0f",
    "🏴\u{e0067}",
    "a\tb",
    "a\nb",
  ];
  for (const tag of hidden) {
    const { status, body } = await add(tag);
    assert.deepEqual(
      [status, body.errors?.[0]?.pointer, body.errors?.[0]?.code],
      [422, "/tag", "invisible-character"],
      JSON.stringify(tag),
    );
    assert.equal((await call(`/members/${memberId}/previews/add-tag`, { tag })).status, 422);
  }
  const seen = ["👩‍🚀", "❤️", "1️⃣", "👩🏽‍💻 coder", "❤️‍🔥", "🏳️‍🌈", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "葛󠄀", "می‌خواهم", "क्‍ष", "a b", "e\u0301té"];
  for (const tag of seen) assert.equal((await add(tag)).status, 200, tag);
  const kept = (await call(`/members/${memberId}`)).body.tags;
  assert.deepEqual(kept.toSorted(), seen.map((tag) => tag.normalize("NFC")).toSorted());
});

test("a tag is renamed in one act, which is undone as one; its receipt says both, and keeps neither", async () => {
  const acting = await startActing(database);
  const { act, reverse, memberId, tenant } = acting;
  await act("add-tag", { tag: "regluar" });
  const { operation } = await act("rename-tag", { tag: "Regluar", to: "regular" });
  assert.deepEqual(
    operation.effects.map(({ subject }) => subject?.name),
    ["regluar", "regular"],
  );
  assert.deepEqual(await tagsOf(acting), ["regular"]);
  const { receipt } = await database
    .selectFrom("operation")
    .select("receipt")
    .where("tenant", "=", tenant)
    .where("id", "=", operation.id)
    .executeTakeFirstOrThrow();
  assert.doesNotMatch(receipt ?? "", /regluar|regular/);
  const backend = await startBackend({ database });
  const call = await backend.as({ tenant });
  const [entry] = (await call(`/members/${memberId}/activities`)).body.data as unknown as (typeof operation)[];
  assert.deepEqual(entry?.effects, operation.effects);
  assert.equal((await reverse(operation.id)).status, 200);
  assert.deepEqual(await tagsOf(acting), ["regluar"]);
});

test("a tag is merged into one that the member has already, and an undo brings back what went", async () => {
  const acting = await startActing(database);
  const { act, reverse } = acting;
  for (const tag of ["regular", "often here"]) await act("add-tag", { tag });
  const { operation } = await act("rename-tag", { tag: "often here", to: "Regular" });
  assert.deepEqual(await tagsOf(acting), ["regular"]);
  await reverse(operation.id);
  assert.deepEqual(await tagsOf(acting), ["often here", "regular"]);
});

test("another spelling of a tag is another name for it, and the same spelling is none", async () => {
  const acting = await startActing(database, { program: { tagCase: "folded" } });
  const { act, reverse } = acting;
  await act("add-tag", { tag: "vip" });
  assert.equal((await act("rename-tag", { tag: "VIP", to: "vip" })).code, "conflict");
  assert.equal((await act("rename-tag", { tag: "nobody's", to: "vip" })).code, "conflict");
  const { operation } = await act("rename-tag", { tag: "vip", to: "VIP" });
  assert.deepEqual(await tagsOf(acting), ["VIP"]);
  await reverse(operation.id);
  assert.deepEqual(await tagsOf(acting), ["vip"]);
});
