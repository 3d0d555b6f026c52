/** Whether what became of each member of a job is still known: it is dropped some time after the job is over. */
export const jobItems: readonly string[] = [
  `alter table job add column items text not null default 'kept' check (items in ('kept', 'dropping', 'dropped'))`,
  `create index job_over on job (tenant, finished_at) where finished_at is not null and items <> 'dropped'`,
];
