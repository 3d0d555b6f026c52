/** A member may wait to be confirmed. */
export const pendingMembers: readonly string[] = [
  `alter table member drop constraint member_status_check,
    add constraint member_status_check check (status in ('pending', 'active', 'blocked', 'deleted'))`,
];
