import { access, cors } from "./access.js";
import { actions, balances, changes, erasure, manyMembers, messages, preconditions, previews, undo } from "./acting.js";
import type { Broken } from "./breaking.js";
import { audit, lists, reading } from "./reading.js";
import { amounts, keys, refusals, settling } from "./writing.js";

/** Backends that are broken in one way each. */
export const broken: readonly Broken[] = [
  ...access,
  ...cors,
  ...reading,
  ...lists,
  ...amounts,
  ...refusals,
  ...keys,
  ...settling,
  ...balances,
  ...actions,
  ...messages,
  ...preconditions,
  ...previews,
  ...undo,
  ...changes,
  ...audit,
  ...manyMembers,
  ...erasure,
];
