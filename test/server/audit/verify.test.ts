import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { keepAnchors } from "../../../server/audit/anchor.js";
import type { Anchor } from "../../../server/audit/journal.js";
import { sealAudit } from "../../../server/audit/seal.js";
import { type Verdict, verifyAudit } from "../../../server/audit/verify.js";
import { startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    /** A program with five rows in its audit, sealed but for those that are asked for. */
    const start = async ({ unsealed = 0 } = {}) => {
      const { database } = opened;
      const acting = await startActing(database);
      const { tenant, act, clock } = acting;
      const add = async (times: number) => {
        for (let time = 0; time < times; time++) await act("add", { currency: "points", amount: 1 });
      };
      await add(5 - unsealed);
      await sealAudit(database);
      await add(unsealed);
      const verdict = async (anchors: readonly Anchor[] = []): Promise<Verdict> => {
        for await (const each of verifyAudit(database, anchors)) if (each.tenant === tenant) return each;
        throw new Error("The program was not looked at.");
      };
      const finding = async (anchors?: readonly Anchor[]) => (await verdict(anchors)).finding;
      /** The row's id at a place. */
      const rowAt = async (position: number): Promise<string> => {
        const { rows } = await sql<{ id: string }>`
          select audit_id as id from audit_seal where tenant = ${tenant} and position = ${position}`.execute(database);
        return rows[0]?.id ?? "";
      };
      const anchors = async (): Promise<Anchor[]> => {
        const kept: Anchor[] = [];
        await keepAnchors({
          ...{ database, clock },
          keepEntry: async (entry) => {
            if (entry.type === "audit.anchor" && entry.tenant === tenant) kept.push(entry);
          },
        });
        return kept;
      };
      return { ...acting, add, anchors, finding, rowAt, verdict };
    };

    test("S17 what nobody touched holds, sealed or still to be sealed", async () => {
      const { tenant, verdict } = await start({ unsealed: 2 });
      assert.deepEqual(await verdict(), { tenant, verified: 3, unsealed: 2, finding: null });
      await sealAudit(opened.database);
      assert.deepEqual(await verdict(), { tenant, verified: 5, unsealed: 0, finding: null });
    });

    test("S17 each column of a row is held, and the verifier names the row that was changed", async () => {
      const columns = ["at", "request_id", "operator_id", "source", "action", "member_id", "operation_id", "outcome"];
      for (const column of [...columns, "digest", "subject"]) {
        const { tenant, finding, rowAt, verdict } = await start();
        const id = await rowAt(3);
        const other = column === "at" ? sql`at - interval '1 day'` : sql`'another'`;
        await sql`update audit set ${sql.ref(column)} = ${other} where tenant = ${tenant} and id = ${id}`.execute(
          opened.database,
        );
        assert.deepEqual(await finding(), { kind: "changed", position: 3, auditId: id }, column);
        assert.equal((await verdict()).verified, 2);
      }
    });

    test("S17 a row that was deleted is named, with or without its seal", async () => {
      const { tenant, finding, rowAt } = await start();
      const id = await rowAt(2);
      await sql`delete from audit where tenant = ${tenant} and id = ${id}`.execute(opened.database);
      assert.deepEqual(await finding(), { kind: "deleted", position: 2, auditId: id });
      await sql`delete from audit_seal where tenant = ${tenant} and position = 2`.execute(opened.database);
      assert.deepEqual(await finding(), { kind: "unlinked", position: 2, auditId: null });
    });

    test("S17 a row that was put in beside the seal is named", async () => {
      const { tenant, finding } = await start();
      await sql`insert into audit (tenant, id, at, request_id, source, action, outcome)
        values (${tenant}, 'au_forged', now(), 'req_x', 'manual', 'add', 'applied')`.execute(opened.database);
      assert.deepEqual(await finding(), { kind: "inserted", position: null, auditId: "au_forged" });
    });

    test("S17 rows that changed places are named", async () => {
      const { tenant, finding, rowAt } = await start();
      const [second, fourth] = [await rowAt(2), await rowAt(4)];
      await sql`update audit_seal set audit_id = case position when 2 then ${fourth} else ${second} end
        where tenant = ${tenant} and position in (2, 4)`.execute(opened.database);
      assert.deepEqual(await finding(), { kind: "moved", position: 2, auditId: fourth });
    });

    test("S17 a tail that was cut is found by the head, and where that was set back, by the anchor", async () => {
      const { tenant, anchors, finding } = await start();
      const kept = await anchors();
      assert.deepEqual(
        kept.map(({ position }) => position),
        [5],
      );
      await sql`delete from audit where tenant = ${tenant} and id in (
        select audit_id from audit_seal where tenant = ${tenant} and position > 3)`.execute(opened.database);
      await sql`delete from audit_seal where tenant = ${tenant} and position > 3`.execute(opened.database);
      assert.deepEqual(await finding(), { kind: "cut", position: 4, auditId: null });
      await sql`update audit_head set position = 3, hash = seal.hash from audit_seal as seal
        where audit_head.tenant = ${tenant} and seal.tenant = ${tenant} and seal.position = 3`.execute(opened.database);
      assert.equal(await finding(), null, "Inside the database nothing is left that could tell.");
      assert.deepEqual(await finding(kept), { kind: "cut", position: 4, auditId: null });
    });

    test("S17 a chain that was made anew after a change is found by the anchor, as is one that is gone", async () => {
      const { tenant, anchors, finding, rowAt } = await start();
      const kept = await anchors();
      const id = await rowAt(1);
      await sql`update audit set operator_id = 'another' where tenant = ${tenant} and id = ${id}`.execute(
        opened.database,
      );
      await sql`insert into audit_to_seal select tenant, id from audit where tenant = ${tenant}`.execute(
        opened.database,
      );
      for (const table of ["audit_seal", "audit_head"])
        await sql`delete from ${sql.table(table)} where tenant = ${tenant}`.execute(opened.database);
      await sealAudit(opened.database);
      assert.equal(await finding(), null);
      assert.deepEqual(await finding(kept), { kind: "remade", position: 5, auditId: await rowAt(5) });
      for (const table of ["audit", "audit_seal", "audit_head"])
        await sql`delete from ${sql.table(table)} where tenant = ${tenant}`.execute(opened.database);
      assert.deepEqual(await finding(kept), { kind: "cut", position: 1, auditId: null });
    });

    test("S16 the chain holds after an erasure", async () => {
      const { act, memberId, row, verdict } = await start();
      const ifMatch = `"${(await row()).version}"`;
      assert.equal((await act("delete", { confirmation: memberId }, { ifMatch })).status, 200);
      await sealAudit(opened.database);
      const { verified, finding } = await verdict();
      assert.deepEqual([verified, finding], [6, null]);
    });

    test("a program is anchored once an hour, and only where its chain has grown", async () => {
      const { add, anchors, clock } = await start();
      assert.equal((await anchors()).length, 1);
      await add(1);
      await sealAudit(opened.database);
      assert.equal((await anchors()).length, 0, "within the hour");
      clock.advance(3_600_000);
      const [anchor] = await anchors();
      assert.equal(anchor?.position, 6);
      clock.advance(3_600_000);
      assert.equal((await anchors()).length, 0, "nothing came");
    });

    test("an anchor that nobody could keep is sent again", async () => {
      const { anchors, clock } = await start();
      const keepEntry = () => Promise.reject(new Error("The receiver is down."));
      await assert.rejects(keepAnchors({ database: opened.database, clock, keepEntry }), /down/);
      assert.equal((await anchors()).length, 1);
    });
  });
