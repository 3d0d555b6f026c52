import { setTimeout as pause } from "node:timers/promises";
import type { Ground, Kind } from "./backends.js";
import type { Figures } from "./figures.js";
import { Load } from "./load.js";
import { runOn } from "./run.js";

const WORKERS = 32;

/** Workers move balances as fast as they are answered. */
export const runBank = (
  ground: Ground,
  kind: Kind,
  { seconds, seed }: { seconds: number; seed: number },
): Promise<Figures> =>
  runOn(ground, kind, "bank", async (run) => {
    const load = new Load({ workers: WORKERS, seed, mayFail: false, ...run });
    await load.during(async () => {
      await pause(seconds * 1000);
    });
    return load.counts();
  });
