import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Program } from "../../../../server/domain/program.js";
import type { Database } from "../../../../server/postgres/database.js";
import { startActing } from "../../../support/acting.js";
import { openPreparedDatabase } from "../../../support/prepared-database.js";

let database: Database;
before(async () => void (database = await openPreparedDatabase()));
after(() => database.destroy());

const start = async (manners: Program["manners"]) => {
  const acting = await startActing(database, { program: manners ? { manners } : {} });
  const said = async (actionId = "send-sms", input: object = { body: "Hi" }) =>
    (await acting.preview(actionId, { ...input })).operation.warnings
      .filter(({ code }) => code === "quiet-hours" || code === "messaged-often")
      .map(({ code }) => code);
  return { ...acting, said };
};

test("quiet hours go over midnight in the program's zone, and warn of messages alone", async () => {
  const { said, clock } = await start({ quietHours: { from: "21:00", to: "08:00" } });
  for (const [now, codes] of [
    ["2026-06-01T19:59:00Z", []],
    ["2026-06-01T20:00:00Z", ["quiet-hours"]],
    ["2026-06-02T06:59:00Z", ["quiet-hours"]],
    ["2026-06-02T07:00:00Z", []],
  ] as const) {
    clock.set(now);
    assert.deepEqual(await said(), codes, now);
  }
  clock.set("2026-06-01T23:00:00Z");
  assert.deepEqual(await said("add", { currency: "points", amount: 1 }), []);
});

test("as many messages as the program allows in 7 days, on that channel, are pointed out before the next one", async () => {
  const { act, said, clock, row, memberId } = await start({ mostPerWeek: 2 });
  const ifMatch = `"${(await row()).version}"`;
  await act("set-consent", { channel: "sms", granted: true, evidence: "Said so" }, { memberId, ifMatch });
  await act("send-sms", { body: "One" });
  assert.deepEqual(await said(), []);
  await act("send-sms", { body: "Two" });
  assert.deepEqual(await said(), ["messaged-often"]);
  assert.deepEqual(await said("send-notification", { title: "A", body: "B" }), []);
  clock.advance(7 * 86_400_000);
  assert.deepEqual(await said(), []);
});

test("a program without such manners warns of nothing", async () => {
  const { act, said, clock } = await start(undefined);
  for (let time = 0; time < 3; time++) await act("send-sms", { body: "Hi" });
  clock.set("2026-06-01T23:00:00Z");
  assert.deepEqual(await said(), []);
});
