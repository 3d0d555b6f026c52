import { type RawBuilder, sql } from "kysely";
import { maySee } from "../domain/job.js";
import type { Operator } from "../domain/operator.js";
import type { Database } from "../postgres/database.js";

/** How long a caller may be away and resume where it left off, in milliseconds. */
export const CHANGES_KEPT_MS = 600_000;

/**
 * How far back who asks for the first time is told of, in milliseconds: what a page shows was read a moment before it
 * begins to listen.
 */
const LOOK_BACK_MS = 20_000;

/** Rows that one look takes at most; where there are more, all may have changed. */
const MOST_CHANGES = 10_000;

/** A member or a job that has changed. */
export interface Change {
  readonly kind: "member" | "job";
  readonly id: string;
  /** The operations that changed a member; null: not only those that are known. */
  readonly operations: readonly string[] | null;
  /** Whose job it is. */
  readonly operatorId: string | null;
}

/** What was seen at one moment: PostgreSQL's own snapshot, which says of each transaction whether it was seen. */
export type Seen = string;

/** What a look found. */
export interface Look {
  readonly seen: Seen;
  /** Where to resume, as who listens is told. */
  readonly cursor: string;
  /** Null: there were too many, or it can't be said any more. */
  readonly changes: readonly Change[] | null;
}

interface Row {
  readonly seen: string;
  readonly xmin: string;
  readonly kind: "member" | "job" | null;
  readonly id: string;
  readonly operation_id: string | null;
  readonly operator_id: string | null;
}

/** Several operations named in one change are no more than this: beyond, it is simply changed. */
const MOST_OPERATIONS = 20;

const merged = (before: Change | undefined, { kind, id, operation_id, operator_id }: Row): Change | null => {
  if (kind === null) return null;
  const earlier = before ? before.operations : [];
  const isKnown = earlier !== null && operation_id !== null && earlier.length < MOST_OPERATIONS;
  return { kind, id, operations: isKnown ? [...earlier, operation_id] : null, operatorId: operator_id };
};

const changesOf = (rows: readonly Row[]): readonly Change[] => {
  const changes = new Map<string, Change>();
  for (const row of rows) {
    const key = `${row.kind} ${row.id}`;
    const change = merged(changes.get(key), row);
    if (change) changes.set(key, change);
  }
  return [...changes.values()];
};

/**
 * Looks at what has changed, in one statement, so that what it finds and the snapshot are of one moment. Each row is found
 * by some look that follows the one before: a transaction that was under way then is found once it has committed,
 * however early it began.
 *
 * @param database the primary: on a standby a snapshot does not name the transactions that are under way
 * @param which of the two tables' rows, of which it looks at the last ones
 * @param among which of those it finds
 */
const look = async (
  database: Database,
  tenant: string,
  now: Date,
  which: RawBuilder<unknown>,
  among: RawBuilder<unknown> = sql`true`,
): Promise<Look> => {
  const last = sql`where tenant = ${tenant} and ${which} order by xid desc limit ${MOST_CHANGES}`;
  const { rows } = await sql<Row>`
    select pg_current_snapshot()::text as seen, pg_snapshot_xmin(pg_current_snapshot())::text as xmin, changed.*
    from (select) as one left join (
      select 'member' as kind, member_id as id, operation_id, null as operator_id
      from (select * from member_change ${last}) as member_change where ${among}
      union all
      select 'job', job_id, null, job.operator_id
      from (select * from job_change ${last}) as job_change
        join job on job.tenant = job_change.tenant and job.id = job_id where ${among}) as changed on true`.execute(
    database,
  );
  const { seen = "", xmin = "" } = rows[0] ?? {};
  const isAll = rows.length < MOST_CHANGES;
  return { seen, cursor: cursorOf(xmin, now), changes: isAll ? changesOf(rows) : null };
};

/** What is there to be seen now, and nothing of it. */
export const lookFrom = (database: Database, tenant: string, now: Date): Promise<Look> =>
  look(database, tenant, now, sql`false`);

/** What has changed since a look. */
export const lookSince = (database: Database, tenant: string, seen: Seen, now: Date): Promise<Look> =>
  look(
    database,
    tenant,
    now,
    sql`xid >= pg_snapshot_xmin(${seen}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${seen}::pg_snapshot)`,
  );

/**
 * A place to resume from, for who listens: when it was, and the number that no transaction was below that was under way
 * then. Whatever has a higher one is told again, which does no harm; a snapshot would name them all.
 */
const cursorOf = (xmin: string, now: Date): string => `${now.getTime()}-${xmin}`;

/** What PostgreSQL takes as a number of a transaction is below this. */
const XID_LIMIT = 2n ** 63n;

const CURSOR = /^(\d{1,15})-(\d{1,20})$/;

/** What has changed since a cursor; its changes are null where it is too old, or none of this database. */
export const lookAfter = async (database: Database, tenant: string, cursor: string, now: Date): Promise<Look> => {
  const [, at, xmin] = CURSOR.exec(cursor) ?? [];
  const isKept = xmin !== undefined && Number(at) >= now.getTime() - CHANGES_KEPT_MS;
  if (!isKept || BigInt(xmin) >= XID_LIMIT) return { ...(await lookFrom(database, tenant, now)), changes: null };
  const found = await look(database, tenant, now, sql`xid >= ${xmin}::xid8`);
  // A number that is not reached yet is another database's: one that was restored, or moved.
  const isOurs = BigInt(xmin) <= BigInt(found.seen.split(":")[1] ?? "0");
  return isOurs ? found : { ...found, changes: null };
};

/** What has changed a moment ago. */
export const lookBack = (database: Database, tenant: string, now: Date): Promise<Look> =>
  look(database, tenant, now, sql`true`, sql`at > ${new Date(now.getTime() - LOOK_BACK_MS)}`);

/** Whether this operator is told of it: of jobs, only of those that they may see. */
export const isToldTo = (operator: Operator, { kind, operatorId }: Change): boolean =>
  kind === "member" || (operatorId !== null && maySee(operator, { operator_id: operatorId }));
