/** Rows of files: each asks for something of its own. The same file twice is noticed. */
export const imports: readonly string[] = [
  `alter table job_item add column input text`,
  `alter table job add column file text`,
  `create index job_file on job (tenant, file) where file is not null`,
];
