import type { Question, Sources } from "./query.js";
import { auditRow, insertAudits } from "../audit/audited.js";
import { type Refusal, RefusalError } from "../domain/refusal.js";

/** Who asks. */
type Caller = Pick<Question, "operator" | "requestId">;
type Sought =
  | { readonly memberId: string }
  | { readonly operationId: string }
  | { readonly audienceId: string }
  | { readonly jobId: string };

const subjectOf = (sought: Sought): string | null => {
  if ("audienceId" in sought) return sought.audienceId;
  return "jobId" in sought ? sought.jobId : null;
};

/** Audits reads of ids that are unknown to this operator, so that guessing of ids is noticed. */
export const auditUnknown = async (
  { operator, requestId }: Caller,
  { writeDatabase, clock }: Sources,
  ...sought: readonly Sought[]
): Promise<void> => {
  const { tenant, id: operatorId } = operator;
  const look = { tenant, at: clock.now(), requestId, operatorId, action: "read", outcome: "not-found" };
  const rows = sought.map((each) =>
    auditRow({
      ...look,
      memberId: "memberId" in each ? each.memberId : null,
      operationId: "operationId" in each ? each.operationId : null,
      subject: subjectOf(each),
    }),
  );
  await insertAudits(writeDatabase, rows);
};

/**
 * Refuses a look at what isn't there for this operator: not at all, or in another tenant, which answers the same (S08).
 * Audited.
 */
export const refuseUnknown = async (call: Caller, services: Sources, sought: Sought): Promise<never> => {
  await auditUnknown(call, services, sought);
  throw new RefusalError("not-found");
};

/** The refusal of a look at a member who was erased, or merged into another one. */
export const memberGone = (mergedInto: string | null | undefined, erased?: Refusal["erased"]): RefusalError =>
  mergedInto
    ? new RefusalError("member-gone", "This profile was merged into another one.", { mergedInto })
    : new RefusalError("member-gone", undefined, { erased });

/** Refuses a look at a member who was erased. */
export const refuseErased = (mergedInto?: string | null): never => {
  throw memberGone(mergedInto);
};
