import { type RawBuilder, sql } from "kysely";
import { jsonArrayFrom, jsonObjectFrom } from "kysely/helpers/postgres";
import type { Operation } from "../../sdk/contract/index.js";
import { erasures } from "../audit/erasures.js";
import { erasedStatuses } from "../domain/membership.js";
import { behaviour } from "./behaviour.js";
import { householdOfMember } from "./household.js";
import type { Database } from "../postgres/database.js";

/** How many days of a balance the sparkline shows, today included. */
export const TREND_DAYS = 90;

/**
 * The last balance of each day of the trend that has an entry, oldest first; day 0 also stands for all that came
 * before. Goes back from the newest entry, a look into the index for each such day. Days are those of the program's
 * time zone.
 */
const trend = (now: Date) => {
  const dayOf = (at: RawBuilder<unknown>) => sql`(${at} at time zone zone)::date`;
  const newest = (condition: RawBuilder<unknown>) => sql`
    select at, spendable_after from entry
    where tenant = account.tenant and member_id = account.member_id and currency = account.currency and ${condition}
    order by at desc, seq desc limit 1`;
  const day = sql`${TREND_DAYS} - 1 + ${dayOf(sql`last.at`)} - ${dayOf(sql`${now.toISOString()}::timestamptz`)}`;
  return sql<{ currency: string; day: number; spendable: number }[]>`(
    select coalesce(json_agg(json_build_object(
      'currency', currency, 'day', greatest(0, day), 'spendable', spendable_after) order by at), '[]')
    from (select program.settings::json->>'timeZone' as zone) as days_of,
      account cross join lateral (
        with recursive last as (
          (${newest(sql`true`)})
          union all
          select earlier.* from last cross join lateral (
            ${newest(sql`at < ${dayOf(sql`last.at`)}::timestamp at time zone zone`)}) as earlier
          where ${day} > 0)
        select at, ${day} as day, spendable_after from last) as days
    where account.tenant = member.tenant and account.member_id = member.id)`;
};

/** Members with all that their pages show, in one statement: PGlite's single connection queues every other one. */
export const readMemberRows = (database: Database, tenant: string, memberIds: readonly string[], now: Date) =>
  database
    .selectFrom("member")
    .innerJoin("program", "program.tenant", "member.tenant")
    .leftJoin("profile", (join) =>
      join.onRef("profile.tenant", "=", "member.tenant").onRef("profile.member_id", "=", "member.id"),
    )
    .leftJoin("branch", (join) =>
      join.onRef("branch.tenant", "=", "member.tenant").onRef("branch.id", "=", "profile.home_branch_id"),
    )
    .where("member.tenant", "=", tenant)
    .where("member.id", "in", memberIds)
    .select(["member.id", "member.id as member_id", "member.status as member_status", "member.merged_into"])
    .select(["member.tier_id", "member.given_tiers", "member.hidden_tier_id", "member.own_currency"])
    .select(["member.version", "member.joined_at", "program.settings"])
    .select([
      "profile.name",
      "profile.first_name",
      "profile.support_id",
      "profile.email",
      "profile.email_verified",
      "profile.phone",
    ])
    .select([
      "profile.phone_verified",
      "profile.birthday",
      "profile.language",
      "profile.push_token",
      "profile.home_branch_id",
      "branch.name as home_branch",
    ])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom("account")
          .select(["currency", "earned", "spendable", "spent", "expired", "pending"])
          .whereRef("account.tenant", "=", "member.tenant")
          .whereRef("account.member_id", "=", "member.id"),
      ).as("accounts"),
      jsonArrayFrom(
        eb
          .selectFrom("lot")
          .select(["currency", "amount", "expires_on", "available_on"])
          .whereRef("lot.tenant", "=", "member.tenant")
          .whereRef("lot.member_id", "=", "member.id")
          .where("amount", ">", sql.lit(0))
          .where((each) => each.or([each("expires_on", "<", "infinity"), each("available_on", ">", "-infinity")]))
          .orderBy(sql`least(case when available_on > '-infinity' then available_on else 'infinity' end, expires_on)`),
      ).as("lots"),
      jsonArrayFrom(
        eb
          .selectFrom("consent")
          .select(["channel", "granted", "at"])
          .whereRef("consent.tenant", "=", "member.tenant")
          .whereRef("consent.member_id", "=", "member.id"),
      ).as("consents"),
      jsonArrayFrom(
        eb
          .selectFrom("member_tag")
          .select("tag")
          .whereRef("member_tag.tenant", "=", "member.tenant")
          .whereRef("member_tag.member_id", "=", "member.id")
          .orderBy("tag"),
      ).as("tags"),
      jsonArrayFrom(
        eb
          .selectFrom("external_id")
          .select("external_id as id")
          .whereRef("external_id.tenant", "=", "member.tenant")
          .whereRef("external_id.member_id", "=", "member.id")
          .orderBy(sql`external_id collate "C"`),
      ).as("external_ids"),
      jsonArrayFrom(
        eb
          .selectFrom("member_card")
          .select("number")
          .whereRef("member_card.tenant", "=", "member.tenant")
          .whereRef("member_card.member_id", "=", "member.id")
          .where("status", "=", sql.lit("active"))
          .orderBy("issued_at")
          .orderBy("id"),
      ).as("cards"),
      jsonArrayFrom(
        eb
          .selectFrom("member_attribute")
          .select(["attribute", "value"])
          .whereRef("member_attribute.tenant", "=", "member.tenant")
          .whereRef("member_attribute.member_id", "=", "member.id"),
      ).as("attributes"),
      trend(now).as("trend"),
      behaviour(now).as("behaviour"),
      householdOfMember.as("household"),
      // The last thing that was done to who is gone: the condition on the status comes first, so that nobody else pays for it.
      jsonObjectFrom(
        eb
          .selectFrom("operation")
          .select("operation.at")
          .select(sql<Operation["operator"]>`operation.receipt::json->'operator'`.as("operator"))
          .where("member.status", "in", erasedStatuses)
          .whereRef("operation.tenant", "=", "member.tenant")
          .whereRef("operation.member_id", "=", "member.id")
          .where("operation.status", "=", sql.lit("applied"))
          .where("operation.action", "in", [...erasures.keys()])
          .orderBy("operation.at", "desc")
          .orderBy("operation.id", "desc")
          .limit(1),
      ).as("erasure"),
    ])
    .execute();

export type MemberRow = Awaited<ReturnType<typeof readMemberRows>>[number];
