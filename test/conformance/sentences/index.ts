import type { Sentence } from "../sentence.js";
import { access } from "./access.js";
import { actions } from "./actions.js";
import { amountsAndTimes } from "./amounts.js";
import { audit } from "./audit.js";
import { balances } from "./balances.js";
import { changes } from "./changes.js";
import { cors } from "./cors.js";
import { erasure } from "./erasure.js";
import { keys } from "./keys.js";
import { lists } from "./lists.js";
import { manyMembers } from "./many-members.js";
import { messages } from "./messages.js";
import { preconditions } from "./preconditions.js";
import { previews } from "./previews.js";
import { reading } from "./reading.js";
import { refusals } from "./refusals.js";
import { settling } from "./settling.js";
import { undo } from "./undo.js";

/** Every sentence that the suite tries, in order: what others stand on comes first, and who is gone is the last. */
export const sentences: readonly Sentence[] = [
  ...access,
  ...cors,
  ...reading,
  ...lists,
  ...amountsAndTimes,
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
