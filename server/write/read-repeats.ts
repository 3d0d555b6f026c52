import { type RawBuilder, sql } from "kysely";
import { listFor } from "./json-list.js";
import type { Intent } from "./write-job.js";

/** The same was done to the same member lately, for the same reason or ticket. */
export interface Repeat {
  readonly memberId: string;
  readonly action: string;
  readonly reasonCode: string | null;
  readonly reference: string | null;
  /** `YYYY-MM-DD`, in the program's zone. */
  readonly day: string;
  /** Who did it. */
  readonly operator: string;
}

interface Why {
  readonly reasonCode?: string;
  readonly reference?: string;
}

/** Whether it was for the ticket that an input names. */
export const isForTicket = ({ reference }: Repeat, input: Why): boolean =>
  reference !== null && reference === input.reference;

/** Whether it was for the reason or the ticket that an input names. */
export const isForTheSame = (repeat: Repeat, input: Why): boolean =>
  isForTicket(repeat, input) || (repeat.reasonCode !== null && repeat.reasonCode === input.reasonCode);

interface Sought {
  readonly member: string;
  readonly action: string;
  readonly reason: string | null;
  readonly ticket: string | null;
}

/** What an operator asks for and says why: without a reason or a ticket nothing tells a repetition from another act. */
const soughtOf = ({ memberId, action, operator, reverses, input }: Intent): readonly Sought[] => {
  const { reasonCode: reason = null, reference: ticket = null } = input as Why;
  if (!operator || reverses !== null || (reason === null && ticket === null)) return [];
  return [{ member: memberId, action: action.id, reason, ticket }];
};

/** The latest of each, by anybody, within the days that the program says; nothing where it says none. */
export const repeatsQuery = (tenant: string, intents: readonly Intent[], now: Date): RawBuilder<unknown> => {
  const sought = intents.flatMap(soughtOf);
  return listFor(
    sought.map(({ action }) => action),
    sql`
      select member as "memberId", sought.action, last.reason_code as "reasonCode", last.reference,
        (last.at at time zone zone)::date::text as day, last.receipt::json -> 'operator' ->> 'name' as operator
      from json_to_recordset(${JSON.stringify(sought)}::json) as sought (member text, action text, reason text, ticket text)
        cross join (select settings::json ->> 'timeZone' as zone, (settings::json ->> 'asksAgainWithinDays')::int as days
          from program where tenant = ${tenant}) as program
        cross join lateral (
          select at, reason_code, reference, receipt from operation as o
          where o.tenant = ${tenant} and o.member_id = member and o.source = 'manual' and o.action = sought.action
            and status = 'applied' and reverses is null and reversed_by is null
            and at > ${now.toISOString()}::timestamptz - make_interval(days => program.days)
            and (o.reason_code = reason or o.reference = ticket)
          order by at desc limit 1) as last`,
  );
};
