import type { Tombstone } from "../audit/journal.js";
import type { WritePath } from "./write-path.js";

/** What became of a tombstone: somebody was there again, or nobody. */
export type Burial = "erased-again" | "gone-already";

/** Refusals that say that nobody is there to be erased. */
const gone = [404, 410];

/**
 * Erases again whom a restored backup brought back, in the way and for the operation that the tombstone tells of. A member is
 * known by their id: whoever registered the same address afresh is another one, and stays. It is safe to repeat.
 *
 * @throws where a member could not be erased
 */
export const bury = async (
  path: WritePath,
  { tenant, memberIds, action: actionId, operationId }: Tombstone,
): Promise<Burial> => {
  let isErased = false;
  for (const memberId of memberIds) {
    const key = `restored.${operationId}.${memberId}`;
    const origin = { tenant, operator: null, source: "restore", requestId: key };
    const { status, replayed } = await path.submit({
      ...origin,
      actionId,
      memberId,
      key,
      input: { confirmation: memberId },
    });
    if (status !== 200 && !gone.includes(status)) throw new Error(`${memberId} could not be erased again: ${status}.`);
    isErased ||= status === 200 && !replayed;
  }
  return isErased ? "erased-again" : "gone-already";
};
