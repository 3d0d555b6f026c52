import { sealAudit } from "../audit/seal.js";
import { keepAnchors } from "../audit/anchor.js";
import { issueCertificates } from "../audit/certificate.js";
import type { KeepEntry } from "../audit/journal.js";
import type { Signer } from "../audit/signer.js";
import { keepTombstones } from "../audit/tombstone.js";
import { deliverDueMessages, type OutboxOptions } from "./deliver-messages.js";
import { type RuleOptions, runDueRules } from "./run-rules.js";
import { handDueMembers, type HandingOptions } from "./hand-members.js";
import { type JobOptions, runJobs } from "../jobs/run-jobs.js";
import { tendJobs } from "../jobs/tend-jobs.js";
import { expireApprovals } from "./expire-approvals.js";
import { forgetAsked } from "./forget-asked.js";
import { forgetChanges } from "./forget-changes.js";
import { forgetOldRefusals } from "./forget-refusals.js";
import { forgetRetained } from "./forget-retained.js";
import { moveDueLots } from "./due-lots.js";
import { endDueTiers } from "./due-tiers.js";

/** What one round of due work did. */
export interface DueWork {
  /** Accounts in which something became available or expired. */
  readonly accounts: number;
  /** Members of whom a tier that was given has ended. */
  readonly tiers: number;
  /** Operations that the program's rules reacted to. */
  readonly rules: number;
  /** Messages that were due. */
  readonly messages: number;
  /** Members who were due to be handed to another system. */
  readonly resyncs: number;
  /** Parts of jobs that were looked at or done. Where there were any, more may be left: do the next round at once. */
  readonly jobs: number;
}

interface AuditOptions {
  /** Where anchors of the audit, and tombstones, are kept; left out: nowhere. */
  readonly keepEntry?: KeepEntry | undefined;
  /** What signs the certificates of erasures; null: none are made. */
  readonly signer: Signer | null;
}

/**
 * Does one round of due work: every kind of it, whatever becomes of the others. It is safe to repeat, and to run in
 * several processes at once.
 *
 * @throws the first error that any of it met, once all is tried
 */
export const doDueWork = async (
  options: OutboxOptions & RuleOptions & JobOptions & HandingOptions & AuditOptions,
): Promise<DueWork> => {
  const failures: unknown[] = [];
  const attempt = <T>(work: Promise<T>): Promise<T | undefined> =>
    work.catch((error: unknown) => {
      failures.push(error);
      return undefined;
    });
  const accounts = (await attempt(moveDueLots(options))) ?? 0;
  const tiers = (await attempt(endDueTiers(options))) ?? 0;
  const rules = (await attempt(runDueRules(options))) ?? 0;
  const messages = (await attempt(deliverDueMessages(options))) ?? 0;
  const resyncs = (await attempt(handDueMembers(options))) ?? 0;
  const jobs = (await attempt(runJobs(options))) ?? 0;
  await attempt(expireApprovals(options));
  await attempt(tendJobs(options));
  await attempt(forgetRetained(options));
  await attempt(forgetOldRefusals(options));
  await attempt(forgetAsked(options));
  await attempt(forgetChanges(options));
  await attempt(sealAudit(options.database));
  const { keepEntry, signer } = options;
  if (signer) await attempt(issueCertificates({ ...options, signer }));
  if (keepEntry) await attempt(keepTombstones({ ...options, keepEntry }));
  if (keepEntry) await attempt(keepAnchors({ ...options, keepEntry }));
  if (failures.length > 0) throw failures[0];
  return { accounts, tiers, rules, messages, resyncs, jobs };
};
