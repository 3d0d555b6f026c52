import { activities } from "../read/activities.js";
import { capabilities } from "../read/capabilities.js";
import { gifts, punchCards, reasonCodes, templates } from "../read/library.js";
import { memberActions } from "../read/member-actions.js";
import { member } from "../read/member.js";
import { operation, operations } from "../read/operations.js";
import { operator } from "../read/operator.js";
import { readMembers, searchMembers } from "../read/search.js";
import { tags } from "../read/tags.js";
import { heldGifts, heldPunchCards } from "../read/wallet.js";
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
