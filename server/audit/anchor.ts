import { sql } from "kysely";
import { ofAllTenants } from "../postgres/all-tenants.js";
import type { Link } from "./chain.js";
import type { JournalOptions } from "./journal.js";

/** How long a program's anchors are apart at least, in milliseconds. */
const APART_MS = 3_600_000;

/**
 * Keeps an anchor for each program whose chain has grown, once an hour. One that could not be kept comes in the next round.
 * It is safe to repeat; several processes may keep the same one.
 */
export const keepAnchors = async ({ database, clock, keepEntry }: JournalOptions): Promise<void> => {
  const at = clock.now();
  const before = new Date(at.getTime() - APART_MS);
  const { rows } = await sql<Link & { tenant: string }>`${ofAllTenants}
    select tenant, position, hash from audit_head
    where position > anchored_position and (anchored_at is null or anchored_at <= ${before})`.execute(database);
  for (const { tenant, position, hash } of rows) {
    await keepEntry({ type: "audit.anchor", tenant, position, hash, at });
    await database
      .updateTable("audit_head")
      .set({ anchored_position: position, anchored_at: at })
      .where("tenant", "=", tenant)
      .execute();
  }
};
