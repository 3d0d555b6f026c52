import type { ProblemCode } from "../../../sdk/contract/index.js";
import { HttpProblem } from "../../http/problem.js";

/**
 * What a call that failed has done. `not-sent`: nothing reached the vendor, or it didn't look at it. `rate-limited`: it was turned away, and may come
 * again. `refused`: the vendor said no, and did nothing. `lost`: it may have been done, or not.
 */
export type FailureKind = "not-sent" | "rate-limited" | "refused" | "lost";

interface Details {
  readonly cause?: unknown;
  /** In how many seconds the vendor may be asked again. */
  readonly retryAfterS?: number;
}

/** A call to the vendor that brought no answer to go on with. Its words are for operators: no secret, no vendor's own text. */
export class VendorError extends HttpProblem {
  override readonly name = "VendorError";

  constructor(
    readonly kind: FailureKind,
    code: ProblemCode,
    detail: string,
    { cause, retryAfterS }: Details = {},
  ) {
    super(
      code,
      detail,
      retryAfterS === undefined ? {} : { "Retry-After": String(Math.max(1, Math.ceil(retryAfterS))) },
    );
    if (cause !== undefined) this.cause = cause;
  }
}

/** The vendor said no: nothing was done. The code and the words are those that the operator reads. */
export const refusedByVendor = (code: ProblemCode, detail: string): VendorError =>
  new VendorError("refused", code, detail);

/** The vendor takes no more for so many seconds. */
export const turnedAway = (vendor: string, retryAfterS: number): VendorError =>
  new VendorError("rate-limited", "rate-limited", `${vendor} takes no more for now. Try again in a moment.`, {
    retryAfterS,
  });

/**
 * The vendor does not take the gateway's own key, or the key may not do this: nothing that an operator could mend, and nothing
 * that tells what became of an earlier call.
 */
export const refusedAccess = (vendor: string): VendorError =>
  new VendorError("not-sent", "backend-error", `${vendor} doesn't let the gateway in. Tell an administrator.`);
