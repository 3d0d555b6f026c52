import { sql } from "kysely";
import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";
import type { Link } from "./chain.js";

/** What stands outside of the database, so that a chain that was cut, or made anew as a whole, shows. */
export interface Anchor extends Link {
  readonly tenant: string;
  readonly at: Date;
}

/** Keeps an anchor where whoever can change the database can't reach it. The same one may come twice. */
export type KeepAnchor = (anchor: Anchor) => Promise<void>;

/** How long a program's anchors are apart at least, in milliseconds. */
const APART_MS = 3_600_000;

interface Options {
  readonly database: Database;
  readonly clock: Clock;
  readonly keepAnchor: KeepAnchor;
}

/**
 * Sends an anchor for each program whose chain has grown, once an hour. One that could not be kept is sent in the next
 * round. It is safe to repeat; several processes may send the same one.
 */
export const anchorAudit = async ({ database, clock, keepAnchor }: Options): Promise<void> => {
  const at = clock.now();
  const before = new Date(at.getTime() - APART_MS);
  const { rows } = await sql<Link & { tenant: string }>`
    select tenant, position, hash from audit_head
    where position > anchored_position and (anchored_at is null or anchored_at <= ${before})`.execute(database);
  for (const { tenant, position, hash } of rows) {
    await keepAnchor({ tenant, position, hash, at });
    await database
      .updateTable("audit_head")
      .set({ anchored_position: position, anchored_at: at })
      .where("tenant", "=", tenant)
      .execute();
  }
};
