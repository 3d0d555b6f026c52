/**
 * What an operation's status means. A write that is answered with HTTP 200 is answered, not yet done: its status says
 * what it came to.
 *
 * | status | meaning | final |
 * | --- | --- | --- |
 * | `simulated` | a preview; nothing was written | yes |
 * | `applied` | done | yes |
 * | `reversed` | done, and undone since | yes |
 * | `rejected` | refused, by the loyalty system or a second person; nothing was changed | yes |
 * | `failed` | tried, and nothing was changed | yes |
 * | `pending` | taken, and being carried out | no |
 * | `awaiting_approval` | waits for a second person | no |
 * | `unknown` | the backend can't tell whether it was done; never sent again | no |
 *
 * What is not final is followed by `GET /operations/{id}`, a second after the answer and then at growing intervals of
 * at most 30 seconds, until it is. A status that this list doesn't have is as `unknown` (U10).
 */
const outcomes = {
  simulated: "done",
  applied: "done",
  reversed: "done",
  rejected: "not-done",
  failed: "not-done",
  pending: "waiting",
  awaiting_approval: "waiting",
  unknown: "unknown",
} as const;

/** The outcomes that a screen, a message or a program tells apart. */
export type Outcome = (typeof outcomes)[keyof typeof outcomes];

/** What a status means; never throws. */
export const outcomeOf = ({ status }: { readonly status: string }): Outcome =>
  Object.hasOwn(outcomes, status) ? outcomes[status as keyof typeof outcomes] : "unknown";

/** Whether a status can't change by itself any more. */
export const isFinal = (operation: { readonly status: string }): boolean =>
  ["done", "not-done"].includes(outcomeOf(operation));
