export const foundation: readonly string[] = [
  `create table intent (
    tenant text, id text, operator_id text not null, key text not null, fingerprint text not null, action text not null,
    member_id text not null, reverses text,
    status text not null check (status in ('claimed', 'sent', 'pending', 'applied', 'refused', 'unknown', 'voided')),
    http_status int, first_answer text, receipt text, plan text, entry_id text,
    counts_as text, currency text, amount bigint not null, reference text,
    at timestamptz not null, sent_at timestamptz, sends int not null default 0,
    primary key (tenant, id), constraint intent_key unique (tenant, operator_id, key))`,
  `create unique index intent_reverses on intent (tenant, reverses)
    where reverses is not null and status not in ('refused', 'voided')`,
  `create unique index intent_entry on intent (tenant, entry_id) where entry_id is not null`,
  `create index intent_member on intent (tenant, member_id, at desc, id desc) where status not in ('refused', 'voided')`,
  `create index intent_reference on intent (tenant, reference, at desc, id desc) where reference is not null`,
  `create index intent_limits on intent (tenant, operator_id, counts_as, at) where counts_as is not null`,
  `create index intent_open on intent (tenant, sent_at) where status in ('claimed', 'sent', 'pending', 'unknown')`,
  `create table intent_text (
    tenant text, intent_id text, member_id text not null, text text not null, primary key (tenant, intent_id))`,
  `create index intent_text_member on intent_text (tenant, member_id)`,
  `create table member_lease (
    tenant text, member_id text, holder text not null, until timestamptz not null, primary key (tenant, member_id))`,
  `create table operator_lock (tenant text, operator_id text, primary key (tenant, operator_id))`,
  `create table departed (tenant text, member_id text, at timestamptz not null, primary key (tenant, member_id))`,
  `create table audit (
    tenant text, id text, at timestamptz not null, request_id text not null, operator_id text not null, action text not null,
    member_id text, operation_id text, outcome text not null, primary key (tenant, id))`,
  `create index audit_member on audit (tenant, member_id, at)`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$`,
  `create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function refuse_change()`,
];
