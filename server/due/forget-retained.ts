import { type RawBuilder, sql } from "kysely";
import type { Clock } from "../clock.js";
import type { Retention } from "../domain/retention.js";
import type { Database } from "../postgres/database.js";
import { type Kept, readKept } from "../read/until-when.js";
import { MOST_ROWS, untilFewer } from "./in-parts.js";

/** Some rows of a table: those of each program that are the oldest, by an index that has the same order. */
interface Old {
  readonly key: readonly string[];
  /** What holds of those that are still to be forgotten. */
  readonly only?: RawBuilder<unknown>;
  readonly by: RawBuilder<unknown>;
  /** By default `until`. */
  readonly before?: "until" | "until_id";
}

interface Forgetting extends Old {
  readonly kind: keyof Retention;
  readonly table: "message" | "member_text" | "approval" | "audience" | "export";
  /** What is emptied; left out: the row goes. */
  readonly empties?: RawBuilder<unknown>;
}

const forgettings: readonly Forgetting[] = [
  {
    kind: "messageTexts",
    table: "message",
    key: ["id"],
    only: sql`status <> 'queued' and body is not null`,
    by: sql`created_at`,
    empties: sql`to_address = null, subject = null, body = null`,
  },
  {
    kind: "notes",
    table: "member_text",
    key: ["operation_id", "field"],
    only: sql`field in ('note', 'customer-message')`,
    by: sql`operation_id collate "C"`,
    before: "until_id",
  },
  {
    kind: "approvals",
    table: "approval",
    key: ["id"],
    only: sql`status <> 'waiting' and asked is not null`,
    by: sql`coalesce(decided_at, expires_at)`,
    empties: sql`asked = null, comment = null`,
  },
  {
    kind: "handedAudiences",
    table: "audience",
    key: ["id"],
    only: sql`folded is null`,
    by: sql`updated_at`,
  },
  { kind: "exports", table: "export", key: ["id"], by: sql`created_at` },
];

const statementOf = (
  { table, key, only = sql`true`, by, before = "until", empties }: Forgetting,
  kept: Kept,
): RawBuilder<unknown> => {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const act = empties ? sql`update ${sql.table(table)} set ${empties}` : sql`delete from ${sql.table(table)}`;
  return sql`${act} where tenant = ${kept.tenant} and (${columns}) in (
    select ${columns} from ${sql.table(table)}
    where tenant = ${kept.tenant} and ${only} and ${by} < ${kept[before]}
    order by ${by} limit ${MOST_ROWS})`;
};

/** Whether a program has any of it. */
const anyOf = ({ table, only = sql`true`, by, before = "until" }: Forgetting): RawBuilder<unknown> => sql`
  exists (select from ${sql.table(table)}
    where tenant = kept.tenant and ${only} and ${by} < ${sql.ref(`kept.${before}`)})`;

/**
 * Forgets what is older than its program keeps it: the texts of messages that are settled, notes, what was asked for of a
 * second person, audiences that were handed on, and what exports were for. That there was each of the first three stays known. It is safe
 * to repeat, and to run in several processes.
 */
export const forgetRetained = async ({ database, clock }: { database: Database; clock: Clock }): Promise<void> => {
  for (const forgetting of forgettings) {
    const due = await readKept(database, forgetting.kind, clock.now(), anyOf(forgetting));
    for (const kept of due) await untilFewer(database, statementOf(forgetting, kept));
  }
};
