/** Up to where in its chain a program's erasures were told to the journal: see audit/tombstone.ts. */
export const tombstones: readonly string[] = [
  `alter table audit_head add column told_position bigint not null default 0`,
];
