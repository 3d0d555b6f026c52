import type { Job } from "../../sdk/contract/bulk/answers.js";
import { RefusalError } from "../domain/refusal.js";
import * as change from "../jobs/change-job.js";
import { type Asking, makeJob, makeReversal } from "../jobs/make-job.js";
import * as importing from "../jobs/import-rows.js";
import { checkSoon } from "../jobs/run-jobs.js";
import * as starting from "../jobs/start-job.js";
import { assertItemsSeen, findSeenJob, showJob } from "../read/jobs.js";
import { refuseUnknown } from "../read/require-member.js";
import type { Call, Reply, RouteHandler } from "./route-handler.js";
import type { Services } from "./services.js";

type Asked = Pick<Call, "operator" | "requestId">;

const askingOf = ({ operator, requestId }: Asked, services: Services): Asking => {
  const { writeDatabase: database, writePath, ownActions, clock } = services;
  return { database, writePath, ownActions, operator, requestId, clock, now: clock.now() };
};

/** The job as it is once something was done to it. One that isn't there for this operator is refused, and audited. */
const answerJob = async (
  asked: Asked,
  services: Services,
  jobId: string,
  act: (asking: Asking) => Promise<void>,
): Promise<Reply<Job>> => {
  const asking = askingOf(asked, services);
  try {
    await act(asking);
  } catch (error) {
    if (error instanceof RefusalError && error.code === "not-found") return refuseUnknown(asked, services, { jobId });
    throw error;
  }
  const row = await findSeenJob(asking.database, asking.operator, jobId);
  return row ? { value: await showJob(asking, asking.operator, row) } : refuseUnknown(asked, services, { jobId });
};

/** Looks at once at what is for few members; the rest is looked at by who works on jobs. */
const answerChecked = (asked: Asked, services: Services, job: { tenant: string; id: string }): Promise<Reply<Job>> =>
  answerJob(asked, services, job.id, (asking) => checkSoon(asking, job));

export const bulkPreview: RouteHandler<"bulkPreview"> = async (call, services) => {
  const { target } = call.body;
  if ("notDone" in target) await assertItemsSeen(call, services, target.notDone.jobId);
  return answerChecked(call, services, await makeJob(askingOf(call, services), call.body));
};

export const reverseJob: RouteHandler<"reverseJob"> = async (call, services) => {
  const asking = askingOf(call, services);
  const { jobId } = call.params;
  const original = await findSeenJob(asking.database, asking.operator, jobId);
  if (!original) return refuseUnknown(call, services, { jobId });
  return answerChecked(call, services, await makeReversal(asking, original, call.body));
};

const importOf = ({ query: { action, key }, content }: Call<"importRows">): importing.Import => ({
  action,
  key,
  content,
});

export const importRows: RouteHandler<"importRows"> = async (call, services) =>
  answerChecked(call, services, await importing.importRows(askingOf(call, services), importOf(call)));

export const startJob: RouteHandler<"startJob"> = (call, services) =>
  answerJob(call, services, call.body.jobId, (asking) => starting.startJob(asking, call.body));

export const decideJob: RouteHandler<"decideJob"> = (call, services) => {
  const { jobId } = call.params;
  return answerJob(call, services, jobId, (asking) => change.decideJob(asking, jobId, call.body));
};

export const cancelJob: RouteHandler<"cancelJob"> = (call, services) => {
  const { jobId } = call.params;
  return answerJob(call, services, jobId, (asking) => change.cancelJob(asking, jobId));
};

export const retryJob: RouteHandler<"retryJob"> = (call, services) => {
  const { jobId } = call.params;
  return answerJob(call, services, jobId, (asking) => change.retryJob(asking, jobId));
};
