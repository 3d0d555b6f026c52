import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";
import { KEPT_FOR_MS } from "../write/replay.js";

/**
 * Drops what refusals said once nobody can ask for it any more; their keys stay used. What was applied keeps its receipt: that is
 * the member's timeline. Safe to repeat, and to run in several processes.
 */
export const forgetOldRefusals = async ({ database, clock }: { database: Database; clock: Clock }): Promise<void> => {
  await database
    .updateTable("operation")
    .set({ receipt: null })
    .where("status", "=", "refused")
    .where("receipt", "is not", null)
    .where("at", "<", new Date(clock.now().getTime() - KEPT_FOR_MS))
    .execute();
};
