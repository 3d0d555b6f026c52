import { type RawBuilder, type Selectable, sql, type SqlBool } from "kysely";
import * as z from "zod/mini";
import type { AuditEntry, AuditKind } from "../../sdk/contract/index.js";
import { InstantInput } from "../../sdk/contract/schemas/inputs.js";
import { auditRow, insertAudits } from "../audit/audited.js";
import { auditKindOf, looks, looksOf } from "../domain/audit-kind.js";
import { permit } from "../domain/permission.js";
import { invalid, RefusalError } from "../domain/refusal.js";
import type { Schema } from "../postgres/schema.js";
import { compositionsOf } from "./operations.js";
import { cursorOf, DEFAULT_LIMIT, pageOf } from "./page.js";
import type { Query, Question, Sources } from "./query.js";
import { ifGiven, instant } from "./sql.js";

/** The permission to read who did, and was shown, what. */
export const READS_AUDIT = "audit:read";

type Asked = Question<"audit">;

interface Row extends Selectable<Schema["audit"]> {
  readonly operator_name: string | null;
  readonly reference: string | null;
  readonly position: number | null;
  readonly hash: string | null;
}

const entryOf = (row: Row): AuditEntry => ({
  ...{ id: row.id, at: instant(row.at), requestId: row.request_id, source: row.source },
  operator: row.operator_id === null ? null : { id: row.operator_id, name: row.operator_name ?? row.operator_id },
  ...{ kind: auditKindOf(row.action), action: row.action, outcome: row.outcome },
  ...{ memberId: row.member_id, operationId: row.operation_id, reference: row.reference },
  ...{ subject: row.subject, found: row.found },
  memberIds: row.members === null ? null : (JSON.parse(row.members) as string[]),
  seal: row.position === null || row.hash === null ? null : { position: row.position, hash: row.hash },
});

const position = cursorOf(z.strictObject({ at: InstantInput, id: z.string() }));

const isOf = (kind: AuditKind, action: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  kind === "change"
    ? sql`${action} <> all(${[...looks]}::text[])`
    : sql`${action} = any(${[...looksOf[kind]]}::text[])`;

/** What holds of each row, whichever index finds it; and the order. */
const narrowed = ({ operator, body }: Asked): RawBuilder<unknown> => {
  const { limit = DEFAULT_LIMIT, from, to } = body;
  return sql`audit.tenant = ${operator.tenant}
    and ${ifGiven(body.operator, (id) => sql`audit.operator_id = ${id}`)}
    and ${ifGiven(body.action, (action) => sql`audit.action = ${action}`)}
    and ${ifGiven(body.kind, (kind) => isOf(kind, sql`audit.action`))}
    and ${ifGiven(from, (first) => sql`audit.at >= ${first}::timestamptz`)}
    and ${ifGiven(to, (last) => sql`audit.at <= ${last}::timestamptz`)}
    and ${ifGiven(position.read(body.cursor), ({ at, id }) => sql`(audit.at, audit.id) < (${at}::timestamptz, ${id})`)}
    order by audit.at desc, audit.id desc limit ${limit + 1}`;
};

/**
 * What was done for a ticket, or was declined: an operation is audited at its own time, and at that of its decision. Each is
 * found by that, since the audit has no index of operations: every write would pay for it.
 */
const ofReference = (asked: Asked, reference: string): RawBuilder<unknown> => {
  const { tenant } = asked.operator;
  const { memberId, cursor } = asked.body;
  const own = sql`operation.tenant = ${tenant} and operation.reference = written.reference
    and ${ifGiven(memberId, (id) => sql`audit.member_id = ${id}`)} and ${narrowed(asked)}`;
  return sql`
    select newest.* from unnest(${compositionsOf(reference)}::text[]) as written (reference) cross join lateral (
      (select audit.* from operation
        join audit on audit.tenant = operation.tenant and audit.at = operation.at and audit.operation_id = operation.id
        where ${ifGiven(position.read(cursor), ({ at }) => sql`operation.at <= ${at}::timestamptz`)} and ${own})
      union all
      (select audit.* from operation
        join approval on approval.tenant = operation.tenant and approval.id = operation.id and approval.status = 'declined'
        join audit on audit.tenant = approval.tenant and audit.at = approval.decided_at and audit.operation_id = approval.id
        where ${own})) as newest`;
};

/**
 * What was done to a member, who looked at them, and in which lists they were. Those are all read, by their own index: how
 * many there are is not for a planner to guess, which might look into all lists of the program instead.
 */
const ofMember = (asked: Asked, memberId: string): RawBuilder<unknown> => sql`
  (select audit.* from audit where audit.member_id = ${memberId} and ${narrowed(asked)})
  union all
  (select audit.* from (
      select * from audit
      where members is not null and members::jsonb @> ${JSON.stringify([memberId])}::jsonb offset 0) as audit
    where ${narrowed(asked)})`;

/**
 * What is of one kind: its actions are few, and found by as many looks into an index; of each the newest are read. Rare ones
 * are so found among many without reading those.
 */
const ofKind = (asked: Asked, kind: AuditKind): RawBuilder<unknown> => {
  const { tenant } = asked.operator;
  return sql`
    with recursive known as (
      (select action from audit where tenant = ${tenant} order by action limit 1)
      union all
      select next.action from known cross join lateral (
        select action from audit where tenant = ${tenant} and action > known.action order by action limit 1) as next)
    select newest.* from known cross join lateral (
      select audit.* from audit where audit.action = known.action and ${narrowed(asked)}) as newest
    where ${isOf(kind, sql`known.action`)}`;
};

/** By the index that leads to the fewest rows. */
const chosen = (asked: Asked): RawBuilder<unknown> => {
  const { reference, memberId, operator, action, kind } = asked.body;
  if (reference !== undefined) return ofReference(asked, reference);
  if (memberId !== undefined) return ofMember(asked, memberId);
  if (kind !== undefined && operator === undefined && action === undefined) return ofKind(asked, kind);
  return sql`select audit.* from audit where ${narrowed(asked)}`;
};

const readRows = async (asked: Asked, { database }: Sources): Promise<readonly Row[]> => {
  const { limit = DEFAULT_LIMIT } = asked.body;
  const { rows } = await sql<Row>`
    select audit.*, operation.reference, operator.name as operator_name, seal.position, seal.hash
    from (select * from (${chosen(asked)}) as found order by at desc, id desc limit ${limit + 1}) as audit
      left join operation on operation.tenant = audit.tenant and operation.id = audit.operation_id
      left join operator on operator.tenant = audit.tenant and operator.id = audit.operator_id
      left join audit_seal as seal on seal.tenant = audit.tenant and seal.audit_id = audit.id
    order by audit.at desc, audit.id desc`.execute(database);
  return rows;
};

/** Whoever tries without being permitted to is in the audit, too. */
const assertReads = async ({ operator, requestId }: Asked, { writeDatabase, clock }: Sources): Promise<void> => {
  const refusal = permit(operator, READS_AUDIT, null);
  if (!refusal) return;
  const { tenant, id: operatorId } = operator;
  const look = { tenant, at: clock.now(), requestId, operatorId, action: "audit", outcome: refusal.code };
  await insertAudits(writeDatabase, [auditRow(look)]);
  throw new RefusalError(refusal.code, refusal.detail);
};

/**
 * Who did, and was shown, what: ids and codes, newest first, whether the members are there still or were erased. That it was
 * read is in it, as any look is: see http/looks.ts. It is read as it stands: whether it is as it was sealed is for
 * audit/verify.ts to say.
 */
export const audit: Query<"audit"> = async (asked, sources) => {
  const { limit = DEFAULT_LIMIT, from, to } = asked.body;
  await assertReads(asked, sources);
  if (from !== undefined && to !== undefined && new Date(from) > new Date(to))
    throw invalid({ pointer: "/from", code: "too-late", detail: "It begins after it ends." });
  const rows = await readRows(asked, sources);
  return { value: pageOf(rows, limit, entryOf, ({ at, id }) => position.write({ at: instant(at), id })) };
};
