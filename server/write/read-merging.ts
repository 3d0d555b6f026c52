import { type RawBuilder, sql } from "kysely";
import { list, listFor } from "./json-list.js";
import type { Intent } from "./write-job.js";

/** Who is to become part of whom. */
export interface Merger {
  readonly from: string;
  readonly into: string;
}

export const mergersOf = (intents: readonly Intent[]): Merger[] =>
  intents.flatMap(({ action, reverses, memberId: into, otherMemberId: from }) =>
    action.declaration?.merges && reverses === null && from !== null ? [{ from, into }] : [],
  );

/** Most days of which a merge points out what was earned twice, the latest first. */
const MOST_LOOKALIKES = 5;

/** What members who are to be merged have beside balances, and what looks as if it had been booked twice. */
export const mergingQuery = (tenant: string, intents: readonly Intent[]): RawBuilder<unknown> => {
  const mergers = mergersOf(intents);
  const count = (table: string, more = sql``) =>
    sql`(select count(*)::int from ${sql.table(table)} where tenant = ${tenant} and member_id = "from" ${more})`;
  // Counted in one look at both histories: what is compared grows with them, and not with their product.
  const [theirs, own] = [
    sql`count(*) filter (where member_id = "from")`,
    sql`count(*) filter (where member_id = "into")`,
  ];
  const lookalikes = sql`
    select (at at time zone zone)::date::text as day, currency, amount, least(${theirs}, ${own})::int as pairs
    from operation
    where tenant = ${tenant} and member_id in ("from", "into") and status = 'applied' and action = 'add'
      and reverses is null and reversed_by is null
    group by day, currency, amount having ${theirs} > 0 and ${own} > 0
    order by day desc, currency, amount limit ${MOST_LOOKALIKES}`;
  return listFor(
    mergers.map(({ from }) => from),
    sql`
        select "from" as "memberId", ${count("operation", sql`and status = 'applied'`)} as entries,
          ${count("member_gift")} as gifts, ${count("external_id")} as "externalIds",
          ${count("member_punch_card", sql`and status <> 'withdrawn'`)} as "punchCards",
          ${count("coupon", sql`and status <> 'withdrawn'`)} as coupons,
          ${count("member_card", sql`and status = 'active'`)} as cards, ${list(lookalikes)} as lookalikes
        from json_to_recordset(${JSON.stringify(mergers)}::json) as merger ("from" text, "into" text),
          (select settings::json ->> 'timeZone' as zone from program where tenant = ${tenant}) as program`,
  );
};
