import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";

const evidence = "Ticked the box of form 12-A";
const withdrawn = { channel: "sms", granted: false, evidence };
const agreed = { channel: "sms", granted: true, evidence };

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    /** A member who agreed to SMS long ago, and to nothing else. */
    const start = async () => {
      const acting = await startActing(opened.database);
      const { database, tenant, memberId } = acting;
      return {
        ...acting,
        consent: async (channel: string) => {
          const row = await database
            .selectFrom("consent")
            .select(["granted", "at"])
            .where("tenant", "=", tenant)
            .where("member_id", "=", memberId)
            .where("channel", "=", channel)
            .executeTakeFirst();
          return row && [row.granted, row.at?.toISOString() ?? null];
        },
      };
    };
    const long = [true, "2026-01-03T10:00:00.000Z"];
    const now = "2026-11-21T10:00:00.000Z";

    test("a consent is withdrawn and given by hand, from now on, as its preview showed; its evidence is the note", async () => {
      const { act, preview, consent, row } = await start();
      const shown = await preview("set-consent", withdrawn);
      const { operation } = await act("set-consent", withdrawn);
      assert.deepEqual(operation.effects, shown.operation.effects);
      assert.deepEqual(operation.effects, [
        { kind: "consent", subject: { id: "sms", name: "sms" }, value: { before: "granted", after: "withdrawn" } },
      ]);
      assert.equal(operation.note, evidence);
      assert.deepEqual(await consent("sms"), [false, now]);
      assert.equal((await act("set-consent", withdrawn)).code, "conflict");
      assert.equal((await act("send-sms", { body: "Hi" })).operation.message?.status, "blocked");
      assert.equal((await act("set-consent", agreed)).status, 200);
      assert.equal((await act("send-sms", { body: "Hi" })).operation.message?.status, "queued");
      assert.equal((await row()).version, 3);
    });

    test("an undo brings back a consent with its day, and none where there was none", async () => {
      const { act, reverse, consent } = await start();
      const { operation } = await act("set-consent", withdrawn);
      await reverse(operation.id);
      assert.deepEqual(await consent("sms"), long);
      const given = await act("set-consent", { ...agreed, channel: "email" });
      assert.deepEqual(await consent("email"), [true, now]);
      await reverse(given.operation.id);
      assert.deepEqual(await consent("email"), [false, null]);
    });

    test("a consent that was changed since is left as it is by an undo", async () => {
      const { act, reverse, consent } = await start();
      const { operation } = await act("set-consent", withdrawn);
      await act("set-consent", agreed);
      assert.equal((await reverse(operation.id)).code, "not-reversible");
      assert.deepEqual(await consent("sms"), [true, now]);
    });

    test("a note changes nothing, can't be undone, and is kept apart from the receipt, so that an erasure takes it", async () => {
      const { act, reverse, row, database, tenant } = await start();
      const note = "Prefers to be called after six";
      const { operation } = await act("add-note", { note });
      assert.deepEqual([operation.note, operation.changes, operation.effects], [note, [], []]);
      assert.equal(operation.reversible, null);
      assert.equal((await reverse(operation.id)).code, "not-reversible");
      assert.equal((await row()).version, 1);
      const { receipt } = await database
        .selectFrom("operation")
        .select("receipt")
        .where("tenant", "=", tenant)
        .where("id", "=", operation.id)
        .executeTakeFirstOrThrow();
      assert.doesNotMatch(receipt ?? "", /six/);
    });
  });
