import { type RawBuilder, sql } from "kysely";
import { RefusalError } from "../domain/refusal.js";
import { answerEach, type Asked, newestOf, ofOne, type QueryOfMany } from "./of-members.js";
import { before, type ChosenOperation, idsOf, operationPage } from "./operations.js";
import { DEFAULT_LIMIT } from "./page.js";
import { readOperations } from "./receipts.js";
import { isMissing } from "./wallet.js";

const channels = ["sms", "email", "push"];

/** The newest of each channel, read off the end of its thread, and of those the newest of all. */
const newest = ({ channel, cursor, limit = DEFAULT_LIMIT }: Asked<"messages">["query"]): RawBuilder<ChosenOperation> =>
  sql<ChosenOperation>`
  select sent.id, sent.at from unnest(${channel === undefined ? channels : [channel]}::text[]) as thread (channel)
    cross join lateral (
      select operation_id as id, created_at as at from message
      where tenant = member.tenant and member_id = member.id and channel = thread.channel
        and ${before(cursor, sql`created_at, operation_id`)}
      order by created_at desc, operation_id desc limit ${limit + 1}) as sent
  order by sent.at desc, sent.id desc limit ${limit + 1}`;

/**
 * What was sent to members, or was to be, as the timeline has it: by whom, and what became of it by now. Its texts are gone
 * once they were kept long enough. It takes no more than the timeline, which says the same.
 */
const messagesOf: QueryOfMany<"messages"> = async (asked, sources, memberIds) => {
  const { query, operator } = asked;
  const { database } = sources;
  const rows = await newestOf(database, operator.tenant, memberIds, newest(query), isMissing("messages"));
  if (rows.some((row) => row.is_missing))
    return new Map(memberIds.map((id) => [id, new RefusalError("capability-not-supported")]));
  return answerEach(asked, sources, memberIds, rows, async (lists) => {
    const operations = await readOperations(database, operator, idsOf(lists.flat()));
    return lists.map((list) => ({ value: operationPage(list, operations, query.limit) }));
  });
};

export const messages = ofOne(messagesOf);
