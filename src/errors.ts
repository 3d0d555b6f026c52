import type { ProblemError, RejectedError } from "../sdk/client/errors.js";
import type { Operation } from "../sdk/contract/index.js";

/** What a failed request means to the operator. */
type FailureKind =
  "missing" | "gone" | "forbidden" | "authentication" | "unsupported" | "network" | "timeout" | "contract" | "server";

const kindOfProblem: Readonly<Record<string, FailureKind>> = {
  "not-found": "missing",
  "member-gone": "gone",
  forbidden: "forbidden",
  "not-authenticated": "authentication",
  "capability-not-supported": "unsupported",
};

const kindOfError: Readonly<Record<string, FailureKind>> = {
  NetworkError: "network",
  TimeoutError: "timeout",
  ContractError: "contract",
  SetupError: "authentication",
};

// Errors are told apart by name and code, not by class: a host may pass a client from another bundle.

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

export const kindOf = (error: unknown): FailureKind => {
  const { name = "", code = "" } = (error ?? {}) as { name?: string; code?: string };
  return name === "ProblemError" ? (kindOfProblem[code] ?? "server") : (kindOfError[name] ?? "server");
};

/** The id of the failed request in the backend's log; null: there is none. */
export const requestIdOf = (error: unknown): string | null =>
  (error as { requestId?: string | null } | null)?.requestId ?? null;

/** The backend's refusal, with its code and what it says of the input; null for any other error. */
export const refusalIn = (error: unknown): ProblemError | null =>
  isNamed(error, "ProblemError") ? (error as ProblemError) : null;

/**
 * Whether the backend has refused for good: the same again, at once or later, is refused again. Who signs in anew may
 * go on.
 */
export const isFinalRefusal = (error: unknown): boolean =>
  refusalIn(error)?.retryable === false && kindOf(error) !== "authentication";

/** Whether it could not be found out if a write was done. That is never a failure. */
export const isUnknownOutcome = (error: unknown): boolean => isNamed(error, "UnknownOutcomeError");

/** Whether a write was certainly not done, though its answer never came. */
export const isNotDone = (error: unknown): boolean => isNamed(error, "NotDoneError");

/** The operation that was taken and came to nothing; null for any other error. */
export const rejectedIn = (error: unknown): Operation | null =>
  isNamed(error, "RejectedError") ? (error as RejectedError).operation : null;
