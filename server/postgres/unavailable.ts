/**
 * Node's socket errors, and PostgreSQL's classes for lost connections, exhausted resources and shutting down (its
 * appendix A). 57014 is a statement that took too long. 42P01 is a table that is not there yet: the migration waits for
 * the database, too.
 */
const UNREACHABLE = /^(?:ECONN|ENOTFOUND$|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|EAI_AGAIN$|08|53|57014$|57P|58|42P01$)/;

/** What drivers say without a code. */
const UNREACHABLE_WORDS =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|PGlite is closed/i;

/** Whether the database can't be reached, rather than having refused a statement. */
export const isUnavailable = (error: unknown): boolean => {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  const message = error instanceof Error ? error.message : undefined;
  return (
    (typeof code === "string" && UNREACHABLE.test(code)) || (message !== undefined && UNREACHABLE_WORDS.test(message))
  );
};
