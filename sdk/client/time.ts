/** Where every delay of the client comes from, so that tests need no sleeps. */
export interface Time {
  /** Milliseconds since the epoch. */
  now(): number;
  /** At least 0, below 1: spreads retries. */
  random(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** A signal that is aborted after `ms`. */
  limit(ms: number): AbortSignal;
}

const wait = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, ms);
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });

/** The clock on the wall. */
export const wallTime: Time = {
  now: () => Date.now(),
  random: () => Math.random(),
  wait,
  limit: (ms) => AbortSignal.timeout(ms),
};
