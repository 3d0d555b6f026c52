import { sql } from "kysely";
import { hasDailyLimit } from "../domain/permission.js";
import type { OpenTransaction } from "../postgres/database.js";
import { insertRows } from "../postgres/rows.js";
import { chosenIds } from "./library-choices.js";
import type { WriteJob } from "./write-job.js";

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

const lockMembers = (trx: OpenTransaction, tenant: string, ids: readonly string[]) =>
  sql`select id from member where tenant = ${tenant} and id = any(${ids}::text[]) order by id for no key update`.execute(
    trx,
  );

/** Two operations of one operator, on two members, may together be over a day's limit: they take turns. */
const lockOperators = async (trx: OpenTransaction, tenant: string, jobs: readonly WriteJob[]): Promise<void> => {
  const limited = jobs.flatMap(({ operator, action }) =>
    operator && hasDailyLimit(operator, action.id) ? [operator] : [],
  );
  if (limited.length === 0) return;
  const rows = limited
    .map(({ id, name, email }) => ({ tenant, id, name, email }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  await insertRows(trx, "operator", rows, { keys: ["tenant", "id"], update: "keep" });
  const ids = unique(rows.map(({ id }) => id));
  await sql`select id from operator where tenant = ${tenant} and id = any(${ids}::text[]) order by id for no key update`.execute(
    trx,
  );
};

const lockStock = async (trx: OpenTransaction, tenant: string, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return;
  await sql`select id from gift where tenant = ${tenant} and id = any(${ids}::text[]) and stock is not null order by id for no key update`.execute(
    trx,
  );
};

/**
 * Locks what the decisions stand on: the members' rows, then counting operators, then stocks; each sorted, so that
 * groups wait in line and never in a circle. What is locked must be read in the next statement: one that locks and
 * reads sees what was there before it had to wait.
 */
export const lock = async (trx: OpenTransaction, jobs: readonly WriteJob[]): Promise<void> => {
  const tenant = jobs[0]?.tenant ?? "";
  await lockMembers(trx, tenant, unique(jobs.map(({ memberId }) => memberId)));
  await lockOperators(trx, tenant, jobs);
  await lockStock(trx, tenant, unique(jobs.flatMap((job) => chosenIds(job).get("gifts") ?? [])));
};
