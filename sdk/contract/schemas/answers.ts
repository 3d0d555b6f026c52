/** Every schema that the answers of a first view are checked by: loaded as one, beside the first request. */
import "./hide-inherited.js";

export { Capabilities } from "./capabilities.js";
export { listOf, pageOf } from "./common.js";
export { Member, MemberAction, MemberSummary } from "./member.js";
export { MemberView } from "./member-views.js";
export { Operation, Settlement } from "./operation.js";
export { Operator } from "./operator.js";
export { HeldCoupon, HeldGift, HeldPunchCard } from "./wallet.js";

import "./show-inherited.js";
