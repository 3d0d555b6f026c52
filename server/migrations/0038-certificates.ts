/** What was said and signed of each erasure, and up to where in its chain a program's erasures have it. */
export const certificates: readonly string[] = [
  `create table certificate (
    tenant text, operation_id text, member_id text not null, document text not null, primary key (tenant, operation_id))`,
  `revoke update, delete, truncate on certificate from current_user, public`,
  `alter table audit_head add column certified_position bigint not null default 0`,
];
