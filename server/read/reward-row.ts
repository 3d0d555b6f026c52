import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Selectable } from "kysely";
import type { LibraryReward } from "../domain/member.js";
import type { Schema } from "../postgres/schema.js";

export type RewardRow = Omit<Selectable<Schema["reward"]>, "tenant" | "description" | "position">;

/** A reward as decisions see it. */
export const rewardOf = ({ id, name, segment, stock, times, within_days: days, ...row }: RewardRow): LibraryReward => ({
  id,
  name,
  prices: JSON.parse(row.prices) as LibraryReward["prices"],
  segment,
  minTierId: row.min_tier_id,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  frequency: times === null || days === null ? null : { times, days },
  stock,
  validDays: row.valid_days,
});

/** Coupons as decisions see them: `held`, of a `reward`. What was withdrawn is not there. It may go on with `and`. */
export const couponStates = sql`
  select held.member_id as "memberId", held.id, json_build_object('id', reward.id, 'name', reward.name) as reward, held.status,
    held.issued_on as "issuedOn", held.expires_on as "expiresOn"
  from coupon as held join reward on reward.tenant = held.tenant and reward.id = held.reward_id
  where held.status <> 'withdrawn'`;

/** Whether such a coupon is from the days in which its reward counts them. */
export const isRecent = (now: Date): RawBuilder<SqlBool> => sql`
  held.issued_on > (${now.toISOString()}::timestamptz at time zone
    (select settings::json ->> 'timeZone' from program where program.tenant = held.tenant))::date - reward.within_days`;
