import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";
import type { Link } from "./chain.js";

/** What a chain of the audit was at one time, so that one that was cut, or made anew as a whole, shows. */
export interface Anchor extends Link {
  readonly type: "audit.anchor";
  readonly tenant: string;
  readonly at: Date;
}

/** That a member was erased, without anything personal, so that a backup of before can't bring them back. */
export interface Tombstone {
  readonly type: "member.erased";
  readonly tenant: string;
  /** The member, and those that were merged into them: in a backup they may still stand for themselves. */
  readonly memberIds: readonly string[];
  /** `delete`, `anonymize` or `opt-out`. */
  readonly action: string;
  readonly operationId: string;
  readonly at: Date;
}

export type JournalEntry = Anchor | Tombstone;

/**
 * Keeps an entry where neither a restore of the database nor whoever can change it reaches. It resolves once the entry is safe;
 * the same one may come twice.
 */
export type KeepEntry = (entry: JournalEntry) => Promise<void>;

/** What writes entries, and where they are kept. */
export interface JournalOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly keepEntry: KeepEntry;
}
