import * as z from "zod/mini";
import { Capabilities } from "./capabilities.js";
import { pageOf } from "./common.js";
import { HeldCoupon, HeldGift, HeldPunchCard } from "./wallet.js";
import { Member } from "./member.js";
import { Operation } from "./operation.js";
import { Operator } from "./operator.js";
import { Problem } from "./problem.js";

/** What its own operation answers, with the ETag that it has there; or its refusal. */
const partOf = <S extends z.ZodMiniType>(value: S) =>
  z.optional(z.object({ value: z.optional(value), etag: z.optional(z.string()), problem: z.optional(Problem) }));

/** The view of a member; without an id, of the program. */
export const MemberView = z.object({
  memberId: z.optional(z.string()),
  capabilities: partOf(Capabilities),
  operator: partOf(Operator),
  member: partOf(Member),
  activities: partOf(pageOf(Operation)),
  heldGifts: partOf(pageOf(HeldGift)),
  heldPunchCards: partOf(pageOf(HeldPunchCard)),
  heldCoupons: partOf(pageOf(HeldCoupon)),
});
export type MemberView = z.infer<typeof MemberView>;
