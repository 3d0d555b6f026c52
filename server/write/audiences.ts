import { filterLimits } from "../../sdk/contract/bulk/filter.js";
import type { Audience, FilterGroup, NewAudience } from "../../sdk/contract/index.js";
import { auditRow, insertAudits } from "../audit/audited.js";
import { planOf } from "../domain/filter/check.js";
import { withMemberIds } from "../domain/filter/keep.js";
import { segmentLimits } from "../domain/filter/segment.js";
import { foldCase } from "../domain/letters.js";
import { programOf } from "../domain/masking.js";
import { newId } from "../domain/new-id.js";
import { requirePermission } from "../domain/permission.js";
import { invalid, RefusalError } from "../domain/refusal.js";
import type { OpenTransaction } from "../postgres/database.js";
import { inTransaction } from "../postgres/transaction.js";
import { audienceOf, type Asked } from "../read/audience/audience.js";
import { readVocabulary } from "../read/filter/vocabulary.js";
import { readMemberIds } from "../read/audience/member-ids.js";
import { findAudience } from "../read/audiences.js";
import { assertItemsSeen } from "../read/jobs.js";
import { readMembersNotDone } from "../read/not-done.js";
import type { Question, Query, Sources } from "../read/query.js";
import { refuseUnknown } from "../read/require-member.js";

/** Who may save, change and delete audiences, whoever made them. */
const EDITS = "audiences:edit";

type Caller = Pick<Question, "operator" | "requestId">;
type Change = "save-audience" | "change-audience" | "delete-audience" | "hand-off";

/** Writes, and what was done into the audit, together. */
const audited = async <T>(
  { operator, requestId }: Caller,
  { writeDatabase, clock }: Sources,
  action: Change,
  write: (trx: OpenTransaction, now: Date) => Promise<{ readonly value: T; readonly subject: string | null }>,
): Promise<T> =>
  inTransaction(writeDatabase, async (trx) => {
    const { tenant, id, name, email } = operator;
    const now = clock.now();
    await trx
      .insertInto("operator")
      .values({ tenant, id, name, email })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { value, subject } = await write(trx, now);
    if (subject !== null)
      await insertAudits(trx, [auditRow({ tenant, at: now, requestId, operatorId: id, action, subject })]);
    return value;
  });

/** The filter as it is kept; or a 422 that points at what is wrong with it. */
const keep = async ({ operator }: Caller, { database, clock }: Sources, asked: Asked): Promise<FilterGroup> => {
  const { resolved } = await audienceOf(database, clock, operator, asked);
  const own = [...resolved.members].filter(([{ inSegment }]) => !inSegment);
  return withMemberIds(asked.filter, new Map(own.map(([{ pointer }, members]) => [pointer, members])));
};

const taken = () =>
  new RefusalError("conflict", "An audience of this name is there already.", {
    errors: [{ pointer: "/name", code: "conflict", detail: "An audience of this name is there already." }],
  });

const found = async (trx: OpenTransaction, tenant: string, id: string): Promise<Audience> => {
  const audience = await findAudience(trx, tenant, { id });
  if (!audience) throw new RefusalError("not-found");
  return audience;
};

/** What makes two that were saved the same. */
interface Saved {
  readonly by: string;
  readonly filter: string;
  readonly description: string | null;
  readonly isSegment: boolean;
}

const sameAs = (audience: Audience, { by, filter, description, isSegment }: Saved): boolean =>
  audience.createdBy.id === by &&
  JSON.stringify(audience.filter) === filter &&
  audience.description === description &&
  audience.isSegment === isSegment;

const refuseSegment = (code: string, detail: string) => invalid({ pointer: "/isSegment", code, detail });

/** Answers what was saved, if it can be the segment that it is to be: each is asked about whenever a member is read. */
const fit = async (trx: OpenTransaction, tenant: string, id: string, now: Date): Promise<Audience> => {
  const audience = await found(trx, tenant, id);
  if (!audience.isSegment) return audience;
  const vocabulary = await readVocabulary(trx, programOf(tenant), now);
  if (!vocabulary.program.modules.includes("segments")) throw new RefusalError("capability-not-supported");
  if (vocabulary.segments.length > segmentLimits.segments)
    throw refuseSegment("too-many", `There can be ${segmentLimits.segments} segments at most.`);
  if (JSON.stringify(audience.filter).length > segmentLimits.filterLength)
    throw refuseSegment("too-long", "A segment can't have lists that long. Tag these members, and use the tag.");
  planOf(audience.filter as unknown as FilterGroup, vocabulary, id);
  return audience;
};

const save = async (
  question: Caller,
  sources: Sources,
  { name, description = null, isSegment = false, ...asked }: NewAudience,
): Promise<{ readonly value: Audience }> => {
  const { operator } = question;
  const filter = JSON.stringify(await keep(question, sources, asked));
  const folded = foldCase(name);
  const value = await audited(question, sources, "save-audience", async (trx, now) => {
    const { tenant, id: created_by } = operator;
    const id = newId("aud", now);
    const when = { created_at: now, updated_at: now };
    const row = { tenant, id, name, folded, description, filter, is_segment: isSegment, created_by, ...when };
    const { numInsertedOrUpdatedRows: inserted } = await trx
      .insertInto("audience")
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (inserted) return { value: await fit(trx, tenant, id, now), subject: id };
    const there = await findAudience(trx, tenant, { folded });
    if (!there || !sameAs(there, { by: created_by, filter, description, isSegment })) throw taken();
    return { value: there, subject: null };
  });
  return { value };
};

/**
 * Saves a filter under a name of its own. The same again by the same operator answers what was saved: it is safe to
 * repeat without a key.
 */
export const saveAudience: Query<"saveAudience"> = async (question, sources) => {
  requirePermission(question.operator, EDITS);
  return save(question, sources, question.body);
};

const tooMany = `These are more than ${filterLimits.values} members: save those of one reason.`;

/** Saves the members of a job to whom it was not done, by their ids, as any other audience. */
export const saveNotDone: Query<"saveNotDone"> = async (question, sources) => {
  requirePermission(question.operator, EDITS);
  const { operator, params, body } = question;
  const { name, description, ...notDone } = body;
  await assertItemsSeen(question, sources, params.jobId);
  const asked = { jobId: params.jobId, ...notDone };
  const ids = await readMembersNotDone(sources.database, operator.tenant, asked, filterLimits.values + 1);
  if (ids.length > filterLimits.values) throw invalid({ pointer: "", code: "too-many", detail: tooMany });
  if (ids.length === 0) throw invalid({ pointer: "", code: "not-found", detail: "These are no members." });
  const filter: FilterGroup = { combinator: "and", rules: [{ field: "id", operator: "in", value: ids }] };
  return save(question, sources, { name, description, filter });
};

const isTaken = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === "23505";

/** Changes what is given of a saved filter. Safe to repeat. */
export const changeAudience: Query<"changeAudience"> = async (question, sources) => {
  requirePermission(question.operator, EDITS);
  const { operator, body, params } = question;
  const { audienceId } = params;
  const filter = body.filter && JSON.stringify(await keep(question, sources, { filter: body.filter }));
  const value = await audited(question, sources, "change-audience", async (trx, now) => {
    const { numUpdatedRows: updated } = await trx
      .updateTable("audience")
      .set({
        ...(body.name !== undefined && { name: body.name, folded: foldCase(body.name) }),
        ...(body.description !== undefined && { description: body.description }),
        ...(filter !== undefined && { filter }),
        ...(body.isSegment !== undefined && { is_segment: body.isSegment }),
        updated_at: now,
      })
      .where("tenant", "=", operator.tenant)
      .where("id", "=", audienceId)
      .where("folded", "is not", null)
      .executeTakeFirst();
    return updated
      ? { value: await fit(trx, operator.tenant, audienceId, now), subject: audienceId }
      : { value: null, subject: null };
  }).catch((error: unknown) => {
    throw isTaken(error) ? taken() : error;
  });
  return value ? { value } : refuseUnknown(question, sources, { audienceId });
};

/** Deletes a saved filter; nobody in it is touched. */
export const deleteAudience: Query<"deleteAudience"> = async (question, sources) => {
  requirePermission(question.operator, EDITS);
  const { operator, params } = question;
  const { audienceId } = params;
  const isDeleted = await audited(question, sources, "delete-audience", async (trx) => {
    const { numDeletedRows: deleted } = await trx
      .deleteFrom("audience")
      .where("tenant", "=", operator.tenant)
      .where("id", "=", audienceId)
      .where("folded", "is not", null)
      .executeTakeFirst();
    return { value: deleted > 0, subject: deleted > 0 ? audienceId : null };
  });
  return isDeleted ? { value: { id: audienceId } } : refuseUnknown(question, sources, { audienceId });
};

/** Most members that were found by what was typed, beside a filter, can be handed on. */
const MOST_FOUND = 10_000;

/** The filter alone, without what was typed: a text may be a name, and is not kept. */
const withoutText = async (caller: Caller, sources: Sources, asked: Asked): Promise<FilterGroup> => {
  if (!asked.q?.trim()) return keep(caller, sources, asked);
  const audience = await audienceOf(sources.database, sources.clock, caller.operator, asked);
  const ids = await readMemberIds(sources.database, audience, { limit: MOST_FOUND + 1 });
  if (ids.length === 0 || ids.length > MOST_FOUND)
    throw invalid({ pointer: "/q", code: "too-many", detail: "Search for fewer members, or use conditions." });
  return { combinator: "and", rules: [{ field: "id", operator: "in", value: ids }] };
};

/**
 * Keeps an audience for the host's campaign wizard, and answers where that goes on. The address holds its id alone. The
 * same again by the same operator answers the same.
 */
export const handOff: Query<"handOff"> = async (question, sources) => {
  const { operator, body } = question;
  const { tenant, id: created_by } = operator;
  const { program } = await audienceOf(sources.database, sources.clock, operator, body);
  if (program.campaignWizard === undefined)
    throw new RefusalError("capability-not-supported", "This program has no campaigns to go on with.");
  const filter = JSON.stringify(await withoutText(question, sources, body));
  const id = await audited(question, sources, "hand-off", async (trx, now) => {
    const there = await trx
      .selectFrom("audience")
      .select("id")
      .where("tenant", "=", tenant)
      .where("created_by", "=", created_by)
      .where("folded", "is", null)
      .where("filter", "=", filter)
      .executeTakeFirst();
    if (there) return { value: there.id, subject: null };
    const fresh = newId("aud", now);
    const row = { tenant, id: fresh, name: null, folded: null, description: null, filter, created_by };
    await trx
      .insertInto("audience")
      .values({ ...row, created_at: now, updated_at: now })
      .execute();
    return { value: fresh, subject: fresh };
  });
  return { value: { url: program.campaignWizard.replace("{audience}", encodeURIComponent(id)) } };
};
