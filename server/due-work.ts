import { deliverDueMessages, forgetOldMessages, type OutboxOptions } from "./messages/outbox.js";
import { type RuleOptions, runDueRules } from "./rules/run-due-rules.js";

/** What one round of due work did. */
export interface DueWork {
  /** Operations that the program's rules reacted to. */
  readonly rules: number;
  /** Messages that were due. */
  readonly messages: number;
}

/** Does what is due by now. Safe to repeat, and to call from several processes at a time. */
export const doDueWork = async (options: OutboxOptions & RuleOptions): Promise<DueWork> => {
  const rules = await runDueRules(options);
  const messages = await deliverDueMessages(options);
  await forgetOldMessages(options);
  return { rules, messages };
};
