import type { Step } from "./step.js";

/** Messages whose address and text are still to be forgotten are found without a look at all others. */
export const forgetting: readonly Step[] = [
  `create index message_remembered on message (created_at) where status <> 'queued' and body is not null`,
];
