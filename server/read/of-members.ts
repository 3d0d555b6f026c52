import { type RawBuilder, sql } from "kysely";
import type { Routes } from "../../sdk/contract/all-routes.js";
import type { Operation } from "../../sdk/contract/index.js";
import type { AnswerOf } from "../../sdk/contract/route.js";
import { type Refusal, RefusalError } from "../domain/refusal.js";
import { isErased } from "../domain/membership.js";
import type { Database } from "../postgres/database.js";
import type { Answered, Query, Question, Sources } from "./query.js";
import { auditUnknown, memberGone } from "./require-member.js";
import { instant } from "./sql.js";

/** The routes that answer something of one member; most are a part of their view. */
export type OfMember =
  "member" | "activities" | "heldGifts" | "heldPunchCards" | "heldCoupons" | "heldCards" | "purchases" | "messages";

/** What a route of a member is asked, of whichever members. */
export type Asked<Id extends OfMember> = Pick<Question<Id>, "operator" | "query" | "requestId">;

/** What is answered of each member, or why it is refused. */
type OfEach<Value> = ReadonlyMap<string, Answered<Value> | RefusalError>;

/** Answers one route for many members at once, in as many statements as for one. */
export type QueryOfMany<Id extends OfMember> = (
  asked: Asked<Id>,
  sources: Sources,
  memberIds: readonly string[],
) => Promise<OfEach<AnswerOf<Routes[Id]>>>;

/** The same for the one member that the route's path names. */
export const ofOne =
  <Id extends OfMember>(many: QueryOfMany<Id>): Query<Id> =>
  async (question, sources) => {
    const { memberId } = question.params as { memberId: string };
    const answer = (await many(question, sources, [memberId])).get(memberId);
    if (answer && !(answer instanceof RefusalError)) return answer;
    throw answer ?? new RefusalError("not-found");
  };

/** As PostgreSQL writes it inside JSON. */
interface Erasure extends Pick<Operation, "operator"> {
  readonly at: Date | string;
}

const erasedOf = ({ erasure }: RowOfMember): Refusal["erased"] => {
  if (!erasure) return undefined;
  const { at, operator } = erasure;
  return { at: instant(at), operator: operator && { id: operator.id, name: operator.name ?? operator.id } };
};

/** What every row says of its member. A member of whom there is nothing has one row without an `id`. */
interface RowOfMember {
  readonly member_id: string;
  readonly member_status: string;
  readonly merged_into: string | null;
  readonly id: string | null;
  /** When and by whom they were erased, where that is read. */
  readonly erasure?: Erasure | null;
}

interface NewestRow extends RowOfMember {
  /** The program has nothing of the kind that is asked for. */
  readonly is_missing: boolean;
}

/** The newest that `own` reads of `member.id`, of each of these members: rows with an `id`, and by `at` and it in order. */
export const newestOf = async <Row extends { readonly id: string; readonly at: Date }>(
  database: Database,
  tenant: string,
  memberIds: readonly string[],
  own: RawBuilder<Row>,
  isMissing: RawBuilder<boolean> = sql`false`,
): Promise<readonly (NewestRow & Row)[]> => {
  const { rows } = await sql<NewestRow & Row>`
    select member.id as member_id, member.status as member_status, member.merged_into, ${isMissing} as is_missing, own.*
    from member left join lateral (${own}) as own on true
    where member.tenant = ${tenant} and member.id = any(${[...memberIds]}::text[])
    order by own.at desc, own.id desc`.execute(database);
  return rows;
};

/**
 * Answers each member by their rows, or refuses them alone: one who isn't there for this operator (not at all, or in
 * another tenant, which answers the same, S08; audited), or who was erased. `answers` are in the order of the lists.
 */
export const answerEach = async <Row extends RowOfMember, Value>(
  asked: Asked<OfMember>,
  sources: Sources,
  memberIds: readonly string[],
  rows: readonly Row[],
  answers: (lists: readonly (readonly Row[])[]) => readonly Answered<Value>[] | Promise<readonly Answered<Value>[]>,
): Promise<OfEach<Value>> => {
  const found = new Map(rows.map((row): [string, RowOfMember] => [row.member_id, row]));
  const unknown = memberIds.filter((id) => !found.has(id));
  await auditUnknown(asked, sources, ...unknown.map((memberId) => ({ memberId })));
  const isGone = (id: string) => isErased(found.get(id)?.member_status ?? "");
  const refusal = (id: string): RefusalError => {
    const row = found.get(id);
    return row ? memberGone(row.merged_into, erasedOf(row)) : new RefusalError("not-found");
  };
  const shown = memberIds.filter((id) => found.has(id) && !isGone(id));
  const lists = new Map(shown.map((id): [string, Row[]] => [id, []]));
  for (const row of rows) if (row.id !== null) lists.get(row.member_id)?.push(row);
  const answered = await answers([...lists.values()]);
  const answerOf = new Map([...lists.keys()].map((id, index) => [id, answered[index]]));
  return new Map(memberIds.map((id) => [id, answerOf.get(id) ?? refusal(id)]));
};
