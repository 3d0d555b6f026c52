import { type ProblemCode, problems } from "../../sdk/contract/problems.js";
import type { Problem } from "../../sdk/contract/schemas/problem.js";

/** What was wrong with one part of the input. */
export type InputError = NonNullable<Problem["errors"]>[number];

/** A refusal in words for the operator: without names, texts or anything else personal, since it is kept. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: InputError[] | undefined;
  /** The member whom the one that is asked for has become part of. */
  readonly mergedInto?: string | undefined;
  /** When and by whom the member was erased. Only a look is told so, whose answer is not kept. */
  readonly erased?: Problem["erased"];
}

/** A refused decision. */
export interface Refused {
  readonly problem: Refusal;
}

/** Refuses: `return refuse("insufficient-balance", "There are only 40 to take.")`. */
export const refuse = (code: ProblemCode, detail: string): Refused => ({ problem: { code, detail } });

/** A refusal that is said at the parts of the input that it is about; in all, it says what the first of them says. */
export const refuseAt = (code: ProblemCode, errors: readonly InputError[]): Refused => ({
  problem: { code, detail: errors[0]?.detail ?? "", errors: [...errors] },
});

/** A refusal of one field, found only by looking at the state: 422. */
export const refuseField = (field: string, code: string, detail: string): Refused =>
  refuseAt("validation", [{ pointer: `/${field}`, code, detail }]);

/** A refusal that is thrown where no decision is made: what is asked for does not exist, or can't be read. */
export class RefusalError extends Error {
  override readonly name: string = "RefusalError";
  readonly refusal: Refusal;

  /** @param detail crosses the wire: English for a human, without anything internal; by default the problem's title */
  constructor(
    readonly code: ProblemCode,
    detail: string = problems[code].title,
    { cause, ...more }: Pick<Refusal, "errors" | "mergedInto" | "erased"> & { readonly cause?: unknown } = {},
  ) {
    super(detail, { cause });
    this.refusal = { code, detail, ...more };
  }
}

/** The refusal of an input: 422, with a pointer to each wrong field. */
export const invalid = (...errors: InputError[]): RefusalError =>
  new RefusalError("validation", errors[0]?.detail ?? "Some of the input isn't valid.", { errors });

/** A refusal as the contract's problem details (RFC 9457). */
export const problemBody = ({ code, detail, errors, mergedInto, erased }: Refusal, requestId: string): Problem => {
  const { status, title, retryable } = problems[code];
  return {
    type: `urn:memberkit:problem:${code}`,
    title,
    status,
    detail,
    code,
    ...(errors && { errors }),
    ...(mergedInto && { mergedInto }),
    ...(erased && { erased }),
    retryable,
    requestId,
  };
};
