import type { RouteId } from "../../sdk/contract/all-routes.js";
import { activities } from "../read/activities.js";
import { approvals } from "../read/approvals.js";
import { audienceQuery } from "../read/audience-query.js";
import { audience, audiences, segments } from "../read/audiences.js";
import { attributes } from "../read/attributes.js";
import { audit } from "../read/audit.js";
import { balanceHistory } from "../read/balance-history.js";
import { capabilities } from "../read/capabilities.js";
import { certificate } from "../read/certificate.js";
import { eventTypes } from "../read/event-types.js";
import { filterSchema } from "../read/filter-schema.js";
import { household } from "../read/household.js";
import { job, jobItems, jobs } from "../read/jobs.js";
import { gifts, items, punchCards, reasonCodes, templates } from "../read/library.js";
import { memberActions } from "../read/member-actions.js";
import { member } from "../read/member.js";
import { messages } from "../read/messages.js";
import { messageTotals } from "../read/message-totals.js";
import { operation, searchOperations } from "../read/operations.js";
import { operator } from "../read/operator.js";
import { purchases } from "../read/purchases.js";
import type { Query } from "../read/query.js";
import { reveal } from "../read/reveal.js";
import { rewards } from "../read/rewards.js";
import { readMembers, searchMembers } from "../read/search.js";
import { searchTags } from "../read/tags.js";
import { memberViews } from "../read/views.js";
import { heldCards, heldCoupons, heldGifts, heldPunchCards } from "../read/wallet.js";
import { changeAudience, deleteAudience, handOff, saveAudience, saveNotDone } from "../write/audiences.js";
import { bulkPreview, importRows, cancelJob, decideJob, retryJob, reverseJob, startJob } from "./jobs.js";
import { exportMembers, exportNotDone, subjectAccess } from "../write/exports.js";
import { changes } from "./changes.js";
import type { RouteHandler, RouteHandlers } from "./route-handler.js";
import { approvalPreview, decide, reversalPreview, reverse, settle } from "./writing.js";

/** A route that reads, or keeps what is no member's. */
const answering =
  <Id extends RouteId>(query: Query<Id>): RouteHandler<Id> =>
  async (call, services) => {
    const { value, etag } = await query(call, services);
    return { value, headers: etag === undefined ? {} : { ETag: etag } };
  };

/** What answers each route of the contract. */
export const handlers: RouteHandlers = {
  capabilities: answering(capabilities),
  operator: answering(operator),
  searchMembers: answering(searchMembers),
  readMembers: answering(readMembers),
  memberViews: answering(memberViews),
  reveal: answering(reveal),
  member: answering(member),
  memberActions: answering(memberActions),
  activities: answering(activities),
  heldGifts: answering(heldGifts),
  heldPunchCards: answering(heldPunchCards),
  heldCoupons: answering(heldCoupons),
  heldCards: answering(heldCards),
  purchases: answering(purchases),
  balanceHistory: answering(balanceHistory),
  messages: answering(messages),
  household: answering(household),
  gifts: answering(gifts),
  punchCards: answering(punchCards),
  items: answering(items),
  rewards: answering(rewards),
  templates: answering(templates),
  searchTags: answering(searchTags),
  reasonCodes: answering(reasonCodes),
  eventTypes: answering(eventTypes),
  attributes: answering(attributes),
  operation: answering(operation),
  searchOperations: answering(searchOperations),
  messageTotals: answering(messageTotals),
  approvals: answering(approvals),
  approvalPreview,
  decide,
  settle,
  reversalPreview,
  reverse,
  filterSchema: answering(filterSchema),
  audienceQuery: answering(audienceQuery),
  audiences: answering(audiences),
  audience: answering(audience),
  segments: answering(segments),
  saveAudience: answering(saveAudience),
  changeAudience: answering(changeAudience),
  deleteAudience: answering(deleteAudience),
  exportMembers: answering(exportMembers),
  subjectAccess: answering(subjectAccess),
  audit: answering(audit),
  certificate: answering(certificate),
  handOff: answering(handOff),
  exportNotDone: answering(exportNotDone),
  saveNotDone: answering(saveNotDone),
  bulkPreview,
  importRows,
  startJob,
  jobs: answering(jobs),
  job: answering(job),
  jobItems: answering(jobItems),
  decideJob,
  cancelJob,
  retryJob,
  reverseJob,
  changes,
};
