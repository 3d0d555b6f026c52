/**
 * One line of the log. It never holds personal data, a query string, a body or an error's own words (a database repeats
 * values in them): what happened is found by the request id that the caller was told.
 */
export interface LogEntry {
  readonly level: "info" | "warn" | "error";
  readonly event: string;
  readonly requestId?: string;
  readonly method?: string;
  /** The route's pattern, not its path: ids stay out. */
  readonly route?: string;
  readonly status?: number;
  readonly ms?: number;
  /** Whether the caller was gone before it was answered. */
  readonly abandoned?: true | undefined;
  readonly tenant?: string | undefined;
  /** The operator's id. */
  readonly operator?: string | undefined;
  /** The code of the problem that was answered. */
  readonly code?: string | undefined;
  /** How many looks at members were too many to wait for a database that took none: they are in no audit. */
  readonly lost?: number | undefined;
  readonly error?: Failure | undefined;
}

/** Takes an entry: to standard output on Node, to an array in a test. */
export type Log = (entry: LogEntry) => void;

/** What may be told of an error: its class, its code, and the places in the source, without its message. */
interface Failure {
  readonly name: string;
  readonly code?: string | undefined;
  /** The violated constraint, for a database error. */
  readonly constraint?: string | undefined;
  /** Only our own places. */
  readonly stack: readonly string[];
}

const NOT_OURS = /node_modules|wasm:|node:/;

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Describes an error for the log. */
export const failureOf = (error: unknown): Failure => {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  const places = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at ") && !NOT_OURS.test(line));
  return {
    name: error.name,
    code: textOf(code),
    constraint: textOf(constraint),
    stack: places.slice(0, 8).map((line) => line.trim()),
  };
};
