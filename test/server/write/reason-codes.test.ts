import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Operation } from "../../../sdk/contract/index.js";
import { insertRows } from "../../../server/postgres/rows.js";
import type { Program } from "../../../server/domain/program.js";
import { type ReadAnswer, startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";

const points = (more = {}) => ({ currency: "points", amount: 10, ...more });

/** What an answer is, and where it points. */
const said = ({ status, code, problem }: ReadAnswer) => [status, code, problem.errors?.[0]?.pointer];

for (const { name, open } of databases)
  describe(`reason codes on ${name}`, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async (program: Partial<Program> = {}) => {
      const acting = await startActing(opened.database, { program });
      const { tenant } = acting;
      const usual = { tenant, actions: null, requires_note: false, retired: false };
      await insertRows(opened.database, "reason_code", [
        { ...usual, id: "mistake", name: "Mistake", actions: '["subtract","undo"]' },
        { ...usual, id: "failure", name: "Service failure", requires_note: true },
        { ...usual, id: "prize", name: "Prize", retired: true },
      ]);
      return acting;
    };

    test("a reason is refused where it is offered for other actions, and where it is retired, at its field", async () => {
      const { act, preview, reverse } = await start();
      for (const reasonCode of ["mistake", "prize"]) {
        const refused = [422, "validation", "/reasonCode"];
        assert.deepEqual(said(await act("add", points({ reasonCode }))), refused);
        assert.deepEqual(said(await preview("add", points({ reasonCode }))), refused);
      }
      const done = await act("add", points({ reasonCode: "goodwill" }));
      assert.deepEqual(said(await reverse(done.operation.id, { input: { reasonCode: "prize" } })).slice(0, 2), [
        422,
        "validation",
      ]);
      assert.equal((await reverse(done.operation.id, { input: { reasonCode: "mistake" } })).status, 200);
    });

    test("a reason that asks for a note is refused without one, of an undo too; a preview comes before it", async () => {
      const { act, preview, reverse } = await start();
      const reasonCode = "failure";
      assert.equal((await preview("add", points({ reasonCode }))).status, 200);
      assert.deepEqual(said(await act("add", points({ reasonCode }))), [422, "reason-required", "/note"]);
      const { operation } = await act("add", points({ reasonCode, note: "Waited an hour" }));
      assert.equal(operation.note, "Waited an hour");
      assert.deepEqual(said(await reverse(operation.id, { input: { reasonCode } })), [422, "reason-required", "/note"]);
    });

    test("where a program has no notes, no reason asks for one", async () => {
      const { act } = await start({ reason: { reasonCode: "optional", note: "hidden" } });
      assert.equal((await act("add", points({ reasonCode: "failure" }))).status, 200);
    });

    test("a reason that was retired after it was given stays in the receipt, and what waits for approval is still done", async () => {
      const limits = [{ action: "add", currency: null, per: "operation", amount: 50 } as const];
      const acting = await startActing(opened.database, {
        program: { approvals: { expireAfterHours: 24 } },
        operator: { limits },
      });
      const { act, path, tenant, database, operator, newKey } = acting;
      const given = await act("add", points({ reasonCode: "goodwill" }));
      const waits = await act("add", { currency: "points", amount: 60, reasonCode: "goodwill" });
      assert.equal(waits.operation.status, "awaiting_approval");
      await database.updateTable("reason_code").set({ retired: true }).where("tenant", "=", tenant).execute();
      assert.equal((await act("add", points({ reasonCode: "goodwill" }))).code, "validation");
      const approved = await path.decide({
        ...{ tenant, requestId: "req_test", approvalId: waits.operation.id, decision: "approve", previewMatch: null },
        operator: { ...operator, id: "u_vera", limits: [] },
      });
      assert.deepEqual([approved.status, (JSON.parse(approved.body) as Operation).reasonCode], [200, "goodwill"]);
      const key = newKey();
      assert.equal((await act("add", points({ reasonCode: "goodwill" }), { key })).code, "validation");
      assert.equal(given.operation.reasonCode, "goodwill");
    });
  });
