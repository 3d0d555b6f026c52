/**
 * Actions over many members: the job, its members as they were when it was looked at, and the chunks of them that the
 * processes share. What is left out, fails or is skipped is found by why.
 */
export const jobs: readonly string[] = [
  `create table job (
    tenant text, id text, kind text not null check (kind in ('action', 'import', 'reversal')), action text not null,
    title text not null, status text not null,
    operator_id text not null, operator text not null, input text, target text, leaving_out text not null,
    reverses text, reversed_by text, created_at timestamptz not null, checked_at timestamptz, started_at timestamptz,
    finished_at timestamptz, program text, expires_at timestamptz, approver text, decided_at timestamptz, comment text,
    found text not null, total bigint not null default 0, looked_at bigint not null default 0,
    to_do bigint not null default 0, succeeded bigint not null default 0, failed bigint not null default 0,
    skipped bigint not null default 0, primary key (tenant, id))`,
  `create index job_started on job (tenant, started_at desc, id desc) where started_at is not null`,
  `create index job_active on job (status) where status in ('checking', 'running', 'cancelling', 'awaiting_approval')`,
  `create index job_unstarted on job (created_at) where started_at is null`,
  `create index job_told on job (finished_at) where input is not null`,
  `create table job_chunk (
    tenant text, job_id text, number int, is_done boolean not null default false, lease_until timestamptz,
    attempts int not null default 0, primary key (tenant, job_id, number))`,
  `create index job_chunk_left on job_chunk (tenant, job_id, number) where not is_done`,
  `create table job_item (
    tenant text, job_id text, position bigint, member_id text, status text not null, code text, detail text,
    "column" text, operation_id text, reverses text, tries int not null default 0,
    primary key (tenant, job_id, position)) with (fillfactor = 80)`,
  `create index job_item_not_done on job_item (tenant, job_id, status, position)
    where status in ('excluded', 'failed', 'skipped')`,
];
