/** Every schema that an answer is checked by: loaded as one, beside the first request. */
import "./hide-inherited.js";

export { Approval } from "./approval.js";
export { Capabilities } from "./capabilities.js";
export { listOf, pageOf } from "./common.js";
export {
  Attribute,
  EventType,
  Gift,
  HeldCard,
  HeldCoupon,
  HeldGift,
  HeldPunchCard,
  PunchCard,
  ReasonCode,
  Reward,
  Tag,
  Template,
} from "./library.js";
export { Member, MemberAction, MemberSummary } from "./member.js";
export { MemberView } from "./member-views.js";
export { MessageTotal, Operation, Settlement } from "./operation.js";
export { Operator } from "./operator.js";

import "./show-inherited.js";
