import { deliverDueMessages, forgetOldMessages, type OutboxOptions } from "./messages/outbox.js";

/** What one round of due work did. */
export interface DueWork {
  /** Messages that were due. */
  readonly messages: number;
}

/** Does what is due by now. Safe to repeat, and to call from several processes at a time. */
export const doDueWork = async (options: OutboxOptions): Promise<DueWork> => {
  const messages = await deliverDueMessages(options);
  await forgetOldMessages(options);
  return { messages };
};
