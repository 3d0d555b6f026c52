import { ProblemError } from "./errors.js";
import type { Time } from "./time.js";

/** How often an attempt is repeated after the first. */
const retries = 3;
const firstDelayMs = 300;

/** Doubles with each attempt, of which a random half to whole is waited, so that many clients do not return at once. */
const backoffMs = (attempt: number, random: number): number => firstDelayMs * 2 ** (attempt - 1) * (0.5 + random / 2);

/**
 * A `Retry-After` (RFC 9110, 10.2.3: seconds or an HTTP date) in milliseconds, at most `capMs`; null where it says
 * neither.
 */
export const retryAfterMs = (header: string | null, now: number, capMs: number): number | null => {
  const text = header?.trim() ?? "";
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : text.endsWith("GMT") ? Date.parse(text) - now : NaN;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), capMs);
};

export interface RetryOptions {
  time: Time;
  /** How long all `Retry-After`s together may keep the caller waiting, in milliseconds. */
  maxRetryAfterMs: number;
  /** Whether this error is worth, and safe for, another attempt. */
  again: (error: unknown) => boolean;
  /** Called before each wait. */
  onWait?: (state: { attempt: number; nextInMs: number }) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Repeats an attempt a bounded number of times, jittered, honouring `Retry-After`; at the end its last error is thrown.
 */
export const retrying = async <T>(
  attempt: () => Promise<T>,
  { time, maxRetryAfterMs, again, onWait, signal }: RetryOptions,
): Promise<T> => {
  let patienceMs = maxRetryAfterMs;
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (signal?.aborted || !again(error) || count > retries) throw error;
      const askedMs = error instanceof ProblemError ? (error.retryAfterMs ?? 0) : 0;
      if (askedMs > 0 && patienceMs <= 0) throw error;
      const nextInMs = Math.max(Math.min(askedMs, patienceMs), backoffMs(count, time.random()));
      patienceMs -= askedMs;
      onWait?.({ attempt: count, nextInMs });
      await time.wait(nextInMs, signal);
    }
  }
};
