import { HttpProblem } from "./problem.js";

/** Node's socket errors, and PostgreSQL's classes for lost connections, exhausted resources and shutting down (its appendix A). */
const UNREACHABLE = /^(?:ECONN|ENOTFOUND$|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|EAI_AGAIN$|08|53|57P|58)/;

/** What drivers say without a code. */
const UNREACHABLE_WORDS =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|PGlite is closed/i;

/** Whether the database can't be reached, rather than having refused a statement. */
export const isUnavailable = (error: unknown): boolean => {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return (typeof code === "string" && UNREACHABLE.test(code)) || (typeof message === "string" && UNREACHABLE_WORDS.test(message));
};

/** The refusal that any thrown value becomes: what was not meant for the caller is not told to them. */
export const problemOf = (error: unknown): HttpProblem => {
  if (error instanceof HttpProblem) return error;
  if (isUnavailable(error)) return new HttpProblem("unavailable", undefined, { cause: error });
  return new HttpProblem("internal", undefined, { cause: error });
};
