/** Saved filters that are segments: few, and read with each member. */
export const segments: readonly string[] = [
  `alter table audience add column is_segment boolean not null default false`,
  `create index audience_segment on audience (tenant, folded) where is_segment`,
];
