import { sql } from "kysely";
import type { JobDecision } from "../../sdk/contract/bulk/requests.js";
import { DECIDES, refusedToDecide } from "../domain/approval.js";
import { assertItemsKept, maySee, starterOf } from "../domain/job.js";
import { isGranted, type Operator } from "../domain/operator.js";
import { findDeclaration } from "../domain/own-action.js";
import { permit } from "../domain/permission.js";
import { RefusalError } from "../domain/refusal.js";
import type { OpenTransaction } from "../postgres/database.js";
import { inTransaction } from "../postgres/transaction.js";
import { approvalOf } from "../read/jobs.js";
import { auditJob } from "./audit-job.js";
import { CHUNK } from "./chunks.js";
import { foundOf, jobMoved, type JobRow, lockJob } from "./job-rows.js";
import { type Asking, assertMayAct } from "./make-job.js";

/** The job, held until the transaction ends; one that this operator may not see is not there. */
const lockSeen = async (trx: OpenTransaction, operator: Operator, id: string): Promise<JobRow> => {
  const job = await lockJob(trx, operator.tenant, id);
  if (!job || !maySee(operator, job)) throw new RefusalError("not-found");
  return job;
};

const decidedBy = ({ approver }: JobRow): string | null =>
  approver === null ? null : (JSON.parse(approver) as { readonly id: string }).id;

/** The one who decides must be allowed to do it themselves, as with a single act. */
const assertDecidable = (job: JobRow, { operator, ownActions, now }: Asking): void => {
  const permission = findDeclaration(job.action, ownActions)?.permission ?? "";
  const currencies = Object.keys(foundOf(job).times);
  const refusal =
    refusedToDecide(approvalOf(job), operator, now) ??
    currencies
      .map((currency) => permit(operator, permission, currency === "" ? null : currency))
      .find((each) => each !== null);
  if (refusal) throw new RefusalError(refusal.code, refusal.detail);
};

/** Lets a job run that waited for a second person, or declines it. The same decision by the same operator is safe to repeat. */
export const decideJob = (asking: Asking, id: string, { decision, comment }: JobDecision): Promise<void> =>
  inTransaction(asking.database, async (trx) => {
    const { operator, requestId, now } = asking;
    const job = await lockSeen(trx, operator, id);
    const wasDeclined = job.status === "declined";
    if (decidedBy(job) === operator.id && wasDeclined === (decision === "decline")) return;
    assertDecidable(job, asking);
    const status = decision === "approve" ? "running" : "declined";
    await sql`
      update job set status = ${status}, approver = ${JSON.stringify(starterOf(operator))}, decided_at = ${now},
        comment = ${comment ?? null}, finished_at = ${decision === "approve" ? null : now}
      where tenant = ${job.tenant} and id = ${job.id}`.execute(trx);
    await jobMoved(trx, job, now);
    if (decision === "decline") await releaseReversed(trx, job, now);
    await auditJob(trx, job, { operator, requestId, now, action: `${decision}-job`, outcome: status });
  });

/** What a job was to undo, and of which it has undone nothing, may be undone by another. */
const releaseReversed = async (trx: OpenTransaction, { tenant, id, reverses }: JobRow, now: Date): Promise<void> => {
  if (reverses === null) return;
  await sql`
    update job set reversed_by = null where tenant = ${tenant} and id = ${reverses} and reversed_by = ${id}`.execute(
    trx,
  );
  await jobMoved(trx, { tenant, id: reverses }, now);
};

/** The status of a job once it is cancelled: one that runs is ended by who works on it, at the end of a row (C06). */
const cancelledAs = ({ status }: JobRow): "cancelled" | "cancelling" | null => {
  if (status === "cancelled" || status === "cancelling") return null;
  if (status === "running") return "cancelling";
  if (["checking", "checked", "awaiting_approval"].includes(status)) return "cancelled";
  throw new RefusalError("already-done", "This is over already.");
};

/** Stops a job: by who made it, or who may decide about others'. What it has done stays done. Safe to repeat. */
export const cancelJob = (asking: Asking, id: string): Promise<void> =>
  inTransaction(asking.database, async (trx) => {
    const { operator, requestId, now } = asking;
    const job = await lockSeen(trx, operator, id);
    if (job.operator_id !== operator.id && !isGranted(operator, DECIDES))
      throw new RefusalError("forbidden", "Only who made it can stop it.");
    const status = cancelledAs(job);
    if (!status) return;
    await sql`
      update job set status = ${status}, finished_at = ${status === "cancelled" ? now : null}
      where tenant = ${job.tenant} and id = ${job.id}`.execute(trx);
    await jobMoved(trx, job, now);
    if (status === "cancelled") await releaseReversed(trx, job, now);
    await auditJob(trx, job, { operator, requestId, now, action: "cancel-job", outcome: status });
  });

/**
 * Lets what has failed of a job that is over be tried again, each under a key of its own. By who made it, and as it was
 * asked for: what was within limits then, or approved, is so now.
 */
export const retryJob = (asking: Asking, id: string): Promise<void> => {
  const { operator, requestId, now, database } = asking;
  assertMayAct(operator);
  return inTransaction(database, async (trx) => {
    const job = await lockSeen(trx, operator, id);
    if (job.operator_id !== operator.id) throw new RefusalError("forbidden", "Only who made it can try it again.");
    if (job.status === "running") return;
    assertItemsKept(job);
    if (job.status !== "done" || job.failed === 0 || job.input === null)
      throw new RefusalError("conflict", "Nothing of this can be tried again.");
    await sql`
      with again as (
        update job_item set status = 'waiting', code = null, detail = null, tries = tries + 1
        where tenant = ${job.tenant} and job_id = ${job.id} and status = 'failed' returning position)
      update job_chunk set is_done = false, lease_until = null, attempts = 0
      where tenant = ${job.tenant} and job_id = ${job.id} and number in (select (position - 1) / ${CHUNK} from again)`.execute(
      trx,
    );
    await sql`
      update job set status = 'running', failed = 0, finished_at = null
      where tenant = ${job.tenant} and id = ${job.id}`.execute(trx);
    await jobMoved(trx, job, now);
    await auditJob(trx, job, { operator, requestId, now, action: "retry-job", outcome: "running" });
  });
};
