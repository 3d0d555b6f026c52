import { type Job, jobRoutes } from "../contract/index.js";
import type { Backend, Call, ReadAnswer, Reading } from "./backend.js";
import { isPassing } from "./following.js";
import type { FollowJobOptions, JobsClient } from "./jobs-client.js";
import { paged } from "./paging.js";

const firstWaitMs = 500;
const longestWaitMs = 5_000;
const decisionWaitMs = 30_000;
/** How long to wait at most where what happens is told: it may be lost on its way. */
const toldWaitMs = 30_000;

/** How long to wait before a job is asked about again; null: it changes no more by itself. */
const waitFor = ({ status }: Job, tries: number): number | null => {
  if (status === "awaiting_approval") return decisionWaitMs;
  if (!["checking", "running", "cancelling"].includes(status)) return null;
  return Math.min(firstWaitMs * 1.5 ** tries, longestWaitMs);
};

const hasMoved = (before: Job, now: Job): boolean =>
  before.status !== now.status || before.progress.done !== now.progress.done;

/**
 * The part of a client that is about actions over many members.
 *
 * @param baseUrl the backend's address, below which files are fetched
 * @param onChanged told when members may have changed: everything that is shown of any is stale then
 */
export const createJobsClient = (backend: Backend, baseUrl: string, onChanged: () => void): JobsClient => {
  const read = async <R extends Reading>(route: R, call?: Call): Promise<ReadAnswer<R>> =>
    (await backend.read(route, call)).value;
  const get: JobsClient["get"] = (jobId, call) => read(jobRoutes.job, { values: { jobId }, ...call });

  const follow = async (job: Job, { signal, onChange, changes }: FollowJobOptions = {}): Promise<Job> => {
    let latest = job;
    if (waitFor(job, 0) === null) return job;
    // What is told while it is asked about counts, too: it is asked again at once.
    let told = new AbortController();
    const stop = changes?.watchJob(job.id, () => told.abort());
    try {
      for (let tries = 0, wait = waitFor(job, 0); wait !== null; wait = waitFor(latest, ++tries)) {
        const ended = AbortSignal.any(signal ? [signal, told.signal] : [told.signal]);
        // What it did before it was listened for is told to nobody: the first look is soon.
        const isTold = tries > 0 && changes?.isLive;
        await backend.time.wait(isTold ? toldWaitMs : wait, ended).catch(() => signal?.throwIfAborted());
        told = new AbortController();
        const now = await get(latest.id, signal ? { signal } : {}).catch((error: unknown) => {
          if (signal?.aborted || !isPassing(error)) throw error;
          return latest;
        });
        if (hasMoved(latest, now)) onChange?.(now);
        latest = now;
      }
    } finally {
      stop?.();
    }
    if (latest !== job && latest.finishedAt !== null) onChanged();
    return latest;
  };

  return {
    preview: (body, call) => read(jobRoutes.bulkPreview, { body, ...call }),
    import: async (body, { action, key, signal }) => {
      const { method, path, answer } = jobRoutes.importRows;
      const headers = { "content-type": "text/csv" };
      return (await backend.send({ method, path, query: { action, key }, body, headers, signal }, answer)).value;
    },
    start: ({ id }, confirmedCount, call) => read(jobRoutes.startJob, { body: { jobId: id, confirmedCount }, ...call }),
    list: () => paged((cursor, call) => read(jobRoutes.jobs, { query: { cursor }, ...call })),
    get,
    items: (jobId, filter = {}) =>
      paged((cursor, call) =>
        read(jobRoutes.jobItems, { values: { jobId }, query: { ...filter, limit: 100, cursor }, ...call }),
      ),
    exportNotDone: async (jobId, body = {}, call) => {
      const { url, ...rest } = await read(jobRoutes.exportNotDone, { values: { jobId }, body, ...call });
      return { ...rest, url: baseUrl + url };
    },
    saveNotDone: (jobId, body, call) => read(jobRoutes.saveNotDone, { values: { jobId }, body, ...call }),
    decide: (jobId, body, call) => read(jobRoutes.decideJob, { values: { jobId }, body, ...call }),
    cancel: (jobId, call) => read(jobRoutes.cancelJob, { values: { jobId }, ...call }),
    retry: (jobId, call) => read(jobRoutes.retryJob, { values: { jobId }, ...call }),
    reverse: (jobId, body = {}, call) => read(jobRoutes.reverseJob, { values: { jobId }, body, ...call }),
    follow,
  };
};
