/** Members who are handed to another system, one at most for each operation: the outbox of `resync`. */
export const resyncs: readonly string[] = [
  `create table resync (
    tenant text, operation_id text, member_id text not null, integration_id text not null,
    status text not null check (status in ('queued', 'sent', 'failed', 'unknown')), reason text,
    attempts int not null default 0, next_attempt_at timestamptz, lease_until timestamptz,
    created_at timestamptz not null, updated_at timestamptz not null,
    primary key (tenant, operation_id), foreign key (tenant, member_id) references member (tenant, id))`,
  `create index resync_member on resync (tenant, member_id)`,
  `create index resync_due on resync (next_attempt_at) where status = 'queued'`,
];
