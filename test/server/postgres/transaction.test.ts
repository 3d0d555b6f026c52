import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { RefusalError } from "../../../server/domain/refusal.js";
import { inTransaction, MOST_TRIES } from "../../../server/postgres/transaction.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";

let postgres: TestPostgres;
before(async () => {
  postgres = await startPostgres();
  await sql`create sequence tries`.execute(postgres.database);
  // What a sequence has counted stays counted, though the transaction is taken back.
  await sql`
    create function get_in_the_way(times int) returns bigint language plpgsql as $$
      begin
        if nextval('tries') <= times then raise exception 'again' using errcode = '40001'; end if;
        return currval('tries');
      end $$`.execute(postgres.database);
});
beforeEach(async () => {
  await sql`alter sequence tries restart`.execute(postgres.database);
});
after(() => postgres.stop());

const statement = (times: number) => sql<{ tries: number }>`select get_in_the_way(${times}) as tries`;
const isConflict = { code: "40001" };

test("S24 a statement that others got in the way of is sent again, where it is no part of a transaction", async () => {
  const { rows } = await statement(3).execute(postgres.database);
  assert.equal(rows[0]?.tries, 4);
});

test("S24 it fails where they get in its way each time", async () => {
  await assert.rejects(statement(MOST_TRIES).execute(postgres.database), isConflict);
  const { rows } = await statement(0).execute(postgres.database);
  assert.equal(rows[0]?.tries, MOST_TRIES + 1);
});

test("S24 a transaction is done anew as a whole, and what it wrote before is not there twice", async () => {
  await sql`create table written (by int)`.execute(postgres.database);
  await inTransaction(postgres.database, async (trx) => {
    await sql`insert into written values (1)`.execute(trx);
    await statement(2).execute(trx);
  });
  const { rows } = await sql`select * from written`.execute(postgres.database);
  assert.equal(rows.length, 1);
});

test("S24 it is refused as unavailable where others get in its way each time, and nothing is done", async () => {
  const refused = inTransaction(postgres.database, (trx) => statement(MOST_TRIES).execute(trx));
  await assert.rejects(refused, (error) => error instanceof RefusalError && error.refusal.code === "unavailable");
});
