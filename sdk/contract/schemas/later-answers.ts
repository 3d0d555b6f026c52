/** The schemas of what pickers list, and of what is rarely asked for: loaded with the first of it, after `answers.ts`. */
import "./rehide-inherited.js";

export { listOf, pageOf } from "./common.js";
export { BalanceHistory } from "./balance-history.js";
export { HouseholdAnswer } from "./household.js";
export { Approval } from "./approval.js";
export {
  Attribute,
  EventType,
  Gift,
  HeldCard,
  Item,
  PunchCard,
  Purchase,
  ReasonCode,
  Reward,
  Tag,
  Template,
} from "./library.js";
export { MessageTotal } from "./operation.js";
export { Revealed } from "./reveal.js";
export { Simulation } from "./simulation.js";

import "./reshow-inherited.js";
