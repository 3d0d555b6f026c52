import { failureOf, type Log } from "../http/log.js";

/** The pause between two rounds, in milliseconds. */
const REST_MS = 2_000;

interface Pace<T> {
  readonly firstMs?: number;
  readonly restMs?: number;
  /** Whether a round has left something that the next one is to do at once; by default none has. */
  readonly goesOn?: (round: T) => boolean;
}

/**
 * Runs a job again and again, never twice at a time, the first time after `firstMs`. A round that fails is logged, and
 * the next round tries again. Answers the function that stops it; that one waits for the current round.
 */
export const repeat = <T>(
  job: () => Promise<T>,
  log: Log,
  { firstMs = 0, restMs = REST_MS, goesOn = () => false }: Pace<T> = {},
): (() => Promise<void>) => {
  let stopped = false;
  let running: Promise<void> | undefined;
  const attempt = async (): Promise<boolean> => {
    try {
      return goesOn(await job());
    } catch (error) {
      log({ level: "error", event: "due-work", error: failureOf(error) });
      return false;
    }
  };
  const round = async (): Promise<void> => {
    const isMore = await attempt();
    if (!stopped) timer = setTimeout(run, isMore ? 0 : restMs);
  };
  const run = (): void => void (running = round());
  let timer = setTimeout(run, firstMs);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
};
