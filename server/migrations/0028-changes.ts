/**
 * What has changed, for those who are told of it (`GET /changes`), and forgotten within minutes. The number of the
 * transaction takes no sequence, and a reader's snapshot says which of them it has not seen: a number alone does not,
 * since a transaction that began earlier may commit later.
 */
export const changes: readonly string[] = [
  `create table member_change (
    tenant text, xid xid8 default pg_current_xact_id(), member_id text, operation_id text, at timestamptz not null,
    primary key (tenant, xid, member_id))`,
  `create index member_change_at on member_change (at)`,
  `create table job_change (
    tenant text, xid xid8 default pg_current_xact_id(), job_id text, at timestamptz not null, primary key (tenant, xid, job_id))`,
  `create index job_change_at on job_change (at)`,
];
