/** Filters that operators save, and what a row of the audit is about where it is neither a member nor an operation. */
export const audiences: readonly string[] = [
  `create table audience (
    tenant text, id text, name text, folded text collate "C", description text, filter text not null,
    created_by text not null, created_at timestamptz not null, updated_at timestamptz not null, primary key (tenant, id))`,
  `create unique index audience_name on audience (tenant, folded) where folded is not null`,
  `create index audience_handed on audience (updated_at) where folded is null`,
  `alter table audit add column subject text`,
];
