import type { MemberView } from "../../sdk/contract/schemas/member-views.js";
import { type ViewPart, viewParts } from "../../sdk/contract/views.js";
import { problemBody, RefusalError } from "../domain/refusal.js";
import { activitiesOf } from "./activities.js";
import { capabilities } from "./capabilities.js";
import { members } from "./member.js";
import type { OfMember, QueryOfMany } from "./of-members.js";
import { operator } from "./operator.js";
import type { Answered, Query, Question, Sources } from "./query.js";
import { couponsOf, giftsOf, punchCardsOf } from "./wallet.js";

type Asked = Question<"memberViews">;
type Outcome = Answered<unknown> | RefusalError | undefined;
/** Answers a part, once it has been read, of a view; undefined: it is none of that view's. */
type Answers = (memberId: string | undefined) => Outcome;

const ofMembers: { readonly [Id in OfMember & ViewPart]: QueryOfMany<Id> } = {
  member: members,
  activities: activitiesOf,
  heldGifts: giftsOf,
  heldPunchCards: punchCardsOf,
  heldCoupons: couponsOf,
};
const ofProgram = { capabilities, operator };

const isIn = <Parts extends object>(parts: Parts, name: string): name is keyof Parts & string =>
  Object.hasOwn(parts, name);

const refusalOr = async <Value>(answer: Promise<Answered<Value>>): Promise<Answered<Value> | RefusalError> =>
  answer.catch((error: unknown) => {
    if (error instanceof RefusalError) return error;
    throw error;
  });

/** Reads a part once for all the views that have it. */
const readPart = async (name: string, asked: Asked, sources: Sources): Promise<Answers> => {
  const { operator: me, requestId } = asked;
  const wanted = asked.body.views.filter(({ parts }) => parts.includes(name)).map(({ memberId }) => memberId);
  if (isIn(ofProgram, name) && wanted.includes(undefined)) {
    const query = ofProgram[name] as (asked: object, sources: Sources) => Promise<Answered<unknown>>;
    const outcome = await refusalOr(query(asked, sources));
    return (memberId) => (memberId === undefined ? outcome : undefined);
  }
  const ids = [...new Set(wanted)].filter((id) => id !== undefined);
  if (!isIn(ofMembers, name) || ids.length === 0) return () => undefined;
  const outcomes = await ofMembers[name]({ operator: me, requestId, query: viewParts[name] }, sources, ids);
  return (memberId) => (memberId === undefined ? undefined : outcomes.get(memberId));
};

const onWire = (outcome: Outcome, requestId: string) =>
  outcome instanceof RefusalError ? { problem: problemBody(outcome.refusal, requestId) } : outcome;

/** Views of members, in the order in which they were asked for. What answers a part is the query of its own route. */
export const memberViews: Query<"memberViews"> = async (asked, sources) => {
  const { views } = asked.body;
  const names = [...new Set(views.flatMap(({ parts }) => parts))];
  const answers = new Map(
    await Promise.all(names.map(async (name) => [name, await readPart(name, asked, sources)] as const)),
  );
  const data = views.map(({ memberId, parts }): MemberView => {
    const shown = parts.map((name) => [name, onWire(answers.get(name)?.(memberId), asked.requestId)]);
    return {
      ...(memberId !== undefined && { memberId }),
      ...(Object.fromEntries(shown) as Omit<MemberView, "memberId">),
    };
  });
  return { value: { data } };
};
