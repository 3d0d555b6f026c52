import { type ProblemCode, problems } from "../../sdk/contract/problems.js";
import type { Problem } from "../../sdk/contract/schemas/problem.js";

/** What was wrong with one part of the input. */
export type InputError = NonNullable<Problem["errors"]>[number];

interface ProblemOptions {
  errors?: InputError[];
  headers?: Record<string, string>;
  cause?: unknown;
}

/** A refusal on its way out of a handler. Its message crosses the wire, so it is English for a human and holds nothing internal. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly errors: InputError[] | undefined;
  readonly headers: Record<string, string>;

  constructor(
    readonly code: ProblemCode,
    detail: string = problems[code].title,
    { errors, headers = {}, cause }: ProblemOptions = {},
  ) {
    super(detail, { cause });
    this.errors = errors;
    this.headers = headers;
  }
}

/** The body of a refusal (RFC 9457). */
export const problemBody = (code: ProblemCode, detail: string, requestId: string, errors?: InputError[]): Problem => {
  const { status, title, retryable } = problems[code];
  return { type: `urn:memberkit:problem:${code}`, title, status, detail, code, ...(errors && { errors }), retryable, requestId };
};

/** How long a caller should wait before trying what is `retryable` again, in seconds. */
const RETRY_AFTER_S: Partial<Record<ProblemCode, string>> = { "operation-in-progress": "1", "rate-limited": "5", unavailable: "2" };

/** The answer that a refusal becomes. */
export const problemResponse = ({ code, message, errors, headers }: HttpProblem, requestId: string): Response => {
  const retryAfter = RETRY_AFTER_S[code];
  return new Response(JSON.stringify(problemBody(code, message, requestId, errors)), {
    status: problems[code].status,
    headers: { "Content-Type": "application/problem+json", ...(retryAfter && { "Retry-After": retryAfter }), ...headers },
  });
};
