import { newId } from "../domain/new-id.js";
import type { Operator } from "../domain/operator.js";
import type { OpenTransaction } from "../postgres/database.js";
import { insertOf } from "../postgres/rows.js";
import type { JobRow } from "./job-rows.js";

interface Act {
  readonly operator: Operator;
  readonly requestId: string;
  readonly now: Date;
  /** `start-job`, `approve-job` … */
  readonly action: string;
  /** The status that the job has from then on. */
  readonly outcome: string;
}

/** Audits what was done to a job as a whole, by ids and codes. Each of its rows is audited for itself. */
export const auditJob = async (
  trx: OpenTransaction,
  { tenant, id: subject }: Pick<JobRow, "tenant" | "id">,
  { operator, requestId, now, action, outcome }: Act,
): Promise<void> => {
  const row = {
    ...{ tenant, id: newId("au", now), at: now, request_id: requestId, operator_id: operator.id, source: "manual" },
    ...{ action, member_id: null, operation_id: null, outcome, digest: null, subject },
  };
  await insertOf("audit", [row]).execute(trx);
};
