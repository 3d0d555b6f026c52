import { paging, route, type Lazy, type Schema } from "./route.js";
import type { ProblemCode } from "./problems.js";

const schemas = () => import("./schemas/answers.js");
type Schemas = Awaited<ReturnType<typeof schemas>>;

/** One of the schemas of answers, or one made of them, once they are loaded. */
const answering =
  <S extends Schema>(pick: (all: Schemas) => S): Lazy<S> =>
  async () =>
    pick(await schemas());

const laterSchemas = async () => ({ ...(await schemas()), ...(await import("./schemas/later-answers.js")) });
type LaterSchemas = Awaited<ReturnType<typeof laterSchemas>>;

/** One of those that no first view needs. */
const answeringLater =
  <S extends Schema>(pick: (all: LaterSchemas) => S): Lazy<S> =>
  async () =>
    pick(await laterSchemas());

/** Why an undo is refused, done or simulated. */
const refusalsOfUndo: readonly ProblemCode[] = [
  "not-found",
  "member-gone",
  "already-reversed",
  "not-reversible",
  "insufficient-balance",
  "balance-overflow",
];

/** Why what waits can't be decided about, or done: beside these, whatever the action itself refuses. */
const refusalsOfApproval: readonly ProblemCode[] = [
  "not-found",
  "member-gone",
  "conflict",
  "already-done",
  "forbidden",
  "member-blocked",
  "insufficient-balance",
  "balance-overflow",
  "out-of-stock",
  "not-eligible",
  "not-reversible",
  "already-reversed",
];

/** The routes about one member, or the program. Those about many are in `bulk/routes.ts`; the two per action follow from the catalogue: see {@link actionPath}. */
export const routes = {
  capabilities: route({
    method: "GET",
    path: "/capabilities",
    summary: "What this backend can do",
    level: "core",
    must: true,
    answer: answering((all) => all.Capabilities),
    problems: [],
  }),
  operator: route({
    method: "GET",
    path: "/operator",
    summary: "Who is signed in, and what they may do",
    level: "core",
    must: true,
    answer: answering((all) => all.Operator),
    problems: [],
  }),
  searchMembers: route({
    method: "POST",
    path: "/member-searches",
    summary: "Find members by name, e-mail, phone or id",
    level: "core",
    must: true,
    answer: answering((all) => all.pageOf(all.MemberSummary)),
    problems: ["validation", "cursor-expired"],
  }),
  readMembers: route({
    method: "POST",
    path: "/member-reads",
    summary: "Up to 100 members at once",
    level: "core",
    must: true,
    answer: answering((all) => all.listOf(all.MemberSummary)),
    problems: ["validation"],
  }),
  memberViews: route({
    method: "POST",
    path: "/member-views",
    summary: "What first views of up to 100 members show, in one answer",
    level: "core",
    must: false,
    answer: answering((all) => all.listOf(all.MemberView)),
    problems: ["validation", "capability-not-supported"],
  }),
  member: route({
    method: "GET",
    path: "/members/{memberId}",
    summary: "One member, with an ETag",
    level: "core",
    must: true,
    answer: answering((all) => all.Member),
    problems: ["not-found", "member-gone"],
  }),
  memberActions: route({
    method: "GET",
    path: "/members/{memberId}/actions",
    summary: "What this operator may do to this member now",
    level: "core",
    must: true,
    answer: answering((all) => all.listOf(all.MemberAction)),
    problems: ["not-found", "member-gone"],
  }),
  activities: route({
    method: "GET",
    path: "/members/{memberId}/activities",
    summary: "The timeline, newest first",
    level: "core",
    must: true,
    query: ["type", "source", "operator", "from", "to", ...paging],
    answer: answering((all) => all.pageOf(all.Operation)),
    problems: ["not-found", "member-gone", "validation"],
  }),
  heldGifts: route({
    method: "GET",
    path: "/members/{memberId}/gifts",
    summary: "Gifts in the member's wallet",
    level: "core",
    must: false,
    query: paging,
    answer: answering((all) => all.pageOf(all.HeldGift)),
    problems: ["not-found", "member-gone", "capability-not-supported"],
  }),
  heldPunchCards: route({
    method: "GET",
    path: "/members/{memberId}/punch-cards",
    summary: "Punch cards that the member holds",
    level: "core",
    must: false,
    query: paging,
    answer: answering((all) => all.pageOf(all.HeldPunchCard)),
    problems: ["not-found", "member-gone", "capability-not-supported"],
  }),
  heldCoupons: route({
    method: "GET",
    path: "/members/{memberId}/coupons",
    summary: "Coupons in the member's wallet",
    level: "core",
    must: false,
    query: paging,
    answer: answering((all) => all.pageOf(all.HeldCoupon)),
    problems: ["not-found", "member-gone", "capability-not-supported"],
  }),
  heldCards: route({
    method: "GET",
    path: "/members/{memberId}/cards",
    summary: "Cards by which the member is known at a till",
    level: "core",
    must: false,
    query: paging,
    answer: answeringLater((all) => all.pageOf(all.HeldCard)),
    problems: ["not-found", "member-gone", "capability-not-supported"],
  }),
  purchases: route({
    method: "GET",
    path: "/members/{memberId}/purchases",
    summary: "What the member bought, newest first",
    level: "core",
    must: false,
    query: paging,
    answer: answeringLater((all) => all.pageOf(all.Purchase)),
    problems: ["not-found", "member-gone", "capability-not-supported"],
  }),
  gifts: route({
    method: "GET",
    path: "/gifts",
    summary: "Gifts of the program",
    level: "core",
    must: false,
    query: paging,
    answer: answeringLater((all) => all.pageOf(all.Gift)),
    problems: [],
  }),
  punchCards: route({
    method: "GET",
    path: "/punch-cards",
    summary: "Punch cards of the program",
    level: "core",
    must: false,
    query: paging,
    answer: answeringLater((all) => all.pageOf(all.PunchCard)),
    problems: [],
  }),
  items: route({
    method: "GET",
    path: "/items",
    summary: "What the program sells",
    level: "core",
    must: false,
    query: paging,
    answer: answeringLater((all) => all.pageOf(all.Item)),
    problems: ["capability-not-supported"],
  }),
  rewards: route({
    method: "GET",
    path: "/rewards",
    summary: "Rewards of the program, and whether a member may claim them",
    level: "core",
    must: false,
    query: ["memberId", ...paging],
    answer: answeringLater((all) => all.pageOf(all.Reward)),
    problems: ["not-found", "member-gone", "capability-not-supported"],
  }),
  templates: route({
    method: "GET",
    path: "/templates",
    summary: "Saved message templates",
    level: "core",
    must: false,
    query: ["channel", ...paging],
    answer: answeringLater((all) => all.pageOf(all.Template)),
    problems: [],
  }),
  tags: route({
    method: "GET",
    path: "/tags",
    summary: "Tags in use, most used first",
    level: "core",
    must: false,
    query: ["prefix", ...paging],
    answer: answeringLater((all) => all.pageOf(all.Tag)),
    problems: [],
  }),
  reasonCodes: route({
    method: "GET",
    path: "/reason-codes",
    summary: "Reasons to choose from",
    level: "core",
    must: false,
    query: paging,
    answer: answeringLater((all) => all.pageOf(all.ReasonCode)),
    problems: [],
  }),
  attributes: route({
    method: "GET",
    path: "/attributes",
    summary: "What the program knows of its members, and what of it can be edited",
    level: "core",
    must: false,
    answer: answeringLater((all) => all.listOf(all.Attribute)),
    problems: [],
  }),
  eventTypes: route({
    method: "GET",
    path: "/event-types",
    summary: "What may happen to a member, and what is told of it",
    level: "core",
    must: false,
    answer: answeringLater((all) => all.listOf(all.EventType)),
    problems: [],
  }),
  operation: route({
    method: "GET",
    path: "/operations/{operationId}",
    summary: "A receipt",
    level: "core",
    must: true,
    answer: answering((all) => all.Operation),
    problems: ["not-found", "member-gone"],
  }),
  operations: route({
    method: "GET",
    path: "/operations",
    summary: "What was done for a ticket",
    level: "core",
    must: false,
    query: ["reference", ...paging],
    requires: ["reference"],
    answer: answering((all) => all.pageOf(all.Operation)),
    problems: ["validation"],
  }),
  messageTotals: route({
    method: "GET",
    path: "/message-totals",
    summary: "What left the house, by channel, and what it costs; by default since the first of the month",
    level: "core",
    must: false,
    query: ["from", "to"],
    answer: answeringLater((all) => all.listOf(all.MessageTotal)),
    problems: ["validation"],
  }),
  approvals: route({
    method: "GET",
    path: "/approvals",
    summary: "What waits for a second person, longest first",
    level: "core",
    must: false,
    query: paging,
    answer: answeringLater((all) => all.pageOf(all.Approval)),
    problems: [],
  }),
  approvalPreview: route({
    method: "POST",
    path: "/approvals/{approvalId}/preview",
    summary: "What would come of it now; nothing is written",
    level: "core",
    must: false,
    answer: answering((all) => all.Operation),
    problems: refusalsOfApproval,
  }),
  decide: route({
    method: "POST",
    path: "/approvals/{approvalId}/decision",
    summary: "Approve or decline what another operator asked for; the same decision is safe to repeat",
    level: "core",
    must: false,
    answer: answering((all) => all.Operation),
    problems: [...refusalsOfApproval, "stale", "validation", "operation-in-progress"],
  }),
  settle: route({
    method: "POST",
    path: "/operations/settle",
    summary: "What became of a key; voids one that never arrived",
    level: "core",
    must: true,
    answer: answering((all) => all.Settlement),
    problems: ["validation"],
  }),
  reversalPreview: route({
    method: "POST",
    path: "/operations/{operationId}/reversal-preview",
    summary: "What undoing an operation would do now; nothing is written",
    level: "preview",
    must: false,
    answer: answering((all) => all.Operation),
    problems: refusalsOfUndo,
  }),
  reverse: route({
    method: "POST",
    path: "/operations/{operationId}/reversal",
    summary: "Undo an operation",
    level: "core",
    must: true,
    writes: true,
    answer: answering((all) => all.Operation),
    problems: [...refusalsOfUndo, "reason-required"],
  }),
} as const;

/** Where an action is done (`actions`) or simulated (`previews`). */
export const actionPath = (kind: "actions" | "previews", actionId: string) =>
  `/members/{memberId}/${kind}/${actionId}` as const;
/** What both of them answer. */
export const operationAnswer = answering((all) => all.Operation);

/** The version of the contract that these declarations describe. */
export const contractVersion = 1;
