import type { Clock } from "../../clock.js";

/** How long what a program is is taken for what it is, in milliseconds. */
const FRESH_MS = 300_000;

/** Reads what seldom changes, and answers the same for five minutes. A read that fails is none. */
export const kept = <T>(clock: Clock, read: () => Promise<T>): (() => Promise<T>) => {
  let known: { readonly value: T; readonly at: number } | null = null;
  return async () => {
    const now = clock.now().getTime();
    if (!known || now - known.at > FRESH_MS) known = { value: await read(), at: now };
    return known.value;
  };
};
