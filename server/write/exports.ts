import { sql } from "kysely";
import type { Export, SingleUse } from "../../sdk/contract/index.js";
import { auditRow, insertAudits } from "../audit/audited.js";
import type { Clock } from "../clock.js";
import { digest } from "../domain/digest.js";
import { newId } from "../domain/new-id.js";
import { requirePermission } from "../domain/permission.js";
import { RefusalError } from "../domain/refusal.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { inTransaction } from "../postgres/transaction.js";
import { audienceOf, fieldsNamed } from "../read/audience/audience.js";
import { assertItemsSeen } from "../read/jobs.js";
import { member } from "../read/member.js";
import type { NotDoneIn } from "../read/not-done.js";
import type { SubjectIn } from "../read/export/subject.js";
import type { Query, Question, Sources } from "../read/query.js";

const EXPORTS = "members:export";
const SUBJECT_ACCESS = "members:subject-access";
/** How long an address of a file is good, in milliseconds; so long is known what it is to hold. */
export const GOOD_FOR_MS = 5 * 60_000;

const newSecret = (): string => hexOf(crypto.getRandomValues(new Uint8Array(32)));

/** What stands in an address: whose file it is, and a secret. */
interface Token {
  readonly tenant: string;
  readonly secret: string;
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The tenant stands in front, in hexadecimal, so that the file is looked for among its own alone. */
const tokenOf = ({ tenant, secret }: Token): string => `${hexOf(new TextEncoder().encode(tenant))}-${secret}`;

const TOKEN = /^((?:[0-9a-f]{2})+)-([0-9a-f]+)$/;

const readToken = (token: string): Token | null => {
  const [, tenant, secret] = TOKEN.exec(token) ?? [];
  if (tenant === undefined || secret === undefined) return null;
  const bytes = Uint8Array.from(tenant.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  return { tenant: new TextDecoder().decode(bytes), secret };
};

interface Exported {
  readonly tenant: string;
  readonly id: string;
  readonly operatorId: string;
}

type Step = "export" | "export-taken" | "export-done" | "export-cut";

interface Audited {
  readonly action: Step;
  readonly requestId: string;
  readonly now: Date;
  /** How many members the file held, once it ended; null: it had not begun. */
  readonly found: number | null;
  readonly memberId?: string | undefined;
}

/** Who exported, when, how it ended, and how many; what for stands with the export. */
const audit = async (
  database: Database | OpenTransaction,
  { tenant, id, operatorId }: Exported,
  { action, requestId, now, found, memberId }: Audited,
): Promise<void> => {
  const act = { tenant, at: now, requestId, operatorId, action, subject: id, found, memberId };
  await insertAudits(database, [auditRow(act)]);
};

/** What a file holds: members of an audience, those to whom a job was not done, or all that is held about one member. */
export type Asked = Omit<Export, "purpose"> | { readonly notDone: NotDoneIn } | { readonly subject: SubjectIn };

type Caller = Pick<Question, "operator" | "requestId">;

interface Making {
  readonly asked: Asked;
  readonly purpose: string;
  /** Whom it is about, where that is one member. */
  readonly memberId?: string;
}

/** Makes the address of a file: it is good once, for minutes, and a secret of whoever asked for it. */
const makeAddress = async (
  { operator, requestId }: Caller,
  { writeDatabase, clock }: Sources,
  { asked, purpose, memberId }: Making,
): Promise<{ readonly value: SingleUse }> => {
  const { tenant, id: operatorId } = operator;
  const now = clock.now();
  const secret = newSecret();
  const expiresAt = new Date(now.getTime() + GOOD_FOR_MS);
  const made = { tenant, id: newId("exp", now), operatorId };
  await inTransaction(writeDatabase, async (trx) => {
    await trx
      .insertInto("export")
      .values({
        ...{ tenant, id: made.id, operator_id: operatorId, token_hash: digest(secret), asked: JSON.stringify(asked) },
        ...{ purpose, created_at: now, expires_at: expiresAt, taken_at: null },
      })
      .execute();
    await audit(trx, made, { action: "export", requestId, now, found: null, memberId });
  });
  return { value: { url: `/exports/${tokenOf({ tenant, secret })}`, expiresAt: expiresAt.toISOString() } };
};

/** Makes the address of a file of an audience. */
export const exportMembers: Query<"exportMembers"> = async (question, sources) => {
  requirePermission(question.operator, EXPORTS);
  const { purpose, ...asked } = question.body;
  const audience = await audienceOf(sources.database, sources.clock, question.operator, asked);
  fieldsNamed(audience.fields, asked.columns, "column", (index) => `/columns/${index}`);
  return makeAddress(question, sources, { asked, purpose });
};

/** Makes the address of a file of those to whom a job was not done. */
export const exportNotDone: Query<"exportNotDone"> = async (question, sources) => {
  requirePermission(question.operator, EXPORTS);
  const { jobId } = question.params;
  await assertItemsSeen(question, sources, jobId);
  const asked = { notDone: { jobId, ...question.body } };
  return makeAddress(question, sources, { asked, purpose: `Not done of ${jobId}` });
};

/** Makes the address of a file of all that is held about one member. */
export const subjectAccess: Query<"subjectAccess"> = async (question, sources) => {
  const { purpose, format } = question.body;
  const { memberId } = question.params;
  await member({ ...question, query: {}, body: undefined }, sources);
  requirePermission(question.operator, SUBJECT_ACCESS);
  return makeAddress(question, sources, { asked: { subject: { memberId, format } }, purpose, memberId });
};

/** An export whose address was used just now. */
export interface TakenExport extends Exported {
  readonly asked: Asked;
}

const used = () => new RefusalError("not-found", "This address was used already, or is too old. Export again.");

/** Uses an address up. It is not found where it was used, is too old, or never was. */
export const takeExport = async (
  { writeDatabase, clock }: { readonly writeDatabase: Database; readonly clock: Clock },
  token: string,
  requestId: string,
): Promise<TakenExport> => {
  const read = readToken(token);
  if (!read) throw used();
  const { tenant, secret } = read;
  return inTransaction(writeDatabase, async (trx) => {
    const now = clock.now();
    const { rows } = await sql<{ id: string; operator_id: string; asked: string }>`
      with known as (
        select id, asked from export
        where tenant = ${tenant} and token_hash = ${digest(secret)} and taken_at is null and expires_at > ${now.toISOString()}::timestamptz
          and asked is not null for update)
      update export set taken_at = ${now.toISOString()}::timestamptz, asked = null from known
      where export.tenant = ${tenant} and export.id = known.id
      returning export.id, export.operator_id, known.asked`.execute(trx);
    const [row] = rows;
    if (!row) throw used();
    const taken = { tenant, id: row.id, operatorId: row.operator_id };
    await audit(trx, taken, { action: "export-taken", requestId, now, found: null });
    return { ...taken, asked: JSON.parse(row.asked) as TakenExport["asked"] };
  });
};

/** Says in the audit how it ended: all of it was sent, or it was cut. */
export const endExport = async (
  { writeDatabase, clock }: { readonly writeDatabase: Database; readonly clock: Clock },
  taken: TakenExport,
  { isWhole, requestId, found }: Pick<Audited, "requestId" | "found"> & { readonly isWhole: boolean },
): Promise<void> =>
  audit(writeDatabase, taken, { action: isWhole ? "export-done" : "export-cut", requestId, now: clock.now(), found });
