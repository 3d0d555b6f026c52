import { type AuditRow, auditRow, insertAudits } from "../audit/audited.js";
import type { Clock } from "../clock.js";
import type { Operator } from "../domain/operator.js";
import type { Database } from "../postgres/database.js";
import { digest } from "../domain/digest.js";

/** What somebody was shown of members. */
export interface Look {
  readonly operator: Pick<Operator, "tenant" | "id">;
  readonly requestId: string;
  /**
   * `view`: something of each of them. `search`: that they are there, in a list of whom was found. `audit`: what was done to
   * them, and by whom; all that was, where nobody is named.
   */
  readonly action: "view" | "search" | "audit";
  /** Ids, in the order in which they were shown. A search may show nobody. */
  readonly memberIds: readonly string[];
}

/** The same look again within so long is the same row: there are no more, however often a page is read anew. */
const WINDOW_MS = 5 * 60_000;

/** How long an answer waits for its row: a database that takes longer holds up no reader. */
const PATIENCE_MS = 250;

/** How many rows wait in memory where the database takes none. */
const MOST_WAITING = 10_000;

/** How many rows are remembered as written: others are written anew, which changes nothing. */
const MOST_KNOWN = 50_000;

/** A row's id says all that makes it the same look, so that the database itself keeps it to one, whichever process it is. */
const rowOf = (
  { operator: { tenant, id: operatorId }, requestId, action }: Look,
  at: Date,
  whom: { readonly memberId: string | null } | { readonly members: string; readonly found: number },
): AuditRow => {
  const window = Math.floor(at.getTime() / WINDOW_MS);
  const same = digest(JSON.stringify([operatorId, action, "members" in whom ? whom.members : whom.memberId]));
  const id = `look_${window.toString(36)}_${same.slice(0, 32)}`;
  return { ...auditRow({ tenant, at, requestId, operatorId, action, outcome: "shown", ...whom }), id };
};

const rowsOf = (look: Look, at: Date): AuditRow[] => {
  const { action, memberIds } = look;
  if (action === "search") return [rowOf(look, at, { members: JSON.stringify(memberIds), found: memberIds.length })];
  const each = action === "audit" && memberIds.length === 0 ? [null] : memberIds;
  return each.map((memberId) => rowOf(look, at, { memberId }));
};

interface Options {
  readonly database: Database;
  readonly clock: Clock;
  /** Called where rows could not be written; `lost` is how many were too many to wait. */
  readonly failed: (error: unknown, lost: number) => void;
}

/**
 * Writes down who was shown which members. What comes while rows are written is written together, next. An answer waits for
 * its own rows; where the database takes none in time, it leaves, and they wait in memory and go with the next.
 */
export class Looks {
  readonly #options: Options;
  /** Rows of the window that were written, or are on their way. */
  readonly #known = new Set<string>();
  #window = 0;
  #waiting: AuditRow[] = [];
  #writing: Promise<void> = Promise.resolve();
  /** The batch that begins once the one before is written. */
  #next: Promise<void> | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Resolves once the look is written, or can't be for the moment. Never rejects. */
  async note(look: Look): Promise<void> {
    const now = this.#options.clock.now();
    this.#forgetOthers(Math.floor(now.getTime() / WINDOW_MS));
    const fresh = rowsOf(look, now).filter(({ tenant, id }) => !this.#known.has(`${tenant} ${id}`));
    for (const { tenant, id } of fresh) this.#known.add(`${tenant} ${id}`);
    this.#waiting.push(...fresh);
    await this.#inTime(this.#waiting.length > 0 ? this.flush() : this.#writing);
  }

  /** Writes what waits still. Safe to repeat. */
  flush(): Promise<void> {
    return (this.#next ??= this.#writing.then(() => {
      this.#next = null;
      this.#writing = this.#write(this.#waiting.splice(0));
      return this.#writing;
    }));
  }

  async #write(rows: readonly AuditRow[]): Promise<void> {
    const { database, failed } = this.#options;
    try {
      await insertAudits(database, rows);
    } catch (error) {
      const all = [...rows, ...this.#waiting];
      this.#waiting = all.slice(-MOST_WAITING);
      failed(error, all.length - this.#waiting.length);
    }
  }

  async #inTime(written: Promise<void>): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
    await Promise.race([written, late]);
    clearTimeout(timer);
  }

  #forgetOthers(window: number): void {
    if (window === this.#window && this.#known.size < MOST_KNOWN) return;
    this.#known.clear();
    this.#window = window;
  }
}
