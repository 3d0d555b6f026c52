import { type RawBuilder, sql } from "kysely";
import { listFor } from "./json-list.js";
import { tellingIn } from "../domain/messages/telling.js";
import type { Intent } from "./write-job.js";

/** How many messages left, or wait to leave, for a member by one channel in the last 7 days. */
export interface Messaged {
  readonly memberId: string;
  readonly channel: string;
  readonly times: number;
}

/** Asked of the members who are to get a message, and of nobody else. */
export const messagedQuery = (tenant: string, intents: readonly Intent[], now: Date): RawBuilder<unknown> => {
  const members = intents.flatMap(({ memberId, reverses, input, action: { declaration } }) =>
    reverses === null && (declaration?.channel ?? tellingIn(declaration, input)) ? [memberId] : [],
  );
  return listFor(
    members,
    sql`
      select member_id as "memberId", channel, count(*)::int as times from message
      where tenant = ${tenant} and member_id = any(${members}::text[]) and status in ('queued', 'sent', 'delivered', 'unknown')
        and created_at > ${now.toISOString()}::timestamptz - interval '7 days'
      group by member_id, channel`,
  );
};
