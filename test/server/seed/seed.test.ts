import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { Member } from "../../../sdk/contract/index.js";
import { type InsertRows, insertRows } from "../../../server/postgres/rows.js";
import { people, seedTenant } from "../../../server/seed/index.js";
import { NOW, startBackend, type TestBackend } from "../../support/backend.js";
import { recordStatements } from "../../support/buffers.js";

const MEMBERS = 300;
let backend: TestBackend;
let tenant: string;

before(async () => {
  backend = await startBackend();
  tenant = await backend.seed("many", MEMBERS);
  await seedTenant(backend.database, "heavy", { heavyMember: 500, now: new Date(NOW) });
});
after(() => backend.close());

const broken = async (query: ReturnType<typeof sql<Record<string, unknown>>>) =>
  (await query.execute(backend.database)).rows;

test("balances are the sums of their entries, and of their lots", async () => {
  assert.deepEqual(
    await broken(sql`
      select account.* from account join lateral (
        select coalesce(sum(earned), 0) as earned, coalesce(sum(spendable), 0) as spendable, coalesce(sum(spent), 0) as spent,
          coalesce(sum(expired), 0) as expired, coalesce(sum(pending), 0) as pending, count(*) as seq
        from entry where (entry.tenant, entry.member_id, entry.currency) = (account.tenant, account.member_id, account.currency)) as e on true
      where (account.earned, account.spendable, account.spent, account.expired, account.pending, account.seq)
        is distinct from (e.earned, e.spendable, e.spent, e.expired, e.pending, e.seq)`),
    [],
  );
  assert.deepEqual(
    await broken(sql`
      select account.* from account where spendable + pending <> (
        select coalesce(sum(amount), 0) from lot
        where (lot.tenant, lot.member_id, lot.currency) = (account.tenant, account.member_id, account.currency))`),
    [],
  );
});

test("tiers are those that the earned points reach", async () => {
  const wrong = await broken(sql`
    select id, tier_id, earned from member left join account on account.tenant = member.tenant and member_id = id and currency = 'points'
    where member.tenant = ${tenant} and status <> 'deleted'
      and tier_id <> case when coalesce(earned, 0) >= 2000 then 'gold' when coalesce(earned, 0) >= 500 then 'silver' else 'bronze' end`);
  assert.deepEqual(wrong, []);
  assert.equal(
    (await broken(sql`select distinct tier_id from member where tenant = ${tenant} and tier_id is not null`)).length,
    3,
  );
});

test("every entry of the ledger stands in the timeline, and cards hold the punches that were told", async () => {
  assert.deepEqual(
    await broken(sql`
      select entry.* from entry left join operation on operation.tenant = entry.tenant and operation.id = operation_id and status = 'applied'
      where operation.id is null or operation.member_id <> entry.member_id`),
    [],
  );
  assert.deepEqual(
    await broken(sql`
      select member_id from member_punch_card where tenant = ${tenant} group by member_id
      having sum(punches) <> (select count(*) from operation as o where o.tenant = ${tenant}
        and o.member_id = member_punch_card.member_id and action = 'punch-card')`),
    [],
  );
});

test("it has as many members as were asked for, of many scripts, and nothing happens in the future", async () => {
  const { rows } = await sql<{ name: string }>`select name from profile where tenant = ${tenant}`.execute(
    backend.database,
  );
  assert.equal(rows.length, MEMBERS - 1, "all but the erased one have a name");
  for (const script of ["Latin", "Hebrew", "Arabic", "Cyrillic", "Han", "Devanagari", "Thai"])
    assert.ok(
      rows.some(({ name }) => new RegExp(`\\p{Script=${script}}`, "u").test(name)),
      script,
    );
  assert.deepEqual(await broken(sql`select id from operation where at > ${NOW}`), []);
});

test("it is the same every time, but for the salts", async () => {
  await seedTenant(backend.database, "again", { members: MEMBERS, now: new Date(NOW) });
  for (const [table, columns] of [
    ["operation", "id, receipt, effects"],
    ["profile", "member_id, name, email, phone, support_id"],
    ["lot", "member_id, currency, expires_on, amount"],
  ] as const) {
    const differing = await broken(sql`
      (select ${sql.raw(columns)} from ${sql.table(table)} where tenant = ${tenant})
      except all (select ${sql.raw(columns)} from ${sql.table(table)} where tenant = 'again')`);
    assert.deepEqual(differing, [], table);
  }
});

test("a member is the same whoever else there is", async () => {
  await seedTenant(backend.database, "fewer", { members: 100, now: new Date(NOW) });
  const differing = await broken(sql`
    (select id, receipt from operation where tenant = 'fewer') except all (select id, receipt from operation where tenant = ${tenant})`);
  assert.deepEqual(differing, []);
});

test("rows travel in parts, so that memory holds whatever their number", async () => {
  const recorded = recordStatements(backend.database);
  let [onTheWay, most] = [0, 0];
  const insert: InsertRows = async (trx, table, rows) => {
    onTheWay += rows.length;
    most = Math.max(most, onTheWay);
    await insertRows(trx, table, rows);
    onTheWay -= rows.length;
  };
  await seedTenant(recorded.database, "parts", { members: 1500, history: "none", insert, now: new Date(NOW) });
  assert(most < 6000, `${most} rows at a time`);
  const sizes = recorded.statements.flatMap(({ parameters }) =>
    parameters.map((parameter) => String(parameter).length),
  );
  assert(Math.max(...sizes) < 1_000_000, `${Math.max(...sizes)} characters`);
  const { rows } = await sql<{ members: number; busy: number }>`
    select count(*) as members, (select count(distinct member_id) from operation where tenant = 'parts') as busy
    from member where tenant = 'parts'`.execute(backend.database);
  assert.equal(rows[0]?.members, 1500);
  assert(rows[0].busy < Object.keys(people).length, "Nobody but the people has a past.");
});

test("a heavy member has as many entries as were asked for, in the order of time", async () => {
  const entries = await broken(sql`select at from entry where tenant = 'heavy' and member_id = 'm_heavy' order by seq`);
  const times = entries.map(({ at }) => (at as Date).getTime());
  assert.equal(times.length, 500);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
});

test("Noa is as the pictures show her", async () => {
  const ari = await backend.as({ tenant });
  const noa = (await ari(`/members/${people.noa}`)).body as Member;
  const numbers = noa.accounts.map(({ currency, earned, spendable, spent, expired, pending }) => [
    currency,
    earned,
    spendable,
    spent,
    expired,
    pending,
  ]);
  assert.deepEqual(numbers.sort(), [
    ["credits", 12000, 4850, 7150, 0, 0],
    ["points", 1640, 1240, 280, 120, 186],
  ]);
  assert.deepEqual(
    [noa.name, noa.supportId, noa.externalIds, noa.tier?.id],
    ["Noa Ben-David", "7F3K-22", ["CRM-0055210"], "silver"],
  );
  assert.deepEqual([...noa.tags].sort(), ["VIP", "oat milk", "weekend", "לקוחה קבועה"].sort());
  const [points] = noa.accounts.filter(({ currency }) => currency === "points");
  assert.deepEqual(points?.lots.map(({ amount, expiresAt, availableAt }) => [amount, expiresAt, availableAt]).sort(), [
    [186, null, "2026-12-04"],
    [300, "2026-12-31", null],
  ]);
});

test("each state that pages have to show has its member", async () => {
  const ari = await backend.as({ tenant });
  const statuses = await Promise.all(
    Object.values(people).map(async (id) => [id, (await ari(`/members/${id}`)).status] as const),
  );
  assert.deepEqual(
    statuses.filter(([, status]) => status !== 200),
    [[people.erased, 410]],
  );
});
