import { sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import type { Database } from "../postgres/database.js";

/** How many days of a balance the sparkline shows, today included. */
export const TREND_DAYS = 90;

/**
 * The last balance of each day of the trend that has an entry; day 0 also stands for all that came before. Days are those of the
 * program's time zone.
 */
const trend = (tenant: string, memberId: string, now: Date) => sql<{ currency: string; day: number; spendable: number }[]>`(
  select coalesce(json_agg(d order by d.currency, d.day), '[]') from (
    select distinct on (e.currency, day) e.currency, e.spendable_after as spendable,
      greatest(0, ${TREND_DAYS} - 1 + (e.at at time zone z.zone)::date - (${now.toISOString()}::timestamptz at time zone z.zone)::date) as day
    from entry e, (select settings::json->>'timeZone' as zone from program where tenant = ${tenant}) z
    where e.tenant = ${tenant} and e.member_id = ${memberId}
    order by e.currency, day, e.seq desc) d)`;

/** A member with all that their page shows, in one statement: PGlite's single connection queues every other one. */
export const readMemberRow = (database: Database, tenant: string, memberId: string, now: Date) =>
  database
    .selectFrom("member")
    .innerJoin("program", "program.tenant", "member.tenant")
    .leftJoin("profile", (join) => join.onRef("profile.tenant", "=", "member.tenant").onRef("profile.member_id", "=", "member.id"))
    .leftJoin("branch", (join) => join.onRef("branch.tenant", "=", "member.tenant").onRef("branch.id", "=", "profile.home_branch_id"))
    .where("member.tenant", "=", tenant)
    .where("member.id", "=", memberId)
    .select(["member.id", "member.status", "member.tier_id", "member.version", "member.joined_at", "program.settings"])
    .select(["profile.name", "profile.first_name", "profile.support_id", "profile.email", "profile.email_verified", "profile.phone"])
    .select(["profile.phone_verified", "profile.birthday", "profile.language", "profile.push_token", "branch.name as home_branch"])
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
          .where("amount", ">", 0)
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
          .orderBy("external_id"),
      ).as("external_ids"),
      trend(tenant, memberId, now).as("trend"),
    ])
    .executeTakeFirst();

export type MemberRow = NonNullable<Awaited<ReturnType<typeof readMemberRow>>>;
