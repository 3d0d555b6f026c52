import { type RawBuilder, sql } from "kysely";
import type { ActionDeclaration } from "../../sdk/contract/index.js";
import type { Database } from "../postgres/database.js";
import { inputOf, type JobRow, leavingOutOf } from "./job-rows.js";

/** Why some members of a chunk are left out though it could be done to them, by member. */
export type LeftOut = ReadonlyMap<string, "contacted" | "received">;

interface About {
  readonly job: JobRow;
  readonly declaration: ActionDeclaration | undefined;
  readonly memberIds: readonly string[];
  readonly now: Date;
}

const since = (now: Date, days: number) => sql`${new Date(now.getTime() - days * 86_400_000)}`;

/** Messages that left, or wait to leave. */
const LEFT = sql`status in ('queued', 'sent', 'delivered', 'unknown')`;

const contacted = ({ job, declaration, memberIds, now }: About): RawBuilder<unknown>[] => {
  const { notContactedForDays: days } = leavingOutOf(job);
  const channel = declaration?.channel;
  if (days === undefined || channel === undefined) return [];
  return [
    sql`select member_id, 'contacted' as why from message
      where tenant = ${job.tenant} and member_id = any(${memberIds}::text[]) and channel = ${channel} and ${LEFT}
        and created_at > ${since(now, days)}`,
  ];
};

/** Where what was handed out or sent before is told apart: this gift, reward or template, not any. */
const bySubject = ({
  job,
  declaration,
}: About): { table: string; at: string; condition: RawBuilder<unknown> } | null => {
  for (const [name, value] of Object.entries(inputOf(job))) {
    const list = declaration?.fields[name]?.list;
    if (list === "gifts") return { table: "member_gift", at: "issued_at", condition: sql`gift_id = ${value}` };
    if (list === "rewards") return { table: "coupon", at: "issued_at", condition: sql`reward_id = ${value}` };
    if (list === "templates")
      return { table: "message", at: "created_at", condition: sql`template_id = ${value} and ${LEFT}` };
  }
  return null;
};

const received = (about: About): RawBuilder<unknown>[] => {
  const { job, memberIds, now } = about;
  const { notReceivedForDays: days } = leavingOutOf(job);
  if (days === undefined) return [];
  const own = sql`tenant = ${job.tenant} and member_id = any(${memberIds}::text[])`;
  const subject = bySubject(about);
  if (subject)
    return [
      sql`select member_id, 'received' as why from ${sql.table(subject.table)}
        where ${own} and ${subject.condition} and ${sql.ref(subject.at)} > ${since(now, days)}`,
    ];
  const { currency } = inputOf(job);
  const inCurrency = currency === undefined ? sql`` : sql`and currency = ${currency}`;
  return [
    sql`select member_id, 'received' as why from operation
      where ${own} and action = ${job.action} and status = 'applied' and reverses is null and reversed_by is null
        and at > ${since(now, days)} ${inCurrency}`,
  ];
};

/** Who is left out since they were written to, or got the same, within the days that the job says. */
export const readLeftOut = async (database: Database, about: About): Promise<LeftOut> => {
  const parts = [...received(about), ...contacted(about)];
  if (parts.length === 0) return new Map();
  const { rows } = await sql<{ member_id: string; why: "contacted" | "received" }>`
    ${sql.join(parts, sql` union all `)}`.execute(database);
  return new Map(rows.map(({ member_id, why }) => [member_id, why]));
};
