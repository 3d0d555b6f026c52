import { sql } from "kysely";
import type { ActionDeclaration } from "../../sdk/contract/index.js";
import type { BulkStart } from "../../sdk/contract/bulk/requests.js";
import { asksForCount, SNAPSHOT_MS, starterOf } from "../domain/job.js";
import { isWindowed, leftOf, limitsOf } from "../domain/limits.js";
import type { LimitRule, Operator } from "../domain/operator.js";
import { findDeclaration } from "../domain/own-action.js";
import { overLimit, permit, permitFields } from "../domain/permission.js";
import type { Program } from "../domain/program.js";
import { invalid, RefusalError } from "../domain/refusal.js";
import type { OpenTransaction } from "../postgres/database.js";
import { insertOf } from "../postgres/rows.js";
import { inTransaction } from "../postgres/transaction.js";
import { type Used, usageOf, usedQuery } from "../read/usage.js";
import { auditJob } from "./audit-job.js";
import { cutIntoChunks } from "./chunks.js";
import { foundOf, inputOf, jobMoved, type JobRow, lockJob } from "./job-rows.js";
import { type Asking, assertMayAct } from "./make-job.js";

const assertFresh = ({ checked_at, program }: JobRow, digest: string, now: Date): void => {
  const isOld = !checked_at || checked_at.getTime() < now.getTime() - SNAPSHOT_MS;
  if (isOld) throw new RefusalError("stale", "This was looked at more than an hour ago. Look at it anew.");
  if (program !== digest) throw new RefusalError("stale", "The program has changed since. Look at it anew.");
};

const assertPermitted = (job: JobRow, declaration: ActionDeclaration, operator: Operator): void => {
  const refusals = [
    ...asksFor(job).map(({ currency }) => permit(operator, declaration.permission, currency)),
    permitFields(operator, declaration, inputOf(job)),
  ];
  const refusal = refusals.find((each) => each !== null);
  if (refusal) throw new RefusalError(refusal.code, refusal.detail);
};

const assertCounted = (job: JobRow, declaration: ActionDeclaration, typed: number | undefined): void => {
  if (job.kind === "reversal" || !asksForCount(declaration) || typed === job.to_do) return;
  const [code, detail] =
    typed === undefined
      ? ["required", "Type the number of members."]
      : ["mismatch", "This is not the number of members."];
  throw invalid({ pointer: "/confirmedCount", code, detail });
};

/** What a job asks for in one currency, as limits count it; null: of an action without one. */
interface AskedOf {
  readonly currency: string | null;
  readonly amount: number;
  readonly times: number;
}

/** What all of a job asks for: amounts by currency, and times. */
const asksFor = (job: JobRow): readonly AskedOf[] => {
  const { asked, times } = foundOf(job);
  return Object.entries(times).map(([currency, count]) => ({
    currency: currency === "" ? null : currency,
    amount: asked[currency] ?? 0,
    times: count,
  }));
};

/** What this operator's other jobs have still to do: nobody has counted that yet. */
const stillToDo = async (trx: OpenTransaction, job: JobRow): Promise<readonly AskedOf[]> => {
  const { tenant, operator_id, action } = job;
  const { rows } = await sql<JobRow>`
    select * from job where tenant = ${tenant} and operator_id = ${operator_id} and action = ${action}
      and kind <> 'reversal' and status in ('running', 'cancelling') and approver is null`.execute(trx);
  return rows.flatMap((row) => {
    const left = 1 - (row.succeeded + row.failed + row.skipped) / Math.max(1, row.to_do);
    return asksFor(row).map((each) => ({ ...each, amount: each.amount * left, times: each.times * left }));
  });
};

/** Whether all of a job is within the limits of its operator, who is held so that nothing else is counted meanwhile. */
const isWithinLimits = async (
  trx: OpenTransaction,
  job: JobRow,
  operator: Operator,
  program: Program,
  now: Date,
): Promise<boolean> => {
  const limits = limitsOf(operator, program).filter((limit) => limit.action === job.action);
  if (limits.length === 0 || job.kind === "reversal") return true;
  const { tenant, id, name, email } = operator;
  await insertOf("operator", [{ tenant, id, name, email }], { keys: ["tenant", "id"], update: "keep" }).execute(trx);
  await sql`select from operator where tenant = ${tenant} and id = ${id} for no key update`.execute(trx);
  const { rows } = await usedQuery(tenant, [operator], now).execute(trx);
  const others = await stillToDo(trx, job);
  return limits.every((limit) => fits(limit, asksFor(job), rows, others, operator));
};

const fits = (
  limit: LimitRule,
  asked: readonly AskedOf[],
  used: readonly Used[],
  others: readonly AskedOf[],
  operator: Operator,
): boolean => {
  const inUnits = (all: readonly AskedOf[]): number =>
    all
      .filter(({ currency }) => limit.currency === null || limit.currency === currency)
      .reduce((sum, { amount, times }) => sum + (limit.measure === "count" ? times : amount), 0);
  const wanted = inUnits(asked);
  return (
    wanted === 0 || wanted + (isWindowed(limit) ? inUnits(others) : 0) <= leftOf(limit, usageOf(used, operator.id))
  );
};

const HOUR_MS = 3_600_000;

/**
 * What a start makes of a job: it runs, or waits for a second person. What can't be undone takes one in any case, where
 * the program has approvals (C07).
 */
const startedAs = (
  job: JobRow,
  { danger }: ActionDeclaration,
  { approvals }: Program,
  isWithin: boolean,
  now: Date,
) => {
  if (!isWithin && !approvals) throw new RefusalError(overLimit.code, overLimit.detail);
  const isAwaited = !isWithin || (danger === "irreversible" && job.kind !== "reversal");
  if (!isAwaited || !approvals) return { status: "running", expires_at: null };
  return { status: "awaiting_approval", expires_at: new Date(now.getTime() + approvals.expireAfterHours * HOUR_MS) };
};

/** Why a job that is not ready can't be started; a repeated start of one that was is no mistake. */
const isStarted = ({ status, started_at }: JobRow): boolean => {
  if (started_at !== null) return true;
  if (status === "checked") return false;
  throw new RefusalError("conflict", "This is not ready to be started.");
};

/** The program as of now, and its digest. */
const readProgram = async (trx: OpenTransaction, tenant: string): Promise<{ program: Program; digest: string }> => {
  const { rows } = await sql<{ settings: string; digest: string }>`
    select settings, md5(settings) as digest from program where tenant = ${tenant}`.execute(trx);
  const { settings = "{}", digest = "" } = rows[0] ?? {};
  return { program: JSON.parse(settings) as Program, digest };
};

/**
 * Starts a job that was looked at: by who made it, within the hour, in the program that it was looked at in. All of it
 * is within their limits now, or waits for a second person; what is within them is not refused half-way. The same start
 * is safe to repeat.
 */
export const startJob = (
  { database, ownActions, operator, requestId, now }: Asking,
  { jobId, confirmedCount }: BulkStart,
): Promise<void> => {
  assertMayAct(operator);
  return inTransaction(database, async (trx) => {
    const job = await lockJob(trx, operator.tenant, jobId);
    const declaration = job && findDeclaration(job.action, ownActions);
    if (!job || !declaration) throw new RefusalError("not-found");
    if (job.operator_id !== operator.id) throw new RefusalError("forbidden", "Only who made it can start it.");
    if (isStarted(job)) return;
    const { program, digest } = await readProgram(trx, job.tenant);
    assertFresh(job, digest, now);
    if (job.kind !== "reversal") assertPermitted(job, declaration, operator);
    assertCounted(job, declaration, confirmedCount);
    if (job.kind === "reversal") await claimReversal(trx, job, now);
    const isWithin = await isWithinLimits(trx, job, operator, program, now);
    const { status, expires_at } = startedAs(job, declaration, program, isWithin, now);
    await sql`
      update job set status = ${status}, started_at = ${now}, expires_at = ${expires_at},
        operator = ${JSON.stringify(starterOf(operator))}
      where tenant = ${job.tenant} and id = ${job.id}`.execute(trx);
    await jobMoved(trx, job, now);
    await cutIntoChunks(trx, job);
    await auditJob(trx, job, { operator, requestId, now, action: "start-job", outcome: status });
  });
};

/** A job is undone once: the other one says by which. */
const claimReversal = async (trx: OpenTransaction, { tenant, id, reverses }: JobRow, now: Date): Promise<void> => {
  const { numAffectedRows } = await sql`
    update job set reversed_by = ${id} where tenant = ${tenant} and id = ${reverses} and reversed_by is null`.execute(
    trx,
  );
  if (numAffectedRows === 0n) throw new RefusalError("already-reversed", "This job was undone already.");
  if (reverses !== null) await jobMoved(trx, { tenant, id: reverses }, now);
};
