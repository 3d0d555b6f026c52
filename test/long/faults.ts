import type { Random } from "../../server/seed/random.js";
import type { Fault } from "../support/fault-proxy.js";

/** How long the clients of a bad network wait for an answer, in milliseconds. */
export const TIMEOUT_MS = 1_500;

/** What happens to a request, each as often as the others. */
const faults: readonly ((random: Random) => Fault)[] = [
  () => ({ kind: "reset" }),
  () => ({ kind: "drop" }),
  (random) => ({ kind: "truncate", framing: "cut", bytes: random.integer(0, 900) }),
  (random) => ({ kind: "truncate", framing: "whole", bytes: random.integer(0, 300) }),
  () => ({ kind: "html" }),
  (random) => ({ kind: "mutate", pointer: random.pick(["/id", "/changes", "/state", "/data"]), value: null }),
  (random) => ({ kind: "status", status: random.pick([500, 502, 503, 504]) }),
  (random) => ({ kind: "status", at: "answer", status: random.pick([500, 502, 503, 504]) }),
  () => ({ kind: "status", status: 429, headers: { "retry-after": "0" } }),
  () => ({ kind: "status", status: 401 }),
  () => ({ kind: "hold", at: "request", ms: TIMEOUT_MS * 1.2 }),
  () => ({ kind: "hold", at: "answer", ms: TIMEOUT_MS * 1.2 }),
];

/** Faults come singly, and now and then in a storm that hardly lets a request through: three of ten in all. */
const CALM = 0.2;
const STORM = 0.95;
const STORM_REQUESTS = 150;
const STORMS = 0.001;

/** What happens to one request after the other. */
export const weather = (random: Random): (() => Fault | null) => {
  let left = 0;
  return () => {
    if (left > 0) left--;
    else if (random.chance(STORMS)) left = STORM_REQUESTS;
    const fault = faults[random.integer(0, faults.length - 1)];
    return fault && random.chance(left > 0 ? STORM : CALM) ? fault(random) : null;
  };
};
