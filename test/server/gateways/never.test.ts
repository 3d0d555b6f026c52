import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { TestClock } from "../../support/backend.js";
import { gatewayDatabases, type OpenGatewayDatabase, startGateway } from "../../support/gateway.js";
import { TinyVendor } from "../../support/tiny-vendor.js";

const PATH = "/members/m_1/actions/add";
const add = { currency: "points", amount: 10 };

for (const { name, open } of gatewayDatabases)
  describe(`a vendor that can neither repeat a call nor look it up, on ${name}`, () => {
    let opened: OpenGatewayDatabase;
    let tiny: TinyVendor;
    let clock: TestClock;
    before(async () => void (opened = await open()));
    after(() => opened.close());
    beforeEach(async () => {
      for (const table of ["intent", "intent_text", "member_lease"] as const)
        await opened.database.deleteFrom(table).execute();
      tiny = new TinyVendor();
      clock = new TestClock("2026-11-21T10:00:00Z");
    });

    /** One process of the gateway: any number may stand on the database. */
    const start = () => startGateway({ vendor: () => tiny.vendor, database: opened.database, clock });

    test("N01 a crash behind `sent` is found by the next process to be unknown, and nothing is ever sent again", async () => {
      tiny.meets.push("hangs");
      const key = { "Idempotency-Key": "k-crash" };
      // The process that sends this never hears of it, and is heard of no more.
      void (await (await start()).as())(PATH, add, key);
      while (tiny.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
      clock.advance(31_000);
      const next = await start();
      assert.equal(await next.gateway.recover(), 1);
      assert.equal(await next.gateway.recover(), 0);
      const call = await next.as();
      const again = await call(PATH, add, key);
      assert.deepEqual(
        [again.status, again.body.status, again.body.warnings[0]?.code],
        [200, "unknown", "outcome-unknown"],
      );
      assert.equal(again.body.reversible, null);
      assert.equal((await call("/operations/settle", { idempotencyKey: "k-crash" })).body.state, "unknown");
      assert.equal((await call(`/operations/${again.body.id}`)).body.status, "unknown");
      clock.advance(86_400_000);
      await next.gateway.recover();
      const later = await next.as();
      assert.equal((await later(PATH, add, key)).body.status, "unknown");
      assert.deepEqual([tiny.calls.length, tiny.balances.get("m_1")], [1, 110]);
    });

    test("N01 a lost answer is unknown at once, is undone by nobody, and leaves the member free for the next act", async () => {
      tiny.meets.push("lost");
      const call = await (await start()).as();
      const lost = await call(PATH, add);
      assert.deepEqual([lost.status, lost.body.status], [200, "unknown"]);
      assert.equal((await call(`/operations/${lost.body.id}/reversal`, {})).body.code, "not-reversible");
      const next = await call(PATH, add);
      assert.deepEqual([next.body.status, next.body.changes[0]?.spendable], ["applied", { before: 110, after: 120 }]);
      assert.equal(tiny.calls.length, 2);
    });

    test("what never left it is free to be sent again, by the same key", async () => {
      tiny.meets.push("unreachable");
      const call = await (await start()).as();
      const key = { "Idempotency-Key": "k-free" };
      assert.equal((await call(PATH, add, key)).status, 503);
      assert.equal((await call(PATH, add, key)).body.status, "applied");
      assert.equal(tiny.balances.get("m_1"), 110);
    });
  });
