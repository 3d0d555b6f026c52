import { routes, type Operation, type Settlement } from "../contract/index.js";
import type { Backend } from "./backend.js";
import type { ReadOptions, WriteOptions } from "./client.js";
import { NotDoneError, ProblemError, UnknownOutcomeError } from "./errors.js";

/** How many times a key whose write still runs is asked about, and the pause between two times. */
const askings = 4;
const betweenMs = 1000;

interface SettleOptions extends ReadOptions {
  /** Whose key it is: to others it is another key. */
  readonly scope: string | null;
}

/** Asks once for the outcome of a key. Asking voids a key that never arrived. Safe to repeat. */
export const askSettlement = async (
  backend: Backend,
  key: string,
  { scope, signal }: SettleOptions,
): Promise<Settlement> => (await backend.read(routes.settle, { body: { idempotencyKey: key }, scope, signal })).value;

/** The receipt or the refusal that a settled key stands for. */
const receiptOf = ({ status, operation, problem }: Settlement): Operation => {
  if (operation) return operation;
  throw new ProblemError({ code: "already-done", ...problem, status: status ?? 409 });
};

/**
 * Finds out what became of a write whose answer was lost: its receipt, its refusal (`ProblemError`), that it was not
 * done (`NotDoneError`), or that it can't be known yet (`UnknownOutcomeError`). "Not found" is never "failed".
 */
export const settleLost = async (
  backend: Backend,
  key: string,
  cause: unknown,
  options: Pick<WriteOptions, "onUnknown"> &
    SettleOptions & {
      /** Called where the backend does not know the outcome. */
      readonly onUntold: () => void;
    },
): Promise<Operation> => {
  for (let attempt = 1; attempt <= askings; attempt++) {
    const settlement = await askSettlement(backend, key, options).catch((error: unknown) => {
      if (options.signal?.aborted) throw options.signal.reason;
      throw new UnknownOutcomeError(key, { cause: error });
    });
    if (settlement.state === "settled") return receiptOf(settlement);
    if (settlement.state === "voided") throw new NotDoneError({ cause });
    if (settlement.state !== "running") {
      options.onUntold();
      throw new UnknownOutcomeError(key, { cause });
    }
    options.onUnknown?.({ attempt, nextInMs: betweenMs });
    await backend.time.wait(betweenMs, options.signal);
  }
  throw new UnknownOutcomeError(key, { cause });
};
