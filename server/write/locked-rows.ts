import { type RawBuilder, sql } from "kysely";
import { shelves, type Stocked } from "../domain/stock.js";
import { insertOf } from "../postgres/rows.js";
import { chosenIds } from "./library-choices.js";
import { countedOperator } from "./counted.js";
import { claimedIn } from "./read-purchases.js";
import type { ReadState } from "./read-state.js";
import { membersOf, type WriteJob } from "./write-job.js";

const tables = ["member", "operator", "gift", "reward", "approval", "purchase"] as const;
type Table = (typeof tables)[number];

/** What a row is known by. */
const keyOf = (table: Table) => sql.ref(table === "purchase" ? "receipt_number" : "id");

/** A row that a decision stands on, and that one transaction at a time may hold: its table and its id, or the number of its receipt. */
export type LockedRow = `${Table} ${string}`;

const isStock = (table: Table): table is Stocked => table in shelves;

/**
 * The rows that a job's decision stands on: the member's, that of the other one where it takes two, that of an operator
 * who is counted, since two operations on two members may together be over a limit, those of the gifts and rewards that
 * may run out, what waited for a second person, and the receipt that two members may claim.
 */
export const rowsOf = (job: WriteJob): readonly LockedRow[] => {
  const operator = countedOperator(job);
  const chosen = chosenIds(job);
  return [
    ...membersOf(job).map((id) => `member ${id}` as const),
    ...(operator ? [`operator ${operator.id}` as const] : []),
    ...tables
      .filter(isStock)
      .flatMap((table) => (chosen.get(shelves[table]) ?? []).map((id) => `${table} ${id}` as const)),
    ...(job.approval ? [`approval ${job.approval.id}` as const] : []),
    ...claimedIn(job).map((receipt) => `purchase ${receipt}` as const),
  ];
};

const split = (row: LockedRow): readonly [Table, string] => {
  const space = row.indexOf(" ");
  return [row.slice(0, space) as Table, row.slice(space + 1)];
};

const idsIn = (table: string, rows: readonly LockedRow[]): string[] =>
  rows.map(split).flatMap(([name, id]) => (name === table ? [id] : []));

/**
 * Locks the rows of a group that nobody else holds, and answers which these are. It never waits, so that groups never
 * wait for each other in a circle. What is locked must be read in the next statement: one that locks and reads sees
 * what was there before.
 */
export const lockFreeRows = (tenant: string, jobs: readonly WriteJob[]): RawBuilder<{ row: LockedRow }> => {
  const rows = [...new Set(jobs.flatMap(rowsOf))];
  const touched = tables.filter((table) => idsIn(table, rows).length > 0);
  const locks = touched.map((table) => {
    const runsOut = isStock(table) ? sql`and stock is not null` : sql``;
    return sql`${sql.ref(`${table}_rows`)} as (
      select ${sql.lit(`${table} `)} || ${keyOf(table)} as row from ${sql.table(table)}
      where tenant = ${tenant} and ${keyOf(table)} = any(${idsIn(table, rows)}::text[]) ${runsOut} for no key update skip locked)`;
  });
  const all = touched.map((table) => sql`select row from ${sql.ref(`${table}_rows`)}`);
  return sql`with ${sql.join(locks)} ${sql.join(all, sql` union all `)}`;
};

/** Waits for one row, in a transaction that holds nothing yet. An operator who never acted has no row until now. */
export const waitForRow = (job: WriteJob, row: LockedRow): readonly RawBuilder<unknown>[] => {
  const { tenant } = job;
  const [table, id] = split(row);
  const operator = countedOperator(job);
  const rows = operator ? [{ tenant, id: operator.id, name: operator.name, email: operator.email }] : [];
  const waiting = sql`select from ${sql.table(table)} where tenant = ${tenant} and ${keyOf(table)} = ${id} for no key update`;
  if (table !== "operator") return [waiting];
  return [insertOf("operator", rows, { keys: ["tenant", "id"], update: "keep" }), waiting];
};

/** The row of a job that another transaction holds; undefined where all that there are of them are locked. */
export const heldRow = (job: WriteJob, locked: ReadonlySet<LockedRow>, state: ReadState): LockedRow | undefined =>
  rowsOf(job).find((row) => {
    if (locked.has(row)) return false;
    const [table, id] = split(row);
    if (table === "member") return state.members.some((member) => member.id === id);
    if (table === "purchase") return state.purchases.some(({ receipt }) => receipt === id);
    if (table === "approval") return state.approvals.some((approval) => approval.id === id);
    return !isStock(table) || state[shelves[table]].some((thing) => thing.id === id && thing.stock !== null);
  });
