import type { Section } from "../section.js";
import { access } from "./access.js";
import { actions } from "./actions.js";
import { changes } from "./changes.js";
import { cors } from "./cors.js";
import { erasure } from "./erasure.js";
import { keys } from "./keys.js";
import { levels } from "./levels.js";
import { lists } from "./lists.js";
import { manyMembers } from "./many-members.js";
import { messages } from "./messages.js";
import { preconditions } from "./preconditions.js";
import { previews } from "./previews.js";
import { reading } from "./reading.js";
import { refusals } from "./refusals.js";
import { settling } from "./settling.js";
import { timesAndAmounts } from "./times-and-amounts.js";
import { undo } from "./undo.js";
import { versions } from "./versions.js";

/** In the order of the page. */
export const sections: readonly Section[] = [
  ...[versions, access, cors, reading, lists, timesAndAmounts, keys, settling, refusals, preconditions],
  ...[actions, previews, undo, messages, erasure, changes, manyMembers, levels],
];
