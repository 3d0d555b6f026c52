import { type Lazy, paging, route, type Schema } from "../route.js";

const answers = () => import("./answer-schemas.js");
type Answers = Awaited<ReturnType<typeof answers>>;

const answering =
  <S extends Schema>(pick: (all: Answers) => S): Lazy<S> =>
  async () =>
    pick(await answers());

/**
 * What is done to many members. Each of these is safe to repeat without a key: a job is made by being looked at, and is
 * started, decided about, cancelled, tried again and undone once.
 */
export const jobRoutes = {
  bulkPreview: route({
    method: "POST",
    path: "/bulk-previews",
    summary: "What an action would do to many members; makes a job, and does nothing to them",
    level: "bulk",
    must: false,
    answer: answering((all) => all.Job),
    problems: ["validation", "forbidden", "capability-not-supported", "reason-required", "not-found"],
  }),
  importRows: route({
    method: "POST",
    path: "/imports",
    summary: "What a file of rows would do, an action for each; makes a job, and does nothing to anybody",
    level: "bulk",
    must: false,
    query: ["action", "key"],
    requires: ["action", "key"],
    takes: "text/csv",
    answer: answering((all) => all.Job),
    problems: ["validation", "forbidden", "capability-not-supported", "too-large", "unsupported-media-type"],
  }),
  startJob: route({
    method: "POST",
    path: "/bulk-actions",
    summary: "Start a job that was looked at, within the hour",
    level: "bulk",
    must: false,
    answer: answering((all) => all.Job),
    problems: ["validation", "not-found", "forbidden", "limit-exceeded", "stale", "conflict"],
  }),
  jobs: route({
    method: "GET",
    path: "/jobs",
    summary: "Jobs that were started, newest first",
    level: "bulk",
    must: false,
    query: paging,
    answer: answering((all) => all.pageOf(all.Job)),
    problems: [],
  }),
  job: route({
    method: "GET",
    path: "/jobs/{jobId}",
    summary: "A job, and how far it has come",
    level: "bulk",
    must: false,
    answer: answering((all) => all.Job),
    problems: ["not-found"],
  }),
  jobItems: route({
    method: "GET",
    path: "/jobs/{jobId}/items",
    summary: "What became of each member of a job",
    level: "bulk",
    must: false,
    query: ["status", ...paging],
    answer: answering((all) => all.pageOf(all.JobItem)),
    problems: ["not-found", "validation"],
  }),
  decideJob: route({
    method: "POST",
    path: "/jobs/{jobId}/decision",
    summary: "Approve or decline a job that another operator asked for",
    level: "bulk",
    must: false,
    answer: answering((all) => all.Job),
    problems: ["not-found", "forbidden", "conflict", "already-done", "stale", "validation"],
  }),
  cancelJob: route({
    method: "POST",
    path: "/jobs/{jobId}/cancellation",
    summary: "Stop a job; what it has done stays done",
    level: "bulk",
    must: false,
    answer: answering((all) => all.Job),
    problems: ["not-found", "forbidden", "already-done"],
  }),
  retryJob: route({
    method: "POST",
    path: "/jobs/{jobId}/retry",
    summary: "Try again what has failed of a job that is over",
    level: "bulk",
    must: false,
    answer: answering((all) => all.Job),
    problems: ["not-found", "forbidden", "conflict"],
  }),
  reverseJob: route({
    method: "POST",
    path: "/jobs/{jobId}/reversal",
    summary: "What undoing a job would do; makes a job, and undoes nothing before that is started",
    level: "bulk",
    must: false,
    answer: answering((all) => all.Job),
    problems: ["not-found", "forbidden", "conflict", "already-reversed", "not-reversible", "validation"],
  }),
} as const;
