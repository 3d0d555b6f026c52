/**
 * Who lives together, in programs that know it: a member's place in their household. The name, which is personal, stands with
 * each place, so that it goes with the last of them.
 */
export const households: readonly string[] = [
  `create table household_member (
    tenant text, member_id text, household_id text not null, name text not null, role text not null,
    primary key (tenant, member_id), foreign key (tenant, member_id) references member (tenant, id))`,
  `create index household_member_household on household_member (tenant, household_id)`,
];
