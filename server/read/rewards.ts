import { sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import type { Reward } from "../../sdk/contract/index.js";
import { dayOf } from "../domain/calendar.js";
import { AVAILABLE_NOW, type HeldCouponState } from "../domain/member.js";
import { isErased } from "../domain/membership.js";
import { type Program, tagCaseOf } from "../domain/program.js";
import { RefusalError } from "../domain/refusal.js";
import { type Claimant, obstaclesTo, priceOf } from "../domain/reward.js";
import { TagSet } from "../domain/tag-set.js";
import { page } from "./library.js";
import { readProgram } from "./program.js";
import type { Query, Question, Sources } from "./query.js";
import { refuseErased, refuseUnknown } from "./require-member.js";
import { couponStates, isRecent, type RewardRow, rewardOf } from "./reward-row.js";

/** What of a member decides about rewards; undefined: there is no such member. */
const readClaimant = ({ database, clock }: Sources, tenant: string, memberId: string, today: string) =>
  database
    .selectFrom("member")
    .where("tenant", "=", tenant)
    .where("id", "=", memberId)
    .select(["status", "tier_id", "own_currency", "merged_into"])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom("member_tag")
          .select("tag")
          .whereRef("member_tag.tenant", "=", "member.tenant")
          .whereRef("member_tag.member_id", "=", "member.id"),
      ).as("tags"),
      jsonArrayFrom(
        eb
          .selectFrom("lot")
          .select(["currency", (sum) => sum.fn.sum<number>("amount").as("amount")])
          .whereRef("lot.tenant", "=", "member.tenant")
          .whereRef("lot.member_id", "=", "member.id")
          .where("available_on", "=", AVAILABLE_NOW)
          .where("expires_on", ">=", today)
          .groupBy("currency"),
      ).as("spendable"),
      sql<HeldCouponState[]>`(select coalesce(json_agg(c), '[]') from (${couponStates}
        and held.tenant = member.tenant and held.member_id = member.id and ${isRecent(clock.now())}) as c)`.as(
        "coupons",
      ),
    ])
    .executeTakeFirst();

type ClaimantRow = NonNullable<Awaited<ReturnType<typeof readClaimant>>>;

const claimantIn = (
  { tier_id, own_currency: currency, tags, spendable, coupons }: ClaimantRow,
  program: Program,
): Claimant => ({
  tierId: tier_id,
  currency,
  tags: new TagSet(
    tags.map(({ tag }) => tag),
    tagCaseOf(program),
  ),
  coupons,
  spendable: new Map(spendable.map((account) => [account.currency, account.amount])),
});

const claimantFor = async (
  call: Question<"rewards">,
  sources: Sources,
  { memberId, program, today }: { memberId: string; program: Program; today: string },
): Promise<Claimant> => {
  const row = await readClaimant(sources, call.operator.tenant, memberId, today);
  if (!row) return refuseUnknown(call, sources, { memberId });
  return isErased(row.status) ? refuseErased(row.merged_into) : claimantIn(row, program);
};

const offerOf = (row: RewardRow, claimant: Claimant, program: Program, today: string): Reward["offer"] => {
  const reward = rewardOf(row);
  const obstacles = obstaclesTo(reward, claimant, program, today);
  return { price: priceOf(reward, claimant, program), eligible: obstacles.length === 0, obstacles: [...obstacles] };
};

/** The rewards of a program; of a member, by the very rules that a claim is decided by. */
export const rewards: Query<"rewards"> = async (call, sources) => {
  const { database, clock } = sources;
  const { tenant } = call.operator;
  const { memberId } = call.query;
  const { program } = await readProgram(database, tenant);
  if (!program.modules.includes("rewards")) throw new RefusalError("capability-not-supported");
  const today = dayOf(clock.now(), program.timeZone);
  const claimant = memberId === undefined ? null : await claimantFor(call, sources, { memberId, program, today });
  return page(database.selectFrom("reward").where("tenant", "=", tenant).selectAll(), call.query, (row) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    prices: Object.entries(rewardOf(row).prices).map(([currency, amount]) => ({ currency, amount })),
    stock: row.stock,
    offer: claimant && offerOf(row, claimant, program, today),
  }));
};
