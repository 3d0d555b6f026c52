import { type RawBuilder, sql } from "kysely";
import { movedTables } from "../postgres/merging.js";
import type { Merged } from "./rows-to-write.js";

/** What a member is looked up by that is not of their profile: it leads to the one whom they became. */
const KEPT_LOOKUPS = ["external-id", "card", "card-end"];

/**
 * Moves what was a member's to the one whom they became (S3-5): postgres/merging.ts says what that is. What is left is
 * for the erasure that follows.
 */
export const mergerOf = (tenant: string, { from, into, operationId }: Merged): RawBuilder<unknown>[] => {
  const theirs = sql`tenant = ${tenant} and member_id = ${from}`;
  return [
    ...movedTables.map((table) => {
      const but = table === "operation" ? sql`and id <> ${operationId}` : sql``;
      return sql`update ${sql.table(table)} set member_id = ${into} where ${theirs} ${but}`;
    }),
    sql`insert into external_id (tenant, external_id, member_id)
      select tenant, external_id, ${into} from external_id where ${theirs} on conflict do nothing`,
    sql`insert into member_lookup (tenant, member_id, kind, value)
      select tenant, ${into}, kind, value from member_lookup where ${theirs} and kind = any(${KEPT_LOOKUPS}::text[])
      on conflict do nothing`,
    // Of two places in one household the more telling one stays.
    sql`insert into household_member as own (tenant, member_id, household_id, name, role)
      select tenant, ${into}, household_id, name, role from household_member where ${theirs}
      on conflict (tenant, member_id) do update set role = excluded.role
        where own.household_id = excluded.household_id and excluded.role = 'head'`,
    sql`update member set merged_into = ${into} where tenant = ${tenant} and id = ${from}`,
  ];
};
