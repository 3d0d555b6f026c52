/** What is kept for a while is found program by program, oldest first: each says for how long. */
export const retention: readonly string[] = [
  `alter table approval alter column asked drop not null`,
  `drop index message_remembered`,
  `create index message_remembered on message (tenant, created_at) where status <> 'queued' and body is not null`,
  `create index member_text_written on member_text (tenant, operation_id collate "C") where field in ('note', 'customer-message')`,
  `create index approval_remembered on approval (tenant, coalesce(decided_at, expires_at))
    where status <> 'waiting' and asked is not null`,
  `drop index audience_handed`,
  `create index audience_handed on audience (tenant, updated_at) where folded is null`,
  `create index export_made on export (tenant, created_at)`,
];
