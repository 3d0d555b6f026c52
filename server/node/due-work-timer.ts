import { failureOf, type Log } from "../http/log.js";

/** The pause between two rounds, in milliseconds. */
const REST_MS = 2_000;

/**
 * Runs a job again and again, never twice at a time, the first time after `firstMs`. A round that fails is logged, and
 * the next round tries again. Answers the function that stops it; that one waits for the current round.
 */
export const repeat = (
  job: () => Promise<unknown>,
  log: Log,
  { firstMs = 0, restMs = REST_MS } = {},
): (() => Promise<void>) => {
  let stopped = false;
  let running: Promise<void> | undefined;
  const round = async (): Promise<void> => {
    await job().catch((error: unknown) => log({ level: "error", event: "due-work", error: failureOf(error) }));
    if (!stopped) timer = setTimeout(run, restMs);
  };
  const run = (): void => void (running = round());
  let timer = setTimeout(run, firstMs);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
};
