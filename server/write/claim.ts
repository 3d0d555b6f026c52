import { sql } from "kysely";
import { findAction } from "../../sdk/contract/index.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { recordset } from "../postgres/rows.js";
import type { WriteJob } from "./write-job.js";

/** How long a claim waits for a twin that runs in another process, in milliseconds. */
const TWIN_WAIT_MS = 1_000;

/** A twin of this request is still at work elsewhere. */
export class TwinRunning extends Error {
  override readonly name = "TwinRunning";
}

/** What is known of a key that was used before. */
export interface KeptAnswer {
  readonly id: string;
  readonly scope: string;
  readonly key: string;
  readonly status: string;
  readonly action: string;
  readonly fingerprint: string | null;
  readonly http_status: number | null;
  readonly receipt: string | null;
  readonly at: Date;
}

/** Its member was erased since; the erasure itself stays known, so that it can be asked for again (N18). */
export const isErased = ({ fingerprint, action, status }: KeptAnswer): boolean =>
  fingerprint === null && status !== "voided" && !findAction(action)?.removesMember;

const claimRow = ({
  id,
  tenant,
  scope,
  key,
  fingerprint,
  action,
  memberId,
  operator,
  source,
  branchId = null,
  at,
  input,
  reverses,
}: WriteJob) => ({
  tenant,
  id,
  scope,
  key,
  fingerprint,
  action: action.id,
  member_id: memberId,
  operator_id: operator?.id ?? null,
  source,
  branch_id: branchId,
  at,
  status: "running",
  reason_code: input.reasonCode ?? null,
  reference: input.reference ?? null,
  reverses,
});

/** Sorted by the index, so that two groups never wait for each other. */
const insertClaims = async (trx: OpenTransaction, jobs: readonly WriteJob[]): Promise<ReadonlySet<string>> => {
  const rows = jobs.map(claimRow);
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)));
  const claimed = await sql<{
    id: string;
  }>`insert into operation (${columns}) select ${columns} from ${recordset("operation", rows)}
    order by scope, key on conflict (tenant, scope, key) do nothing returning id`.execute(trx);
  return new Set(claimed.rows.map(({ id }) => id));
};

/** A statement of its own: one that began before the twin committed would not see what it kept. */
export const readKeptAnswers = async (
  trx: Database | OpenTransaction,
  tenant: string,
  keys: readonly { scope: string; key: string }[],
): Promise<readonly KeptAnswer[]> =>
  keys.length === 0
    ? []
    : trx
        .selectFrom("operation")
        .select(["id", "scope", "key", "status", "action", "fingerprint", "http_status", "receipt", "at"])
        .where("tenant", "=", tenant)
        .where(sql<boolean>`(scope, key) in (select scope, key from ${recordset("operation", keys)})`)
        .execute();

const keptFor = ({ scope, key }: WriteJob, kept: readonly KeptAnswer[]): KeptAnswer => {
  const row = kept.find((one) => one.scope === scope && one.key === key);
  if (!row) throw new Error("A key that couldn't be claimed has no row");
  return row;
};

const isLockTimeout = (error: unknown): boolean => (error as { code?: string }).code === "55P03";

/**
 * Claims the keys of a group, all distinct: what it claimed is to be done; what it answers was done before. A claim is
 * the row that the answer will be kept in, so that it comes or goes with the work itself.
 *
 * @throws TwinRunning where one of the keys is claimed in a transaction that takes longer than a second
 */
export const claim = async (
  trx: OpenTransaction,
  jobs: readonly WriteJob[],
): Promise<ReadonlyMap<WriteJob, KeptAnswer>> => {
  await sql`select set_config('lock_timeout', ${String(TWIN_WAIT_MS)}, true)`.execute(trx);
  const claimed = await insertClaims(trx, jobs).catch((error: unknown) => {
    throw isLockTimeout(error) ? new TwinRunning("A twin is running", { cause: error }) : error;
  });
  const others = jobs.filter(({ id }) => !claimed.has(id));
  const kept = await readKeptAnswers(trx, jobs[0]?.tenant ?? "", others);
  return new Map(others.map((job) => [job, keptFor(job, kept)]));
};
