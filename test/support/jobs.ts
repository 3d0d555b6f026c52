import type { Job, JobItem } from "../../sdk/contract/bulk/answers.js";
import { advanceJob } from "../../server/jobs/run-jobs.js";
import type { Deliver } from "../../server/messages/deliver.js";
import { createWritePath } from "../../server/write/write-path.js";
import type { Program } from "../../server/domain/program.js";
import type { Database } from "../../server/postgres/database.js";
import { startBackend, type TokenOptions } from "./backend.js";
import { makeMembers, makeTenant } from "./tenant.js";

/** Everybody of a program, and who asks for a job: by default Ari, who may do all. */
type Who = Omit<TokenOptions, "tenant">;

/** What was answered: a job, or why it was refused. */
export interface JobReply {
  readonly status: number;
  readonly job: Job;
  readonly code: string | undefined;
  readonly pointers: readonly string[];
}

/** A backend with a small program and some members, and what is asked of it about many of them. */
export const startJobs = async (
  database: Database,
  { members = 3, program = {}, deliver = {} }: { members?: number; program?: Partial<Program>; deliver?: Deliver } = {},
) => {
  const backend = await startBackend({ database, deliver });
  const tenant = await makeTenant(database, program);
  const memberIds = await makeMembers(
    database,
    tenant,
    Array.from({ length: members }, (_, index) => ({ name: `Member ${index + 1}` })),
  );
  const ask = async (path: string, body: unknown, who: Who = {}): Promise<JobReply> => {
    const call = await backend.as({ tenant, ...who });
    const { status, body: answer } = await call(path, body);
    const { code, errors = [] } = answer as { code?: string; errors?: { pointer: string }[] };
    return { status, job: answer as unknown as Job, code, pointers: errors.map(({ pointer }) => pointer) };
  };
  const items = async (jobId: string, status?: string): Promise<JobItem[]> => {
    const call = await backend.as({ tenant });
    const { body } = await call(`/jobs/${jobId}/items?limit=100${status === undefined ? "" : `&status=${status}`}`);
    return (body as unknown as { data: JobItem[] }).data;
  };
  const jobs = {
    backend,
    tenant,
    memberIds,
    clock: backend.clock,
    /** What an action would do, by default to all of them. */
    preview: (action: string, input: object, { who, ...more }: { who?: Who; [name: string]: unknown } = {}) =>
      ask("/bulk-previews", { target: { memberIds }, action, input, ...more }, who),
    start: (job: { id: string }, confirmedCount?: number, who?: Who) =>
      ask("/bulk-actions", { jobId: job.id, ...(confirmedCount !== undefined && { confirmedCount }) }, who),
    decide: (job: { id: string }, decision: "approve" | "decline", who?: Who) =>
      ask(`/jobs/${job.id}/decision`, { decision }, who),
    cancel: (job: { id: string }, who?: Who) => ask(`/jobs/${job.id}/cancellation`, {}, who),
    retry: (job: { id: string }, who?: Who) => ask(`/jobs/${job.id}/retry`, {}, who),
    reverse: (job: { id: string }, input: object = {}, who?: Who) => ask(`/jobs/${job.id}/reversal`, input, who),
    get: (job: { id: string }, who?: Who) => ask(`/jobs/${job.id}`, undefined, who),
    items,
    /** Does something to one of them alone, as Ari. */
    act: async (memberId: string, action: string, input: object): Promise<void> => {
      const call = await backend.as({ tenant });
      const etag = (await call(`/members/${memberId}`)).headers.get("ETag") ?? "";
      const { status, text } = await call(`/members/${memberId}/actions/${action}`, input, { "If-Match": etag });
      if (status !== 200) throw new Error(text);
    },
    /** How many rows of a table belong to the program. */
    count: async (
      table: "operation" | "entry" | "audit" | "message" | "job" | "job_item" | "job_chunk",
    ): Promise<number> => {
      const { n } = await database
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .where("tenant", "=", tenant)
        .executeTakeFirstOrThrow();
      return n;
    },
    /** Takes each process's next parts of a job, and does them: 256 members. */
    workOnce: async ({ id }: { id: string }): Promise<number> => {
      const { clock } = backend;
      const writePath = createWritePath({ database, clock });
      return advanceJob({ database, writePath, clock, ownActions: [] }, { tenant, id }, 0);
    },
    /** Works on jobs until nothing is left to do. */
    workOff: async (): Promise<void> => {
      while ((await backend.app.runDueWork()).jobs > 0);
    },
    /** Looks at an action over many, starts it, and does all of it. */
    run: async (action: string, input: object, more: Record<string, unknown> = {}): Promise<Job> => {
      const { job } = await jobs.preview(action, input, more);
      await jobs.workOff();
      await jobs.start(job, (await jobs.get(job)).job.progress.total);
      await jobs.workOff();
      return (await jobs.get(job)).job;
    },
    spendable: async (currency = "points"): Promise<readonly number[]> => {
      const rows = await database
        .selectFrom("account")
        .select(["member_id", "spendable"])
        .where("tenant", "=", tenant)
        .where("currency", "=", currency)
        .execute();
      const byId = new Map(rows.map(({ member_id, spendable }) => [member_id, spendable]));
      return memberIds.map((id) => byId.get(id) ?? 0);
    },
  };
  return jobs;
};
