import type { RouteId, Routes } from "../../sdk/contract/all-routes.js";
import type { AnswerOf } from "../../sdk/contract/route.js";
import type { Look } from "../write/looks.js";
import type { Call } from "./route-handler.js";

type Shown = Pick<Look, "action" | "memberIds">;

/** Whom an answer showed; null: nobody, or what was done is in the audit by itself. */
type Whom<Id extends RouteId> = (answer: AnswerOf<Routes[Id]>, call: Call<Id>) => Shown | null;

const nobody = (): null => null;
const view = (...memberIds: readonly string[]): Shown => ({ action: "view", memberIds: [...new Set(memberIds)] });
const found = (memberIds: readonly string[]): Shown => ({ action: "search", memberIds });
const ofPath = (_: unknown, { params }: { readonly params: { readonly memberId: string } }): Shown =>
  view(params.memberId);
const listed = ({ data }: { readonly data: readonly { readonly id: string }[] }): Shown =>
  found(data.map(({ id }) => id));

/**
 * Whom each route shows. A route that is missing here does not compile. What a write answers is in the audit as that write;
 * an export, and a look at what is masked, say so themselves.
 */
const whom: { readonly [Id in RouteId]: Whom<Id> } = {
  capabilities: nobody,
  operator: nobody,
  searchMembers: listed,
  readMembers: listed,
  memberViews: ({ data }) =>
    view(
      ...data.flatMap(({ memberId, ...parts }) =>
        memberId !== undefined && Object.values(parts).some((part) => part?.value !== undefined) ? [memberId] : [],
      ),
    ),
  reveal: nobody,
  member: ofPath,
  memberActions: ofPath,
  activities: ofPath,
  heldGifts: ofPath,
  heldPunchCards: ofPath,
  heldCoupons: ofPath,
  heldCards: ofPath,
  purchases: ofPath,
  messages: ofPath,
  balanceHistory: ofPath,
  household: ({ household }, { params }) => view(params.memberId, ...(household?.members.map(({ id }) => id) ?? [])),
  gifts: nobody,
  punchCards: nobody,
  items: nobody,
  rewards: (_, { query: { memberId } }) => (memberId === undefined ? null : view(memberId)),
  templates: nobody,
  searchTags: nobody,
  reasonCodes: nobody,
  eventTypes: nobody,
  attributes: nobody,
  operation: ({ member }) => view(member.id),
  searchOperations: ({ data }) => view(...data.map(({ member }) => member.id)),
  messageTotals: nobody,
  // Nobody was looked for: where nothing waits, nothing was found either.
  approvals: ({ data }) => (data.length === 0 ? null : found(data.map(({ member }) => member.id))),
  approvalPreview: ({ member }) => view(member.id),
  decide: nobody,
  settle: nobody,
  reversalPreview: ({ member }) => view(member.id),
  reverse: nobody,
  filterSchema: nobody,
  // Without a page, only a number is told.
  audienceQuery: (page, { body }) => (body.limit === 0 ? null : listed(page)),
  audiences: nobody,
  audience: nobody,
  segments: nobody,
  saveAudience: nobody,
  changeAudience: nobody,
  deleteAudience: nobody,
  exportMembers: nobody,
  subjectAccess: nobody,
  // That somebody reads the audit is what an auditor asks for, too; whose part of it, where it is narrowed to one member.
  audit: (_, { body: { memberId } }) => ({ action: "audit", memberIds: memberId === undefined ? [] : [memberId] }),
  // Nobody is left to be shown.
  certificate: nobody,
  handOff: nobody,
  exportNotDone: nobody,
  saveNotDone: nobody,
  bulkPreview: nobody,
  importRows: nobody,
  startJob: nobody,
  jobs: nobody,
  job: nobody,
  jobItems: ({ data }) => found(data.flatMap(({ member }) => member?.id ?? [])),
  decideJob: nobody,
  cancelJob: nobody,
  retryJob: nobody,
  reverseJob: nobody,
  changes: nobody,
};

/** Whether nothing of a route's answers need be looked at. */
export const showsNobody = (id: RouteId): boolean => whom[id] === nobody;

/** Whom a route's answer showed. */
export const shownBy = <Id extends RouteId>(id: Id, answer: AnswerOf<Routes[Id]>, call: Call<Id>): Shown | null => {
  const shown = whom[id](answer, call);
  return shown?.action === "view" && shown.memberIds.length === 0 ? null : shown;
};
