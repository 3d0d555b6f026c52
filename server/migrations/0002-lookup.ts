import { sql } from "kysely";
import type { OpenTransaction } from "../postgres/database.js";
import { insertRows } from "../postgres/rows.js";
import { lookupRows } from "../postgres/lookup-rows.js";
import type { Step } from "./step.js";

interface Found {
  readonly tenant: string;
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly supportId: string | null;
  readonly externalIds: readonly string[];
}

/** Members at a time: some ten rows come of each. */
const MEMBERS_AT_ONCE = 2_000;

const readMembers = async (trx: OpenTransaction, after: Pick<Found, "tenant" | "id">): Promise<readonly Found[]> => {
  const { rows } = await sql<Found>`
    select tenant, member_id as id, name, email, phone, support_id as "supportId", array(
      select external_id from external_id where tenant = profile.tenant and member_id = profile.member_id) as "externalIds"
    from profile where (tenant, member_id) > (${after.tenant}, ${after.id}) order by tenant, member_id
    limit ${MEMBERS_AT_ONCE}`.execute(trx);
  return rows;
};

/** Members who joined before there was a look-up. A part at a time, so that memory holds whatever their number. */
const fillLookups = async (trx: OpenTransaction): Promise<void> => {
  let last: Pick<Found, "tenant" | "id"> | undefined = { tenant: "", id: "" };
  while (last) {
    const members: readonly Found[] = await readMembers(trx, last);
    const rows = members.flatMap((member) => lookupRows(member.tenant, { ...member, cardNumbers: [] }));
    await insertRows(trx, "member_lookup", rows);
    last = members.at(-1);
  }
};

/** What members are looked up by, in one table; the indexes that looked into their profiles go. */
export const lookup: readonly Step[] = [
  `create table member_lookup (tenant text, member_id text, kind text, value text collate "C" not null)`,
  fillLookups,
  `alter table member_lookup add primary key (tenant, member_id, kind, value)`,
  `create index member_lookup_value on member_lookup (tenant, kind, value, member_id collate "C")`,
  `drop index profile_search_words, profile_by_name, profile_search_email, profile_search_phone, profile_search_support_id`,
];
