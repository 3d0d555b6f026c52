import { setTimeout as pause } from "node:timers/promises";
import { Random } from "../../server/seed/random.js";
import type { Backend, Ground, Kind } from "./backends.js";
import type { Figures } from "./figures.js";
import { Load } from "./load.js";
import { runOn } from "./run.js";

const WORKERS = 16;

/** What is killed and started again: one of the servers, or PostgreSQL below servers that nobody starts again. */
export type Victim = "server" | "PostgreSQL";

export interface KillOptions {
  readonly kills: number;
  /** How many writes are answered between two kills. */
  readonly writes: number;
  readonly seed: number;
}

export interface Strike {
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export const strikeOn = (victim: Victim, { servers, postgres }: Backend, random: Random): Strike => {
  const index = random.integer(0, servers.origins.length - 1);
  if (victim === "server") return { kill: () => servers.kill(index), restart: () => servers.restart(index) };
  if (!postgres) throw new Error("There is no PostgreSQL to kill");
  return { kill: () => postgres.kill(), restart: () => postgres.up() };
};

/**
 * Kills under load, again and again. After each kill all that was acknowledged must be there once; what was open is
 * sent again until its outcome is known. The embedded database is looked at as the kill has left it; PostgreSQL, once
 * all outcomes are known.
 */
export const runKills = (
  ground: Ground,
  kind: Kind,
  victim: Victim,
  { kills, writes, seed }: KillOptions,
): Promise<Figures> =>
  runOn(ground, kind, `kill ${victim}`, async (run) => {
    const { backend, inspect } = run;
    const random = new Random(seed);
    const load = new Load({ workers: WORKERS, seed, mayFail: true, ...run });
    let longestRecoveryMs = 0;
    for (let count = 0; count < kills; count++) {
      await load.during(async () => {
        await load.answered(writes);
        // At some moment of their writes, whatever they have in common.
        await pause(random.integer(0, 50));
        const { kill, restart } = strikeOn(victim, backend, random);
        await kill();
        if (!backend.postgres) await inspect();
        const start = performance.now();
        await restart();
        await load.answered(1);
        longestRecoveryMs = Math.max(longestRecoveryMs, performance.now() - start);
      });
      if (backend.postgres) await inspect();
    }
    return { ...load.counts(), kills, longestRecoveryMs };
  });
