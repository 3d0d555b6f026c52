import { type RawBuilder, sql } from "kysely";
import { RefusalError } from "../domain/refusal.js";
import type { Database } from "./database.js";
import { PLANNED_ANEW } from "./planned-anew.js";

/** When nobody waits for an answer any more, and by which connections the database is told so. */
export interface Abandonment {
  readonly signal: AbortSignal;
  /** Another pool than the one that reads: that may be full of what is to be given up. */
  readonly by: Database;
}

/** How often the database is asked to give up a statement that it may not have begun yet. */
const ATTEMPTS = 5;

/** Gives up the statement that begins with this mark, which no other one has, if it still runs. */
const giveUp = async (by: Database, mark: string): Promise<boolean> => {
  const { rows } = await sql<{ cancelled: boolean }>`
    select pg_cancel_backend(pid) as cancelled from pg_stat_activity
    where state = 'active' and starts_with(query, ${mark}) and pid <> pg_backend_pid()`.execute(by);
  return rows.some(({ cancelled }) => cancelled);
};

const abandoned = (cause: unknown) =>
  new RefusalError("unavailable", "Nobody waits for this answer any more.", { cause });

/**
 * Reads by a statement that is worth a plan of its own, and has the database give it up once nobody waits for its answer.
 * It keeps its connection until that is through, so that no other statement can be met. On PGlite, which does one
 * statement after the other, it is given up only where it has not begun.
 */
export const untilAbandoned = <Row>(
  database: Database,
  statement: RawBuilder<unknown>,
  { signal, by }: Abandonment,
): Promise<readonly Row[]> =>
  database.connection().execute(async (connection) => {
    const isAbandoned = () => signal.aborted;
    if (isAbandoned()) throw abandoned(signal.reason);
    const mark = `${PLANNED_ANEW} /* ${crypto.randomUUID()} */`;
    let isOver = false;
    let givingUp = Promise.resolve();
    const persist = async (): Promise<void> => {
      for (let attempt = 0; attempt < ATTEMPTS && !isOver; attempt++) if (await giveUp(by, mark)) return;
    };
    // Where the database can't be told, the statement ends by itself, at its time limit.
    const abandon = () => (givingUp = persist().catch(() => undefined));
    signal.addEventListener("abort", abandon);
    try {
      return (await sql<Row>`${sql.raw(mark)} ${statement}`.execute(connection)).rows;
    } catch (error) {
      throw isAbandoned() ? abandoned(error) : error;
    } finally {
      isOver = true;
      signal.removeEventListener("abort", abandon);
      await givingUp;
    }
  });
