import { auditRow, insertAudits } from "../audit/audited.js";
import type { Operator } from "../domain/operator.js";
import type { OpenTransaction } from "../postgres/database.js";
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
  const act = { tenant, at: now, requestId, operatorId: operator.id, action, outcome, subject };
  await insertAudits(trx, [auditRow(act)]);
};
