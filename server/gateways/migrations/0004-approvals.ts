/** What waits for a second person. An undo that waits keeps nobody from another one. */
export const approvals: readonly string[] = [
  `alter table intent add column approval text`,
  `alter table intent drop constraint intent_status_check, add constraint intent_status_check
    check (status in ('awaiting', 'claimed', 'sent', 'pending', 'applied', 'refused', 'unknown', 'voided'))`,
  `drop index intent_reverses`,
  `create unique index intent_reverses on intent (tenant, reverses)
    where reverses is not null and status not in ('awaiting', 'refused', 'voided')`,
  `create table approval (
    tenant text, id text, member_id text not null, operator_id text not null, asked text,
    requested_at timestamptz not null, expires_at timestamptz not null,
    status text not null check (status in ('waiting', 'approved', 'declined', 'expired')),
    decided_by text, decided_at timestamptz, comment text, executed_as text, primary key (tenant, id))`,
  `create index approval_waiting on approval (tenant, requested_at, id) where status = 'waiting'`,
  `create index approval_expiring on approval (tenant, expires_at) where status = 'waiting'`,
  `create index approval_decided on approval (tenant, expires_at) where asked is not null and status <> 'waiting'`,
  `create index approval_member on approval (tenant, member_id)`,
];
