import { type Refusal, RefusalError } from "../../domain/refusal.js";
import { failureOf } from "../../http/log.js";
import type { GatewayContext } from "../context.js";
import type { Done, VendorAction, VendorCall } from "../vendor/vendor.js";
import { VendorError } from "../vendor/vendor-error.js";
import type { Intent, IntentStore } from "./intent-store.js";
import type { Lease } from "./member-leases.js";

/** What has become of an act that was, or may have been, sent. */
export type Resolution =
  | { readonly kind: "done"; readonly done: Done }
  /** The vendor said no, and nothing was done. */
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** Nothing has reached the vendor: it may be asked for anew. */
  | { readonly kind: "not-done"; readonly error: VendorError }
  /** It is not known yet, and will be. */
  | { readonly kind: "open" }
  /** It is not known, and is never sent again. */
  | { readonly kind: "unknown" };

const OPEN: Resolution = { kind: "open" };
const UNKNOWN: Resolution = { kind: "unknown" };

/** The pauses between attempts, in milliseconds; the last one comes again and again. */
const PAUSES_MS = [200, 500, 1_000, 2_000];

interface Carrying {
  readonly context: GatewayContext;
  readonly store: IntentStore;
  readonly lease: Lease;
  readonly action: VendorAction;
  readonly intent: Intent;
  readonly call: VendorCall;
  /** It was never sent before. */
  readonly isFresh: boolean;
  /** How long to wait for an outcome that was lost, in milliseconds. */
  readonly patienceMs: number;
}

/** Which step may be taken now. */
type Step = "run" | "look" | "wait" | "give-up";

const ageOf = (sentAt: Date | null, now: Date): number => now.getTime() - (sentAt ?? now).getTime();

/** What may be done about a call whose outcome is not known. */
const nextStep = ({ action, intent, context }: Carrying, sentAt: Date | null, wasLookedFor: boolean): Step => {
  const { repeat } = action;
  const age = ageOf(sentAt, context.clock.now());
  if (intent.status === "pending" || intent.status === "unknown") return action.lookUp ? "look" : "give-up";
  if (repeat.by === "key") return ageOf(intent.sent_at, context.clock.now()) <= repeat.forMs ? "run" : "give-up";
  if (repeat.by === "never") return action.lookUp && !wasLookedFor ? "look" : "give-up";
  return age < repeat.quietMs ? "wait" : "look";
};

/**
 * Sends an act, or finds out what became of one that was sent: by the vendor's own key again, by looking for our mark, or
 * not at all. It stops once it knows, once it can't know, or once its patience is over.
 */
export const carryOut = async (carrying: Carrying): Promise<Resolution> => {
  const { context, store, lease, action, intent, call, isFresh, patienceMs } = carrying;
  const { clock, pause, log } = context;
  let [mayRun, wasLost, wasLookedFor] = [isFresh, !isFresh, false];
  let sentAt = intent.sent_at;
  const run = async (): Promise<Resolution> => {
    if (wasLost) {
      await store.sendAgain(intent.id);
      sentAt = clock.now();
    }
    return { kind: "done", done: await action.run(call) };
  };
  const look = async (): Promise<Resolution | null> => {
    const found = (await action.lookUp?.(call)) ?? "unclear";
    wasLookedFor = true;
    if (found === "unclear") return intent.status === "sent" && action.repeat.by === "never" ? UNKNOWN : null;
    if (found !== "absent") return { kind: "done", done: found };
    if (action.repeat.by === "mark" && intent.status === "sent") mayRun = true;
    return null;
  };
  let waited = 0;
  for (let attempt = 0; ; attempt++) {
    const step = mayRun ? "run" : nextStep(carrying, sentAt, wasLookedFor);
    if (step === "give-up") return intent.status === "pending" ? OPEN : UNKNOWN;
    if (attempt > 0) await lease.renew();
    try {
      const resolution = step === "run" ? await run() : step === "look" ? await look() : null;
      if (resolution) return resolution;
      if (mayRun) continue;
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      // What it was about isn't there any more: a refusal, too.
      if (!(error instanceof VendorError)) return { kind: "refused", refusal: error.refusal };
      log({ level: "warn", event: "vendor-failed", code: error.code, error: failureOf(error) });
      const [isLost, wasSent] = [error.kind === "lost", step === "run"];
      if (error.kind === "refused") return { kind: "refused", refusal: error.refusal };
      if (!isLost && wasSent && !wasLost) return { kind: "not-done", error };
      if (wasSent) {
        wasLost = true;
        mayRun = false;
      }
    }
    const rest = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 0;
    if (waited + rest > patienceMs) return OPEN;
    waited += rest;
    await pause(rest);
  }
};
