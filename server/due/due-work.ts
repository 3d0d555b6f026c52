import { deliverDueMessages, forgetOldMessages, type OutboxOptions } from "./deliver-messages.js";
import { type RuleOptions, runDueRules } from "./run-rules.js";
import { forgetOldRefusals } from "./forget-refusals.js";
import { moveDueLots } from "./due-lots.js";

/** What one round of due work did. */
export interface DueWork {
  /** Accounts in which something became available or expired. */
  readonly accounts: number;
  /** Operations that the program's rules reacted to. */
  readonly rules: number;
  /** Messages that were due. */
  readonly messages: number;
}

/** Does one round of due work. It is safe to repeat, and to run in several processes at once. */
export const doDueWork = async (options: OutboxOptions & RuleOptions): Promise<DueWork> => {
  const accounts = await moveDueLots(options);
  const rules = await runDueRules(options);
  const messages = await deliverDueMessages(options);
  await forgetOldMessages(options);
  await forgetOldRefusals(options);
  return { accounts, rules, messages };
};
