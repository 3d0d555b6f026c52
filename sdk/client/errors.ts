import type { Operation, Problem, ProblemCode } from "../contract/index.js";

/** What a {@link ProblemError} carries beside the problem itself. */
export interface ProblemContext {
  /** What the answer's `Retry-After` asked for, in milliseconds; null where it said nothing readable. */
  retryAfterMs?: number | null;
  cause?: unknown;
}

/**
 * Thrown when the backend answered and refused: one of the contract's problems. Not thrown when no answer came
 * ({@link NetworkError}, {@link TimeoutError}), nor for an answer that is no API reply ({@link ContractError}).
 * After a write it means that nothing was changed. `message` holds codes only; `detail` may be shown, never logged.
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  /** The stable code. Open: a newer backend may send one that this kit does not know. */
  readonly code: ProblemCode | (string & {});
  readonly status: number;
  /** English for the operator, empty where the backend gave none; may hold personal data. */
  readonly detail: string;
  /** What was wrong with the input, by JSON pointer. */
  readonly errors: NonNullable<Problem["errors"]>;
  /** Of `member-gone`: the member whom the one asked for is part of now; null: none. */
  readonly mergedInto: string | null;
  /** Of `member-gone`: when, and by which operator, the member was erased; null: it is not known. */
  readonly erased: NonNullable<Problem["erased"]> | null;
  /**
   * Whether the same request may succeed later. Where the backend did not say: after a 429, and from 500 on but 501.
   */
  readonly retryable: boolean;
  /** What the backend's log calls this request. */
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;

  constructor(
    problem: Pick<Problem, "code" | "status"> & Partial<Problem>,
    { retryAfterMs = null, cause }: ProblemContext = {},
  ) {
    super(`${problem.code} (${problem.status})`, { cause });
    this.code = problem.code;
    this.status = problem.status;
    this.detail = problem.detail ?? "";
    this.errors = problem.errors ?? [];
    this.mergedInto = problem.mergedInto ?? null;
    this.erased = problem.erased ?? null;
    this.retryable = problem.retryable ?? (problem.status === 429 || (problem.status >= 500 && problem.status !== 501));
    this.requestId = problem.requestId ?? null;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Thrown at the call that the host's developer got wrong: `createClient` without an address or a way to get a token, a
 * `getToken` that answers no token. The message says what is needed. Nothing was sent, and the same again fails again.
 */
export class SetupError extends TypeError {
  override readonly name = "SetupError";
}

/**
 * Thrown when no answer came: offline, DNS, CORS, mixed content, a connection cut. A browser does not say which. Reads
 * only: a write that lost its answer is settled, or ends as an {@link UnknownOutcomeError}.
 */
export class NetworkError extends Error {
  override readonly name = "NetworkError";

  constructor(options?: ErrorOptions) {
    super("The backend could not be reached", options);
  }
}

/**
 * Thrown when one attempt took longer than `timeoutMs`. Reads only, like {@link NetworkError}. Not the caller's own
 * abort.
 */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`The backend took longer than ${timeoutMs} ms`);
    this.timeoutMs = timeoutMs;
  }
}

/**
 * Thrown when an answer is not what the contract says: a login page, a cut JSON, a field of the wrong type. Not a
 * refusal. The message names the place, never the value that stood there.
 */
export class ContractError extends Error {
  override readonly name = "ContractError";
  /** JSON pointer (RFC 6901) to the first wrong part; `""` where the whole is no API reply. */
  readonly path: string;

  constructor(path: string, what: string, options?: ErrorOptions) {
    super(
      path ? `The answer breaks the contract at ${path}: ${what}` : `The answer is not an API reply: ${what}`,
      options,
    );
    this.path = path;
  }
}

/**
 * Thrown by a write when it could not be found out in time whether it was done. It is not a failure: never show it as
 * one. Its key stays in the `KeyStore`; `settle(key)` or the same write with the same key find out, safely, and so does
 * `settlePending()` of a later page load.
 */
export class UnknownOutcomeError extends Error {
  override readonly name = "UnknownOutcomeError";
  readonly key: string;

  constructor(key: string, options?: ErrorOptions) {
    super("It is not known yet whether this was done", options);
    this.key = key;
  }
}

/**
 * Thrown by a write whose answer never came and whose key the backend then voided: it was not done, nothing was
 * changed, and a late arrival is refused. Safe to do again, with a new key. `cause` is what went wrong on the way.
 */
export class NotDoneError extends Error {
  override readonly name = "NotDoneError";

  constructor(options?: ErrorOptions) {
    super("This was not done, and nothing was changed", options);
  }
}

/**
 * Says that a write was taken and came to nothing: its operation's status is `rejected` or `failed`, and nothing was
 * changed. Safe to do again, with a new key. No method of the client throws it, since a receipt says so itself;
 * `member-action-failed` carries it.
 */
export class RejectedError extends Error {
  override readonly name = "RejectedError";
  readonly operation: Operation;

  constructor(operation: Operation) {
    super(`This was not done (${operation.status}), and nothing was changed`);
    this.operation = operation;
  }
}
