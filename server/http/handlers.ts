import { activities } from "./reading/activities.js";
import { capabilities } from "./reading/capabilities.js";
import { gifts, punchCards, reasonCodes, templates } from "./reading/library.js";
import { memberActions } from "./reading/member-actions.js";
import { member } from "./reading/member.js";
import { operation, operations } from "./reading/operations.js";
import { operator } from "./reading/operator.js";
import { readMembers, searchMembers } from "./reading/search.js";
import { tags } from "./reading/tags.js";
import { heldGifts, heldPunchCards } from "./reading/wallet.js";
import type { RouteHandlers } from "./route-handler.js";
import { reverse, settle } from "./writing.js";

/** What answers each route of the contract. */
export const handlers: RouteHandlers = {
  capabilities,
  operator,
  searchMembers,
  readMembers,
  member,
  memberActions,
  activities,
  heldGifts,
  heldPunchCards,
  gifts,
  punchCards,
  templates,
  tags,
  reasonCodes,
  operation,
  operations,
  settle,
  reverse,
};
