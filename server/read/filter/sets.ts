import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { SetName } from "../../domain/filter/field.js";
import type { Joins } from "./joins.js";

type Where = Pick<Joins, "tenant" | "calendar">;

interface Held {
  /** The rows of `m`, as `h`: a table and a condition on it. */
  readonly rows: (where: Where) => RawBuilder<unknown>;
  readonly value: RawBuilder<unknown>;
}

const ofMember = ({ tenant }: Where): RawBuilder<unknown> => sql`h.tenant = ${tenant} and h.member_id = m.id`;

const usable = ({ calendar }: Where): RawBuilder<unknown> =>
  sql`h.status = 'active' and (h.expires_on is null or h.expires_on >= ${calendar.today}::date)`;

/** What was bought most of in the last year: those that a profile shows (see read/behaviour.ts). */
const favourites = ({ tenant, calendar }: Where): RawBuilder<unknown> => sql`(
  select line.item_id from (
    select p.id from purchase as p
    where p.tenant = ${tenant} and p.member_id = m.id and p.returned < p.amount
      and p.at > ${calendar.now}::timestamptz - interval '365 days'
    order by p.at desc, p.id desc limit 50) as bought
  join purchase_item as line on line.tenant = ${tenant} and line.purchase_id = bought.id
  group by line.item_id order by sum(line.quantity) desc, line.item_id limit 3) as h where true`;

const sets: Readonly<Record<SetName, Held>> = {
  tags: { rows: (where) => sql`member_tag as h where ${ofMember(where)}`, value: sql`h.tag` },
  gifts: {
    rows: (where) => sql`member_gift as h where ${ofMember(where)} and ${usable(where)}`,
    value: sql`h.gift_id`,
  },
  coupons: { rows: (where) => sql`coupon as h where ${ofMember(where)} and ${usable(where)}`, value: sql`h.reward_id` },
  "punch-cards": {
    rows: (where) => sql`member_punch_card as h where ${ofMember(where)} and h.status in ('active', 'full')`,
    value: sql`h.punch_card_id`,
  },
  "favourite-items": { rows: favourites, value: sql`h.item_id` },
  // Of one purchase, which is `e`.
  "bought-items": {
    rows: ({ tenant }) => sql`purchase_item as h where h.tenant = ${tenant} and h.purchase_id = e.id`,
    value: sql`h.item_id`,
  },
};

/** Whether one of these is there, or, for null, anything at all. */
export const hasOneOf = (set: SetName, values: readonly string[] | null, where: Where): RawBuilder<SqlBool> => {
  const { rows, value } = sets[set];
  const which = values === null ? sql`` : sql`and ${value} = any(${[...values]}::text[])`;
  return sql`exists (select from ${rows(where)} ${which})`;
};

/** All that there is, each once, in order. */
export const allOf = (set: SetName, where: Where): RawBuilder<unknown> => {
  const { rows, value } = sets[set];
  return sql`array(select distinct ${value} collate "C" from ${rows(where)} order by 1)`;
};
