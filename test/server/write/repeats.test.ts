import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMember } from "../../support/tenant.js";

const points = (more = {}) => ({ currency: "points", amount: 10, ...more });
const reason = { reasonCode: "goodwill" };

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async (asksAgainWithinDays?: number) => {
      const acting = await startActing(opened.database, {
        program: asksAgainWithinDays === undefined ? {} : { asksAgainWithinDays },
      });
      const said = async (input: object, more = {}) =>
        (await acting.preview("add", points(input), more)).operation.warnings
          .filter(({ code }) => code === "done-before")
          .map(({ detail }) => detail);
      return { ...acting, said };
    };

    test("the same act for the same reason or ticket is pointed out within the program's days, whoever did it, with who and when", async () => {
      const { act, said, operator, clock } = await start(7);
      await act("add", points(reason), { operator: { ...operator, id: "u_dana", name: "Dana" } });
      await act("add", points({ reference: "T-7" }));
      assert.deepEqual(await said(reason), ["Dana did this on 21 Nov 2026, for the same reason."]);
      assert.deepEqual(await said({ reference: "T-7" }), ["Ari Cohen did this on 21 Nov 2026, for the same ticket."]);
      clock.set("2026-11-28T09:59:59Z");
      assert.equal((await said(reason)).length, 1);
      clock.set("2026-11-28T10:00:00Z");
      assert.deepEqual(await said(reason), []);
    });

    test("another act, another member, another reason, no reason at all and what was undone are none of it", async () => {
      const { act, said, preview, reverse, database, tenant } = await start(7);
      const done = await act("add", points(reason));
      const memberId = await makeMember(database, tenant);
      assert.deepEqual(await said(reason, { memberId }), []);
      assert.deepEqual(await said({}), []);
      assert.deepEqual(await said({ reference: "T-8" }), []);
      assert.deepEqual((await preview("redeem", points(reason))).operation.warnings, []);
      await reverse(done.operation.id);
      assert.deepEqual(await said(reason), []);
    });

    test("a program that says no days asks about nothing", async () => {
      const { act, said } = await start();
      await act("add", points(reason));
      assert.deepEqual(await said(reason), []);
    });

    test("what somebody did between the preview and the write makes the preview stale", async () => {
      const { act, preview } = await start(7);
      const seen = await preview("add", points(reason));
      await act("add", points(reason));
      assert.equal(
        (await act("add", points(reason), { previewMatch: seen.operation.previewTag ?? null })).code,
        "stale",
      );
      const again = await preview("add", points(reason));
      const done = await act("add", points(reason), { previewMatch: again.operation.previewTag ?? null });
      assert.equal(done.status, 200);
    });
  });
