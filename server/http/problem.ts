import { type ProblemCode, problems } from "../../sdk/contract/problems.js";
import { problemBody, RefusalError } from "../domain/refusal.js";

/** A refusal that HTTP itself has headers for: a challenge, the methods that are allowed. */
export class HttpProblem extends RefusalError {
  override readonly name: string = "HttpProblem";

  constructor(
    code: ProblemCode,
    detail: string,
    readonly headers: Readonly<Record<string, string>>,
  ) {
    super(code, detail);
  }
}

/** How long a caller should wait before trying what is `retryable` again, in seconds. */
const RETRY_AFTER_S: Partial<Record<ProblemCode, string>> = {
  "operation-in-progress": "1",
  "rate-limited": "5",
  unavailable: "2",
};

/** The answer that a refusal becomes. */
export const problemResponse = (problem: RefusalError, requestId: string): Response => {
  const { code, refusal } = problem;
  const retryAfter = RETRY_AFTER_S[code];
  return new Response(JSON.stringify(problemBody(refusal, requestId)), {
    status: problems[code].status,
    headers: {
      "Content-Type": "application/problem+json",
      ...(retryAfter && { "Retry-After": retryAfter }),
      ...(problem instanceof HttpProblem && problem.headers),
    },
  });
};
