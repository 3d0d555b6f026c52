const ownedByMember = "foreign key (tenant, member_id) references member (tenant, id)";

/** What waits for a second person, and what became of it. */
export const approvals: readonly string[] = [
  `alter table operation add column approved_by text`,
  `alter table operation drop constraint operation_status_check, add constraint operation_status_check
    check (status in ('running', 'applied', 'awaiting', 'refused', 'voided'))`,
  `create table approval (
    tenant text, id text, member_id text not null, operator_id text not null, action text not null, asked text not null,
    requested_at timestamptz not null, expires_at timestamptz not null,
    status text not null check (status in ('waiting', 'approved', 'declined', 'expired')),
    decided_by text, decided_at timestamptz, comment text, executed_as text, primary key (tenant, id), ${ownedByMember})`,
  `create index approval_waiting on approval (tenant, requested_at, id) where status = 'waiting'`,
  `create index approval_expiring on approval (expires_at) where status = 'waiting'`,
  `create index approval_member on approval (tenant, member_id)`,
];
