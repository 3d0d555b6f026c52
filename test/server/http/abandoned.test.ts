import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { startBackend, type TestBackend } from "../../support/backend.js";
import { waitingFor } from "../../support/locks.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";

const filter = { combinator: "and", rules: [{ field: "tags", operator: "contains", value: "VIP" }] };
/** A count of who has a tag, as it stands among what the database does. */
const COUNT = "planned anew%count(*) as members%member_tag";

describe("PostgreSQL", () => {
  let postgres: TestPostgres;
  let backend: TestBackend;
  let tenant: string;
  before(async () => {
    postgres = await startPostgres();
    backend = await startBackend({ database: postgres.database });
    tenant = await backend.seed();
  });
  after(async () => {
    await backend.close();
    await postgres.stop();
  });

  /** While nobody can read who has which tag: a count takes for ever. */
  const held = <T>(work: () => Promise<T>): Promise<T> =>
    postgres
      .connect(2)
      .transaction()
      .execute(async (trx) => {
        await sql`lock table member_tag in access exclusive mode`.execute(trx);
        return work();
      });

  const counting = async (signal: AbortSignal | null, origin = "http://backend.test") => {
    const request = new Request(`${origin}/v1/audience-queries`, {
      method: "POST",
      headers: { Authorization: `Bearer ${await backend.tokenFor({ tenant })}`, "Content-Type": "application/json" },
      body: JSON.stringify({ filter, limit: 0, count: true }),
      signal,
    });
    return origin === "http://backend.test" ? backend.fetch(request) : fetch(request);
  };

  /** Resolves once only these of the database's processes count. */
  const onlyCounting = async (pids: readonly number[]) => {
    for (;;) {
      const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
        where state = 'active' and query like ${`%${COUNT}%`} and pid <> pg_backend_pid()`.execute(postgres.database);
      const left = rows.map(({ pid }) => pid);
      if (left.every((pid) => pids.includes(pid))) {
        // It was given up long before its time limit: that of who came first has not come yet.
        assert.deepEqual(left, pids);
        return;
      }
      await pause(10);
    }
  };

  test("U03 a count whose caller is gone is given up in the database, and that of nobody else", async () => {
    const staying = await held(async () => {
      const staying = counting(null);
      const theirs = await waitingFor(postgres.database, COUNT);
      const leaving = new AbortController();
      const left = counting(leaving.signal);
      const both = await waitingFor(postgres.database, COUNT, 2);
      assert.equal(both.length, 2);
      leaving.abort();
      assert.equal((await left).status, 503);
      await onlyCounting(theirs);
      return { answer: staying };
    });
    assert.equal((await staying.answer).status, 200);
    const entry = backend.log.find(({ abandoned }) => abandoned);
    assert.deepEqual([entry?.route, entry?.level], ["/audience-queries", "info"]);
    assert.equal((await counting(null)).status, 200);
  });

  test("U03 a caller who hangs up is gone, and their connection counts for the next one", async () => {
    const server = await backend.listen();
    const staying = await held(async () => {
      const answer = counting(null, server.origin);
      const theirs = await waitingFor(postgres.database, COUNT);
      const leaving = new AbortController();
      const left = counting(leaving.signal, server.origin);
      await waitingFor(postgres.database, COUNT, 2);
      leaving.abort();
      await assert.rejects(left, { name: "AbortError" });
      await onlyCounting(theirs);
      return { answer };
    });
    assert.equal((await staying.answer).status, 200);
    assert.equal((await counting(null, server.origin)).status, 200);
  });

  test("U03 a caller who was gone before asks the database for no count", async () => {
    const before = backend.log.length;
    const { status } = await counting(AbortSignal.abort()).catch(() => ({ status: 503 }));
    assert.equal(status, 503);
    assert.ok(backend.log.slice(before).every(({ level }) => level === "info"));
  });
});
