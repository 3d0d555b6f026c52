/** A member may leave in three ways. */
export const leaving: readonly string[] = [
  `alter table member drop constraint member_status_check, add constraint member_status_check
    check (status in ('pending', 'active', 'blocked', 'deleted', 'opted-out', 'anonymized'))`,
];
