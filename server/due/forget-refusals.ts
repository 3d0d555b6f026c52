import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";
import { KEPT_FOR_MS } from "../write/replay.js";

/**
 * Deletes the text of refusals that can no longer be replayed. Their keys stay used. Applied operations keep their
 * receipts, which are the member's timeline. It is safe to repeat, and to run in several processes.
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
