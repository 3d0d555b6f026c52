import type { ExpressionBuilder } from "kysely";
import type { MemberSummary, TierStep } from "../../sdk/contract/index.js";
import type { Database } from "../postgres/database.js";
import type { Schema } from "../postgres/schema.js";
import type { Program } from "../domain/program.js";

const externalIds = (eb: ExpressionBuilder<Schema, "member">) =>
  eb
    .selectFrom("external_id")
    .whereRef("external_id.tenant", "=", "member.tenant")
    .whereRef("external_id.member_id", "=", "member.id")
    .select((each) =>
      each.fn.coalesce(each.fn.agg<string[]>("array_agg", ["external_id"]), each.val<string[]>([])).as("ids"),
    );

const settings = (eb: ExpressionBuilder<Schema, "member">) =>
  eb.selectFrom("program").whereRef("program.tenant", "=", "member.tenant").select("settings");

/** The members of one tenant. An erased member has no profile any more, and so is in no list (S2-1). */
const membersOf = (database: Database, tenant: string) =>
  database
    .selectFrom("member")
    .innerJoin("profile", (join) =>
      join.onRef("profile.tenant", "=", "member.tenant").onRef("profile.member_id", "=", "member.id"),
    )
    .where("member.tenant", "=", tenant);

/** The same, as lists show them. */
export const summariesOf = (database: Database, tenant: string) =>
  membersOf(database, tenant)
    .select(["member.id", "member.status", "member.tier_id", "profile.name", "profile.support_id"])
    .select((eb) => [externalIds(eb).as("external_ids"), settings(eb).as("settings")]);

export type SummaryRow = Awaited<ReturnType<ReturnType<typeof summariesOf>["execute"]>>[number];

/** The tier by its id; null where the program doesn't know it. */
export const tierOf = (ladder: readonly TierStep[], id: string | null): MemberSummary["tier"] => {
  const tier = ladder.find((step) => step.id === id);
  return tier ? { id: tier.id, name: tier.name } : null;
};

export const summary = (row: SummaryRow): MemberSummary => ({
  id: row.id,
  name: row.name,
  status: row.status,
  supportId: row.support_id,
  externalIds: [...(row.external_ids ?? [])].sort(),
  tier: row.settings === null ? null : tierOf((JSON.parse(row.settings) as Program).tiers, row.tier_id),
});
