/**
 * The audit's rows in a chain, so that a change that was made by hand shows. It is made after their commit: a write pays one
 * narrow row, and waits for nobody else's.
 */
export const auditSeals: readonly string[] = [
  `create table audit_to_seal (tenant text, id text, primary key (tenant, id))`,
  `insert into audit_to_seal select tenant, id from audit`,
  `create table audit_seal (
    tenant text, position bigint, audit_id text not null, hash text not null, primary key (tenant, position))`,
  `create table audit_head (
    tenant text primary key, position bigint not null, hash text not null,
    anchored_position bigint not null default 0, anchored_at timestamptz)`,
  `revoke update, delete, truncate on audit_seal from current_user, public`,
];
