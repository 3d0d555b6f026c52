import { failureOf, type Log } from "../http/log.js";

/** The pause between two rounds, in milliseconds. */
const REST_MS = 2_000;

/**
 * Runs a job again and again, never twice at a time. A round that fails is logged, and the next round tries again.
 * Answers the function that stops it; that one waits for the current round.
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
