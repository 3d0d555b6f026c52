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

/** What was earned, by day. Summed up first, so that what is compared grows with a history and not with its square. */
const earnedBy = (tenant: string, member: RawBuilder<unknown>) => sql`
  select currency, amount, (at at time zone zone)::date as day, count(*) as times from operation
  where tenant = ${tenant} and member_id = ${member} and status = 'applied' and action = 'add' and reverses is null
    and reversed_by is null
  group by currency, amount, day`;

/** What members who are to be merged have beside balances, and what looks as if it had been booked twice. */
export const mergingQuery = (tenant: string, intents: readonly Intent[]): RawBuilder<unknown> => {
  const mergers = mergersOf(intents);
  const count = (table: string, more = sql``) =>
    sql`(select count(*)::int from ${sql.table(table)} where tenant = ${tenant} and member_id = "from" ${more})`;
  const lookalikes = sql`
    select theirs.day::text as day, theirs.currency, theirs.amount, least(theirs.times, own.times)::int as pairs
    from (${earnedBy(tenant, sql`"from"`)}) as theirs join (${earnedBy(tenant, sql`"into"`)}) as own
      on own.day = theirs.day and own.currency = theirs.currency and own.amount = theirs.amount
    order by theirs.day desc, theirs.currency, theirs.amount limit ${MOST_LOOKALIKES}`;
  return listFor(
    mergers.map(({ from }) => from),
    sql`
        select "from" as "memberId", ${count("operation", sql`and status = 'applied'`)} as entries,
          ${count("member_gift")} as gifts, ${count("external_id")} as "externalIds",
          ${count("member_punch_card", sql`and status <> 'withdrawn'`)} as "punchCards",
          ${count("coupon", sql`and status <> 'withdrawn'`)} as coupons, ${list(lookalikes)} as lookalikes
        from json_to_recordset(${JSON.stringify(mergers)}::json) as merger ("from" text, "into" text),
          (select settings::json ->> 'timeZone' as zone from program where tenant = ${tenant}) as program`,
  );
};
