/**
 * The peer of writes: the least that adds points exactly once, one plain transaction a request. No checks, no
 * permission, no receipt. `node --import tsx bench/plain-endpoint.ts DATABASE_URL`; prints its origin.
 */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 });
for (const statement of [
  "create table plain_operation (tenant text, key text, id text, receipt text, primary key (tenant, id), unique (tenant, key))",
  "create table plain_account (tenant text, member text, spendable bigint, seq bigint, primary key (tenant, member))",
  "create table plain_entry (tenant text, member text, seq bigint, operation text, amount bigint, primary key (tenant, member, seq))",
  "create table plain_audit (tenant text, id text primary key, operation text, at timestamptz default now())",
  "insert into plain_account select 't1', 'm_' || n, 0, 0 from generate_series(2000, 4000) n",
])
  await pool.query(statement);

const book = async (client: pg.PoolClient, member: string, key: string, amount: number): Promise<string> => {
  const id = crypto.randomUUID();
  const receipt = JSON.stringify({ id, member, amount });
  await client.query("begin");
  await client.query("insert into plain_operation values ('t1', $1, $2, $3)", [key, id, receipt]);
  const { rows } = await client.query<{ seq: string }>(
    "update plain_account set spendable = spendable + $2, seq = seq + 1 where tenant = 't1' and member = $1 returning seq",
    [member, amount],
  );
  await client.query("insert into plain_entry values ('t1', $1, $2, $3, $4)", [member, rows[0]?.seq, id, amount]);
  await client.query("insert into plain_audit (tenant, id, operation) values ('t1', $1, $2)", [
    crypto.randomUUID(),
    id,
  ]);
  await client.query("commit");
  return receipt;
};

const app = new Hono().post("/v1/members/:member/actions/add", async (c) => {
  const { amount } = await c.req.json<{ amount: number }>();
  const client = await pool.connect();
  try {
    return c.body(await book(client, c.req.param("member"), c.req.header("Idempotency-Key") ?? "", amount));
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
});

serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => console.log(`http://127.0.0.1:${port}`));
