import assert from "node:assert/strict";
import { before, test } from "node:test";
import { loadModule } from "libpg-query";
import { brokenBy } from "./rules.js";

before(() => loadModule());

const broken = (sql: string, ...texts: string[]) => brokenBy({ sql, texts });

const kept = {
  "a tenant that each table is equal to":
    "select m.id from member m join account a on a.tenant = m.tenant and a.member_id = m.id where m.tenant = $1",
  "tables joined by their tenant": "select id from operation join purchase using (tenant) where tenant = $1",
  "a part that is held":
    "with due as (select tenant, id from message where tenant = $1 for update skip locked) update message set attempts = 1 from due where message.tenant = due.tenant and message.id = due.id",
  "a subquery that looks at the tenant around it":
    "select (select count(*) from account where tenant = member.tenant) from member where tenant = $1",
  "rows with the tenant as a constant":
    "insert into entry (tenant, seq) select $1, seq from json_populate_recordset(null::entry, $2) on conflict do nothing",
  "a key in a list of its own tenant":
    "delete from member_tag where tenant = $1 and (member_id, tag) in (select member_id, tag from json_populate_recordset(null::member_tag, $2))",
  "both halves of a union":
    "select tenant from (select tenant from gift where tenant = $1 union all select tenant from reward where tenant = $1) as held",
  "what an outer join asks of the rows that it adds":
    "select 1 from operation o left join certificate c on c.tenant = o.tenant where o.tenant = $1",
  "a recursion":
    "with recursive part as (select tenant, id from member where tenant = $1 union select member.tenant, member.id from part join member on member.tenant = $1 and merged_into = part.id) select id from part",
  "what it returns":
    "with new as (insert into audit (tenant, id) select $1, id from json_populate_recordset(null::audit, $2) returning tenant, id) insert into audit_to_seal (tenant, id) select tenant, id from new",
};

const found = {
  "no tenant": ["select id from member where id = $1", "member is held to no tenant"],
  "a tenant that only one table is held to": [
    "select 1 from member m join account a on a.member_id = m.id where m.tenant = $1",
    "account is held to no tenant",
  ],
  "any of some tenants": ["select 1 from member where tenant = any($1)", "member is held to no tenant"],
  "one tenant or another thing": ["select 1 from member where tenant = $1 or id = $2", "member is held to no tenant"],
  "rows that name their tenants themselves": [
    "insert into entry (tenant, seq) select tenant, seq from json_populate_recordset(null::entry, $1)",
    "entry is held to no tenant",
  ],
  "values of two tenants": ["insert into entry (tenant, seq) values ($1, 1), ($2, 2)", "it names 2 tenants"],
  "two tenants": ["select 1 from member m, account a where m.tenant = $1 and a.tenant = $2", "it names 2 tenants"],
  "half of a union": [
    "select tenant from gift where tenant = $1 union all select tenant from reward",
    "reward is held to no tenant",
  ],
  "what an outer join asks of the rows that it keeps": [
    "select 1 from operation o left join certificate c on c.tenant = $1 and o.tenant = $1",
    "operation is held to no tenant",
  ],
  "a part that is not held": [
    "with old as (select tenant, id from job where finished_at < $1) update job set input = null from old where job.tenant = old.tenant and job.id = old.id",
    "job is held to no tenant",
  ],
  "an advisory lock": ["select pg_advisory_xact_lock($1)", "pg_advisory_xact_lock is one node's own"],
  "a sequence": ["insert into entry (tenant, seq) values ($1, nextval('seq'))", "nextval is one node's own"],
  "a table's lock": ["lock table member", "LockStmt is none of the statements that requests are made of"],
} as const;

for (const [what, sql] of Object.entries(kept))
  test(`S24 ${what}: kept`, () => assert.deepEqual(broken(sql, "t1", "t2"), []));

for (const [what, [sql, why]] of Object.entries(found))
  test(`S24 ${what}: found`, () => assert.deepEqual(broken(sql, "t1", "t2"), [why]));
