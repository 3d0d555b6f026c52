import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { SetName } from "../../domain/filter/field.js";

interface Held {
  /** The rows of a member, as `h`. */
  readonly rows: (today: string) => RawBuilder<unknown>;
  readonly value: RawBuilder<unknown>;
}

const sets: Readonly<Record<SetName, Held>> = {
  tags: { rows: () => sql`member_tag as h where true`, value: sql`h.tag` },
  gifts: {
    rows: (today) =>
      sql`member_gift as h where h.status = 'active' and (h.expires_on is null or h.expires_on >= ${today}::date)`,
    value: sql`h.gift_id`,
  },
  coupons: {
    rows: (today) =>
      sql`coupon as h where h.status = 'active' and (h.expires_on is null or h.expires_on >= ${today}::date)`,
    value: sql`h.reward_id`,
  },
  "punch-cards": {
    rows: () => sql`member_punch_card as h where h.status in ('active', 'full')`,
    value: sql`h.punch_card_id`,
  },
};

const ofMember = (tenant: string) => sql`h.tenant = ${tenant} and h.member_id = m.id`;

/** Whether a member has one of these, or anything at all. */
export const hasOneOf = (
  set: SetName,
  values: readonly string[] | null,
  { tenant, today }: { readonly tenant: string; readonly today: string },
): RawBuilder<SqlBool> => {
  const { rows, value } = sets[set];
  const which = values === null ? sql`` : sql`and ${value} = any(${[...values]}::text[])`;
  return sql`exists (select from ${rows(today)} and ${ofMember(tenant)} ${which})`;
};

/** All that a member has of it, each once, in order. */
export const allOf = (
  set: SetName,
  { tenant, today }: { readonly tenant: string; readonly today: string },
): RawBuilder<unknown> => {
  const { rows, value } = sets[set];
  return sql`array(select distinct ${value} collate "C" from ${rows(today)} and ${ofMember(tenant)} order by 1)`;
};
