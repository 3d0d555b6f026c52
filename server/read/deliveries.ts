import { sql } from "kysely";
import type { ActionDeclaration } from "../../sdk/contract/index.js";
import type { Job } from "../../sdk/contract/bulk/answers.js";
import type { Database } from "../postgres/database.js";

interface Sending {
  readonly tenant: string;
  readonly id: string;
  readonly finished_at: unknown;
  readonly items: string;
  readonly kind: string;
  /** What was typed, as JSON; null: it is forgotten. */
  readonly input: string | null;
}

const templates = ["templates", "any-templates"];

/** Whether an action writes to its members: by its nature, or since a template was chosen with it. */
const writes = (declaration: ActionDeclaration, input: Readonly<Record<string, unknown>>): boolean =>
  declaration.channel !== undefined ||
  Object.keys(input).some((name) => templates.includes(declaration.fields[name]?.list ?? ""));

/**
 * What has become of the messages of a job, by state. It looks at each of its members, so that it is asked about one job
 * that is over, and writes.
 */
export const deliveriesOf = async (
  database: Database,
  job: Sending,
  declaration: ActionDeclaration | undefined,
): Promise<Job["deliveries"]> => {
  if (job.finished_at === null || job.items !== "kept" || job.kind === "reversal" || !declaration) return undefined;
  if (!writes(declaration, JSON.parse(job.input ?? "{}") as Record<string, unknown>)) return undefined;
  const { rows } = await sql<{ state: string; messages: number }>`
    select message.status as state, count(*) as messages from job_item as item
      join message on message.tenant = item.tenant and message.operation_id = item.operation_id
    where item.tenant = ${job.tenant} and item.job_id = ${job.id} and item.status = 'succeeded'
    group by message.status order by messages desc, state`.execute(database);
  return rows;
};
