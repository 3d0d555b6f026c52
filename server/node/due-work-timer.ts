import { failureOf, type Log } from "../http/log.js";

/** How long it rests between two rounds, in milliseconds. */
const REST_MS = 2_000;

/**
 * Runs a job over and over, never twice at a time. A round that fails is logged, and the next one tries again. Answers the function
 * that stops it, which waits for the round at hand.
 */
export const repeat = (job: () => Promise<unknown>, log: Log, restMs = REST_MS): (() => Promise<void>) => {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const round = async (): Promise<void> => {
    await job().catch((error: unknown) => log({ level: "error", event: "due-work", error: failureOf(error) }));
    if (!stopped) timer = setTimeout(() => (running = round()), restMs);
  };
  let running = round();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
};
