import type {
  Audience,
  BulkPreview,
  Job,
  JobDecision,
  JobItem,
  NotDone,
  NotDoneAudience,
  Reversal,
  SingleUse,
} from "../contract/index.js";
import type { Changes } from "./changes-client.js";
import type { Paged, ReadOptions } from "./reading.js";

export interface FollowJobOptions extends ReadOptions {
  /** Called each time it has come further, with the job as it is then. */
  onChange?: (job: Job) => void;
  /** What tells that the job has moved (`client.changes()`): it is asked about then, while that is live. Default: at intervals. */
  changes?: Changes;
}

export interface ImportOptions extends ReadOptions {
  /** The action's id. */
  action: string;
  /** Which column names the member. */
  key: string;
}

/**
 * Actions over many members. Each of these is safe to repeat: a job is started, decided about, cancelled and undone
 * once, however often it is asked for, and its rows are done once each, by whichever process of the backend.
 */
export interface JobsClient {
  /**
   * Looks at what an action would do to many members: makes a job, writes down whom it is for, and does nothing to
   * them. The answer is `checked` where they are few; else follow it. Throws a `ProblemError` where it can be done to
   * nobody; `validation` points into `/input`.
   */
  preview(preview: BulkPreview, options?: ReadOptions): Promise<Job>;
  /**
   * Has the rows of a CSV looked at, an action for each on the member that its key column names (`id`, `externalId`,
   * `email`, `phone`, `card`): makes a job, and does nothing. UTF-8, a header of field names, amounts as `12.50`, 100 MB at
   * most. Throws a `ProblemError` of `validation` that points at the row and column where a file is no such file. It is
   * sent once: repeating it makes another job.
   */
  import(file: Blob, options: ImportOptions): Promise<Job>;
  /**
   * Starts what was looked at, within the hour; where the job asks for it, with the number of members as the operator
   * typed it. It runs then, or waits for a second person. Throws a `ProblemError`: `stale` where it has to be looked at
   * anew, `limit-exceeded`, `validation` of `/confirmedCount`.
   */
  start(job: { id: string }, confirmedCount?: number, options?: ReadOptions): Promise<Job>;
  /** What was started, newest first: one's own, and that of others for who may see it. */
  list(): Paged<Job>;
  get(jobId: string, options?: ReadOptions): Promise<Job>;
  /**
   * What became of each member, in order; with a status, or a code of why, only of those. Throws a `ProblemError` of
   * `conflict` once that is no longer kept, as all that needs to know it does.
   */
  items(jobId: string, filter?: { status?: string; code?: string }): Paged<JobItem>;
  /**
   * Where a CSV of those can be fetched to whom it was not done, by their ids, with why: an address as `export()` answers
   * it, by the same permission. Each call makes another.
   */
  exportNotDone(jobId: string, notDone?: NotDone, options?: ReadOptions): Promise<SingleUse>;
  /**
   * Saves those to whom it was not done as an audience, 10,000 members at most. Throws a `ProblemError`: `conflict` where
   * the name is taken, `validation` where they are too many, or nobody.
   */
  saveNotDone(jobId: string, audience: NotDoneAudience, options?: ReadOptions): Promise<Audience>;
  /** Approves or declines what another operator asked for. */
  decide(jobId: string, decision: JobDecision, options?: ReadOptions): Promise<Job>;
  /** Stops it at the end of a row; what it has done stays done. */
  cancel(jobId: string, options?: ReadOptions): Promise<Job>;
  /** Tries again what has failed of a job that is over. */
  retry(jobId: string, options?: ReadOptions): Promise<Job>;
  /** Looks at what undoing a job would do: makes another job, which is started as any other. */
  reverse(jobId: string, input?: Reversal, options?: ReadOptions): Promise<Job>;
  /**
   * Answers a job once nothing of it changes by itself any more: it was looked at, or is over. Asks at growing intervals
   * of at most 5 seconds, half a minute while it waits for a second person, or once it is told that it has moved. A connection that is lost meanwhile is
   * waited for. Ends with the signal's reason when it is aborted.
   */
  follow(job: Job, options?: FollowJobOptions): Promise<Job>;
}
