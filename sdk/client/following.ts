import { isFinal, type Operation } from "../contract/index.js";
import type { FollowOptions } from "./client.js";
import { NetworkError, ProblemError, TimeoutError } from "./errors.js";
import type { Time } from "./time.js";

const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

/** Whether asking again later may help. */
export const isPassing = (error: unknown): boolean =>
  error instanceof NetworkError ||
  error instanceof TimeoutError ||
  (error instanceof ProblemError && (error.status === 429 || error.status >= 502));

/** Reads an operation again and again, at growing intervals, until its outcome is final. */
export const follow = async (
  read: () => Promise<Operation>,
  operation: Operation,
  { signal, onChange }: FollowOptions,
  time: Time,
): Promise<Operation> => {
  let latest = operation;
  for (let waitMs = firstWaitMs; !isFinal(latest); waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    await time.wait(waitMs, signal);
    const now = await read().catch((error: unknown) => {
      if (signal?.aborted || !isPassing(error)) throw error;
      return latest;
    });
    if (now.status !== latest.status) onChange?.(now);
    latest = now;
  }
  return latest;
};
