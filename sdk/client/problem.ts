import type { Problem, ProblemCode } from "../contract/index.js";
import { ContractError, ProblemError } from "./errors.js";
import { retryAfterMs } from "./retrying.js";
import type { WireAnswer } from "./transport.js";

/** Statuses that a proxy on the way may answer in its own words, and what they mean. */
const byStatus: Readonly<Record<number, ProblemCode>> = {
  401: "not-authenticated",
  405: "capability-not-supported",
  413: "too-large",
  429: "rate-limited",
  500: "internal",
  501: "capability-not-supported",
  502: "backend-error",
  503: "unavailable",
  504: "backend-timeout",
};

const isProblem = (json: unknown): json is Pick<Problem, "code"> & Partial<Problem> =>
  typeof json === "object" && json !== null && "code" in json && typeof json.code === "string";

/** The error that an answer of 300 and above stands for: a problem, or what its status alone says, or no API reply. */
export const problemOf = (
  { status, headers, json }: WireAnswer,
  now: number,
  capMs: number,
): ProblemError | ContractError => {
  const context = { retryAfterMs: retryAfterMs(headers.get("retry-after"), now, capMs) };
  if (isProblem(json))
    return new ProblemError({ ...json, errors: Array.isArray(json.errors) ? json.errors : [], status }, context);
  const code = byStatus[status];
  return code ? new ProblemError({ code, status }, context) : new ContractError("", `status ${status}, no problem`);
};
