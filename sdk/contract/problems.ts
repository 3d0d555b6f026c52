/**
 * Every refusal that crosses the wire: its stable code, HTTP status, default English title, and whether sending the
 * same request again, later, can help. RFC 9457 problem details carry the code.
 */
export const problems = {
  "idempotency-key-invalid": { status: 400, title: "The idempotency key is missing or malformed", retryable: false },
  "not-authenticated": { status: 401, title: "Sign in again", retryable: false },
  forbidden: { status: 403, title: "Your role can't do this", retryable: false },
  "limit-exceeded": { status: 403, title: "This is over your limit", retryable: false },
  "not-found": { status: 404, title: "There is nothing here", retryable: false },
  "method-not-allowed": { status: 405, title: "That can't be done here", retryable: false },
  "member-gone": { status: 410, title: "This member is no longer in the program", retryable: false },
  /** The list starts over. */
  "cursor-expired": { status: 410, title: "This list has moved on", retryable: false },
  conflict: { status: 409, title: "Somebody else changed this first", retryable: false },
  "operation-in-progress": { status: 409, title: "The first attempt is still running", retryable: true },
  "member-blocked": { status: 409, title: "This member is blocked", retryable: false },
  "insufficient-balance": { status: 409, title: "There isn't enough to take", retryable: false },
  "already-done": { status: 409, title: "This was done already", retryable: false },
  "balance-overflow": { status: 422, title: "The balance would grow too large", retryable: false },
  "already-reversed": { status: 409, title: "This was undone already", retryable: false },
  "not-reversible": { status: 409, title: "This can't be undone", retryable: false },
  "out-of-stock": { status: 409, title: "None are left", retryable: false },
  "not-eligible": { status: 409, title: "This member isn't eligible", retryable: false },
  stale: { status: 412, title: "Something changed since the preview", retryable: false },
  /** What was asked for takes longer than a read may: `errors` points at what to narrow. */
  "too-costly": { status: 422, title: "This takes too long to find", retryable: false },
  validation: { status: 422, title: "Some of the input isn't valid", retryable: false },
  "reason-required": { status: 422, title: "A reason is required", retryable: false },
  "idempotency-key-reused": { status: 422, title: "This key was used for something else", retryable: false },
  "too-large": { status: 413, title: "That is too large", retryable: false },
  "unsupported-media-type": { status: 415, title: "Send it as JSON", retryable: false },
  "precondition-required": { status: 428, title: "Say which version you saw", retryable: false },
  "rate-limited": { status: 429, title: "Too many requests", retryable: true },
  /** The server is at fault and nothing was changed; the log says more under the same request id. */
  internal: { status: 500, title: "Something went wrong on the server", retryable: true },
  "capability-not-supported": { status: 501, title: "This backend can't do that", retryable: false },
  "backend-error": { status: 502, title: "The loyalty system answered with an error", retryable: true },
  unavailable: { status: 503, title: "The service is not available", retryable: true },
  "backend-timeout": { status: 504, title: "The loyalty system took too long", retryable: true },
} as const satisfies Record<string, { status: number; title: string; retryable: boolean }>;

export type ProblemCode = keyof typeof problems;

/** Refusals that any write may answer. */
export const writeProblems = [
  "idempotency-key-invalid",
  "not-authenticated",
  "validation",
  "idempotency-key-reused",
  "operation-in-progress",
  "already-done",
  "not-found",
  "member-gone",
  "forbidden",
  "stale",
  "too-large",
  "rate-limited",
  "capability-not-supported",
  "unavailable",
] as const satisfies readonly ProblemCode[];
