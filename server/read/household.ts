import { type RawBuilder, sql } from "kysely";
import type { Household, HouseholdMember, Named } from "../../sdk/contract/index.js";
import { householdModule } from "../../sdk/contract/modules.js";
import { isErased } from "../domain/membership.js";
import type { Program } from "../domain/program.js";
import { RefusalError } from "../domain/refusal.js";
import type { Database } from "../postgres/database.js";
import type { Query } from "./query.js";
import { refuseErased, refuseUnknown } from "./require-member.js";

/** A household has no more members than these. */
const MOST_MEMBERS = 100;

/** The household of `member`; null: they are of none. */
export const householdOfMember: RawBuilder<Named | null> = sql<Named | null>`(
  select json_build_object('id', household_id, 'name', name) from household_member as place
  where place.tenant = member.tenant and place.member_id = member.id)`;

interface HouseholdRow {
  readonly status: string;
  readonly merged_into: string | null;
  readonly settings: string;
  readonly household: Named | null;
  readonly members: readonly HouseholdMember[];
}

/** Those who have a place in the household of `own`, each with what they could spend. */
const members = sql`
  select coalesce(json_agg(json_build_object(
    'id', place.member_id, 'name', profile.name, 'role', place.role, 'accounts', (
      select coalesce(json_agg(json_build_object('currency', currency, 'spendable', spendable)), '[]') from account
      where tenant = place.tenant and member_id = place.member_id))
    order by place.role <> 'head', profile.name, place.member_id), '[]')
  from (
    select * from household_member where tenant = own.tenant and household_id = own.household_id
    order by member_id <> own.member_id, role <> 'head', member_id limit ${sql.lit(MOST_MEMBERS)}) as place
    join profile on profile.tenant = place.tenant and profile.member_id = place.member_id`;

const read = async (database: Database, tenant: string, memberId: string): Promise<HouseholdRow | undefined> => {
  const { rows } = await sql<HouseholdRow>`
    select member.status, member.merged_into, program.settings, ${householdOfMember} as household, (${members}) as members
    from member
      join program on program.tenant = member.tenant
      left join household_member as own on own.tenant = member.tenant and own.member_id = member.id
    where member.tenant = ${tenant} and member.id = ${memberId}`.execute(database);
  return rows[0];
};

/** Each currency of the program, used or not, in its order. */
const inOrder = ({ accounts, ...member }: HouseholdMember, { currencies }: Program): HouseholdMember => ({
  ...member,
  accounts: currencies.map(({ code: currency }) => ({
    currency,
    spendable: accounts.find((account) => account.currency === currency)?.spendable ?? 0,
  })),
});

const together = (each: readonly HouseholdMember[], { currencies }: Program): Household["accounts"] =>
  currencies.map(({ code: currency }, index) => {
    const spendable = each.reduce((sum, { accounts }) => sum + (accounts[index]?.spendable ?? 0), 0);
    return { currency, spendable: Number.isSafeInteger(spendable) ? spendable : null };
  });

/** Who belongs together with a member, and what each of them and all of them could spend. */
export const household: Query<"household"> = async (call, services) => {
  const { memberId } = call.params;
  const row = await read(services.database, call.operator.tenant, memberId);
  if (!row) return refuseUnknown(call, services, { memberId });
  if (isErased(row.status)) return refuseErased(row.merged_into);
  const program = JSON.parse(row.settings) as Program;
  if (!program.modules.includes(householdModule)) throw new RefusalError("capability-not-supported");
  if (!row.household) return { value: { household: null } };
  const each = row.members.map((one) => inOrder(one, program));
  return { value: { household: { ...row.household, members: each, accounts: together(each, program) } } };
};
