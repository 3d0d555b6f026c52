import { sql } from "kysely";
import type { Database } from "../../server/postgres/database.js";
import { type Intent, isSameMovement, limited, type Model, type Movement, type Told } from "./model.js";

/** What must never be in the books: each query names what is. */
const forbidden: Readonly<Record<string, string>> = {
  "a balance is not the sum of its entries": `
    select member_id || ' ' || currency as what from account a left join lateral (
      select coalesce(sum(earned), 0) as earned, coalesce(sum(spendable), 0) as spendable, coalesce(sum(spent), 0) as spent,
        coalesce(sum(expired), 0) as expired, coalesce(sum(pending), 0) as pending, count(*) as seq
      from entry e where e.tenant = a.tenant and e.member_id = a.member_id and e.currency = a.currency) s on true
    where a.tenant = $tenant and (a.earned, a.spendable, a.spent, a.expired, a.pending, a.seq)
      is distinct from (s.earned, s.spendable, s.spent, s.expired, s.pending, s.seq)`,
  "earned is not spendable + spent + expired": `
    select member_id || ' ' || currency as what from account where tenant = $tenant and earned <> spendable + spent + expired`,
  "lots do not hold what is spendable and pending": `
    select member_id || ' ' || currency as what from account a where tenant = $tenant and spendable + pending <> (
      select coalesce(sum(amount), 0) from lot l where l.tenant = a.tenant and l.member_id = a.member_id and l.currency = a.currency)`,
  "an entry does not carry on from the one before": `
    select member_id || ' ' || currency || ' ' || seq as what from (
      select *, sum(spendable) over account as running, row_number() over account as place from entry where tenant = $tenant
      window account as (partition by member_id, currency order by seq)) e
    where spendable_after <> running or seq <> place`,
  "an operation is undone twice": `
    select reverses as what from operation where tenant = $tenant and status = 'applied' and reverses is not null
    group by reverses having count(*) > 1`,
  "a transaction left its claim behind":
    "select key as what from operation where tenant = $tenant and status = 'running'",
  "an operator went over a day's limit": `
    select (at at time zone 'Europe/Dublin')::date::text as what from operation
    where tenant = $tenant and operator_id = '${limited.id}' and action = 'add' and currency = 'points' and status = 'applied'
      and reverses is null and reversed_by is null group by 1 having sum(amount) > ${limited.dailyPoints}`,
  "an operation is not in the audit once": `
    select o.id as what from operation o left join audit a on a.tenant = o.tenant and a.operation_id = o.id and a.outcome = 'applied'
    where o.tenant = $tenant and o.status = 'applied' and o.reference like 'long-%' group by o.id having count(a.id) <> 1`,
};

/** An intent as the database has it. */
interface Row extends Movement {
  readonly reference: string;
  readonly id: string;
  readonly status: string;
  readonly entries: number;
  readonly member_id: string;
  readonly currency: string | null;
  readonly spendable_after: number | null;
}

const readRows = async (database: Database, tenant: string): Promise<readonly Row[]> => {
  const { rows } = await sql<Row>`
    select reference, o.id, o.status, count(e.seq)::int as entries, o.member_id, max(e.currency) as currency,
      coalesce(sum(e.earned), 0)::float8 as earned, coalesce(sum(e.spendable), 0)::float8 as spendable,
      coalesce(sum(e.spent), 0)::float8 as spent, max(e.spendable_after)::float8 as spendable_after
    from operation o left join entry e on e.tenant = o.tenant and e.operation_id = o.id
    where o.tenant = ${tenant} and reference like 'long-%' group by o.tenant, o.id`.execute(database);
  return rows;
};

const isOf = ({ memberId, currency, movement }: Intent, row: Row): boolean =>
  row.member_id === memberId && row.currency === currency && isSameMovement(row, movement);

/** Whether what was told of an applied intent is what is there. */
const isAsTold = (row: Row, told: Told): boolean =>
  told.state !== "applied" || (row.id === told.operationId && row.spendable_after === told.spendableAfter);

const compareIntent = ({ findings }: Model, intent: Intent, told: Told, rows: readonly Row[]): void => {
  const applied = rows.filter(({ status }) => status === "applied");
  const entries = rows.reduce((sum, row) => sum + row.entries, 0);
  const said = `${intent.id}, told ${JSON.stringify(told)}: ${JSON.stringify(rows)}`;
  if (applied.length > 1 || entries > 1) findings.doubled.add(said);
  else if (told.state === "applied" && (applied.length === 0 || entries === 0)) findings.lost.add(said);
  else if (told.state === "refused" && (applied.length > 0 || entries > 0)) findings.wrong.add(said);
  else if (applied.some((row) => !isOf(intent, row) || !isAsTold(row, told))) findings.wrong.add(said);
};

const groupByIntent = (rows: readonly Row[]): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.reference, [...(groups.get(row.reference) ?? []), row]);
  return groups;
};

/** Compares the books with the model, and in themselves. What is still open may have been done once, or not at all. */
export const compare = async (database: Database, tenant: string, model: Model): Promise<void> => {
  // A database that has just been filled knows nothing of its sizes, and would plan for a few rows.
  await sql`analyze`.execute(database);
  const rows = groupByIntent(await readRows(database, tenant));
  for (const [id, { intent, told }] of model.intents) compareIntent(model, intent, told, rows.get(id) ?? []);
  for (const id of rows.keys()) if (!model.intents.has(id)) model.findings.doubled.add(`${id} was never asked for`);
  for (const [name, query] of Object.entries(forbidden)) {
    const found = await sql.raw<{ what: string }>(query.replaceAll("$tenant", `'${tenant}'`)).execute(database);
    for (const { what } of found.rows) model.findings.broken.add(`${name}: ${what}`);
  }
};
