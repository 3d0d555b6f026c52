import type { ProblemError } from "../../sdk/client/errors.js";

// Told by name, not by class: a host may pass a client from another bundle.
const named = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** The backend's refusal, with its code and what it says of the input; null for any other error. */
export const refusalIn = (error: unknown): ProblemError | null => (named(error, "ProblemError") ? (error as ProblemError) : null);

/** Whether it could not be found out if a write was done. Never a failure. */
export const isUnknownOutcome = (error: unknown): boolean => named(error, "UnknownOutcomeError");

/** Whether a write surely was not done, though its answer never came. */
export const isNotDone = (error: unknown): boolean => named(error, "NotDoneError");
