import type { Question, Sources } from "./query.js";
import { newId } from "../domain/new-id.js";
import { RefusalError } from "../domain/refusal.js";

/** Who asks. */
type Caller = Pick<Question, "operator" | "requestId">;
type Sought = { readonly memberId: string } | { readonly operationId: string };

/** Audits a read of an id that is unknown to this operator, so that guessing of ids is noticed. */
export const auditUnknown = async (
  { operator, requestId }: Caller,
  { writeDatabase, clock }: Sources,
  sought: Sought,
): Promise<void> => {
  await writeDatabase
    .insertInto("audit")
    .values({
      tenant: operator.tenant,
      id: newId("aud", clock.now()),
      at: clock.now(),
      request_id: requestId,
      operator_id: operator.id,
      source: "manual",
      action: "read",
      member_id: "memberId" in sought ? sought.memberId : null,
      operation_id: "operationId" in sought ? sought.operationId : null,
      outcome: "not-found",
      digest: null,
    })
    .execute();
};

/**
 * Refuses a look at what isn't there for this operator: not at all, or in another tenant, which answers the same (S08).
 * Audited.
 */
export const refuseUnknown = async (call: Caller, services: Sources, sought: Sought): Promise<never> => {
  await auditUnknown(call, services, sought);
  throw new RefusalError("not-found");
};

/** Refuses a look at a member who was erased. */
export const refuseErased = (): never => {
  throw new RefusalError("member-gone");
};

/**
 * Holds that a member exists and was not erased. `status` comes with the rows that were read; where there were none, it
 * is asked for, so that a list that has something in it costs one statement.
 */
export const requireMember = async (
  call: Caller,
  services: Sources,
  memberId: string,
  status: string | null | undefined,
): Promise<void> => {
  const known =
    status ??
    (
      await services.database
        .selectFrom("member")
        .select("status")
        .where("tenant", "=", call.operator.tenant)
        .where("id", "=", memberId)
        .executeTakeFirst()
    )?.status;
  if (known === undefined) await refuseUnknown(call, services, { memberId });
  if (known === "deleted") refuseErased();
};
