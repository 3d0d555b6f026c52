import * as z from "zod/mini";
import type { ProblemCode } from "../../../sdk/contract/index.js";
import { RefusalError } from "../../domain/refusal.js";
import { isRefusedAccess, type VendorApi, vendorApi } from "../vendor/vendor-api.js";
import { refusedAccess, refusedByVendor, VendorError } from "../vendor/vendor-error.js";
import type { SendToVendor, VendorAnswer } from "../vendor/vendor-http.js";

/** What is read of Square's answers: all else is ignored. */
const Text = z.optional(z.nullable(z.string()));

export const Customer = z.object({
  id: z.string(),
  created_at: Text,
  given_name: Text,
  family_name: Text,
  company_name: Text,
  email_address: Text,
  phone_number: Text,
  birthday: Text,
  reference_id: Text,
  preferences: z.optional(z.nullable(z.object({ email_unsubscribed: z.optional(z.nullable(z.boolean())) }))),
  group_ids: z.optional(z.nullable(z.array(z.string()))),
  version: z.optional(z.int()),
});
export type Customer = z.output<typeof Customer>;

export const LoyaltyAccount = z.object({
  id: z.string(),
  balance: z.optional(z.int()),
  lifetime_points: z.optional(z.int()),
  customer_id: Text,
  enrolled_at: Text,
  expiring_point_deadlines: z.optional(z.nullable(z.array(z.object({ points: z.int(), expires_at: z.string() })))),
});
export type LoyaltyAccount = z.output<typeof LoyaltyAccount>;

const Points = z.optional(z.object({ points: z.optional(z.nullable(z.int())), reward_id: Text, reason: Text }));

export const LoyaltyEvent = z.object({
  id: z.string(),
  type: z.string(),
  created_at: z.string(),
  source: z.string(),
  accumulate_points: Points,
  accumulate_promotion_points: Points,
  create_reward: Points,
  redeem_reward: Points,
  delete_reward: Points,
  adjust_points: Points,
  expire_points: Points,
  other_event: Points,
});
export type LoyaltyEvent = z.output<typeof LoyaltyEvent>;

export const RewardTier = z.object({ id: z.string(), points: z.int(), name: Text });
export type RewardTier = z.output<typeof RewardTier>;

export const LoyaltyReward = z.object({
  id: z.string(),
  status: z.string(),
  reward_tier_id: z.string(),
  points: z.optional(z.int()),
  created_at: Text,
});
export type LoyaltyReward = z.output<typeof LoyaltyReward>;

export const LoyaltyProgram = z.object({
  id: z.string(),
  reward_tiers: z.optional(z.nullable(z.array(RewardTier))),
  terminology: z.optional(z.nullable(z.object({ one: z.string(), other: z.string() }))),
});
export type LoyaltyProgram = z.output<typeof LoyaltyProgram>;

export const CustomerGroup = z.object({ id: z.string(), name: z.string() });
export type CustomerGroup = z.output<typeof CustomerGroup>;

const Errors = z.object({ errors: z.array(z.object({ category: z.string(), code: z.string() })) });

/** The words for operators of Square's refusals, by its codes. */
const words: Readonly<Partial<Record<string, readonly [ProblemCode, string]>>> = {
  NOT_FOUND: ["not-found", "Square has no such member."],
  CONFLICT: ["conflict", "Somebody changed this in Square at the same time. Look again, and try once more."],
  VERSION_MISMATCH: ["stale", "The customer was changed in Square since you looked."],
};

const codeOf = (body: unknown): string => {
  const result = Errors.safeParse(body);
  return (result.success ? result.data.errors[0]?.code : undefined) ?? "";
};

const refusalOf = (answer: VendorAnswer): VendorError | RefusalError => {
  const { status, body } = answer;
  const code = codeOf(body);
  if (isRefusedAccess(answer)) return refusedAccess("Square");
  // It has seen the key with another body: this says nothing of what became of that.
  if (code === "IDEMPOTENCY_KEY_REUSED")
    return new VendorError("lost", "backend-error", "Square has seen this request in another form.");
  const [problem, detail] = words[code] ?? (status === 404 ? words.NOT_FOUND : undefined) ?? [];
  if (problem === "not-found") return new RefusalError("not-found", detail);
  if (problem !== undefined && detail !== undefined) return refusedByVendor(problem, detail);
  return refusedByVendor("backend-error", `Square doesn't accept this${code && ` (${code})`}.`);
};

/** Square's API; the codes of its refusals are those of its errors. */
export type SquareApi = VendorApi;

export const squareApi = (send: SendToVendor): SquareApi => vendorApi({ vendor: "Square", send, refusalOf, codeOf });
