/** 2^53 - 1: what JSON and JavaScript carry exactly. */
const MOST = "9007199254740991";

const ownedByMember = "foreign key (tenant, member_id) references member (tenant, id)";

/**
 * Members, the ledger, the library and the write path's own tables. One statement each; see postgres/schema.ts for what
 * they mean.
 */
export const foundation: readonly string[] = [
  `create table program (tenant text primary key, settings text not null)`,
  `create table branch (tenant text, id text, name text not null, position int not null default 0, primary key (tenant, id))`,
  `create table reason_code (tenant text, id text, name text not null, position int not null default 0, primary key (tenant, id))`,
  `create table gift (
    tenant text, id text, name text not null, position int not null default 0, description text, image_url text,
    stock int constraint gift_stock check (stock >= 0), valid_days int check (valid_days > 0), primary key (tenant, id))`,
  `create table punch_card (
    tenant text, id text, name text not null, position int not null default 0, size int not null check (size > 0), reward text,
    primary key (tenant, id))`,
  `create table template (
    tenant text, id text, name text not null, position int not null default 0, channel text not null, subject text, body text not null,
    primary key (tenant, id))`,
  `create table operator (tenant text, id text, name text not null, email text, primary key (tenant, id))`,
  `create table member (
    tenant text, id text, status text not null check (status in ('active', 'blocked', 'deleted')), tier_id text,
    version bigint not null default 1, joined_at timestamptz not null, primary key (tenant, id))`,

  `create table profile (
    tenant text, member_id text, salt text not null, name text not null, first_name text not null, support_id text, email text,
    email_verified boolean not null default false, phone text, phone_verified boolean not null default false, birthday date,
    language text, home_branch_id text, push_token text, primary key (tenant, member_id), ${ownedByMember})`,
  `create unique index profile_email on profile (tenant, email)`,
  `create unique index profile_phone on profile (tenant, phone)`,
  `create unique index profile_support_id on profile (tenant, support_id)`,
  // Any word of a name by its beginning; and prefixes of the e-mail, the digits of a phone number, the support id.
  `create index profile_search_words on profile using gin (to_tsvector('simple', name))`,
  `create index profile_by_name on profile (tenant, lower(name), member_id)`,
  `create index profile_search_email on profile (tenant, email text_pattern_ops)`,
  `create index profile_search_phone on profile (tenant, regexp_replace(phone, '[^0-9]', '', 'g') text_pattern_ops)`,
  `create index profile_search_support_id on profile (tenant, lower(support_id) text_pattern_ops)`,
  `create table external_id (
    tenant text, external_id text, member_id text, primary key (tenant, external_id, member_id), ${ownedByMember})`,
  `create index external_id_member on external_id (tenant, member_id)`,
  `create table member_tag (tenant text, member_id text, tag text collate "C", primary key (tenant, member_id, tag), ${ownedByMember})`,
  `create index member_tag_tag on member_tag (tenant, tag)`,
  `create table consent (
    tenant text, member_id text, channel text, granted boolean not null, at timestamptz,
    primary key (tenant, member_id, channel), ${ownedByMember})`,

  `create table account (
    tenant text, member_id text, currency text, earned bigint not null, spendable bigint not null, spent bigint not null,
    expired bigint not null, pending bigint not null, seq bigint not null,
    primary key (tenant, member_id, currency), ${ownedByMember},
    constraint account_not_negative check (spendable >= 0 and spent >= 0 and expired >= 0 and pending >= 0),
    constraint account_conserved check (earned = spendable + spent + expired),
    constraint account_exact check (earned <= ${MOST} and pending <= ${MOST}))`,
  `create table lot (
    tenant text, member_id text, currency text, expires_on date, available_on date, amount bigint not null,
    primary key (tenant, member_id, currency, expires_on, available_on),
    foreign key (tenant, member_id, currency) references account (tenant, member_id, currency),
    constraint lot_not_negative check (amount >= 0))`,
  `create index lot_expiring on lot (tenant, expires_on) where amount > 0 and expires_on < 'infinity'`,
  `create index lot_pending on lot (tenant, available_on) where amount > 0 and available_on > '-infinity'`,
  `create table entry (
    tenant text, member_id text, currency text, seq bigint, operation_id text not null, at timestamptz not null, earned bigint not null,
    spendable bigint not null, spent bigint not null, expired bigint not null, pending bigint not null,
    spendable_after bigint not null, legs text not null, primary key (tenant, member_id, currency, seq))`,
  `create index entry_operation on entry (tenant, operation_id)`,

  `create table member_gift (
    tenant text, id text, member_id text not null, gift_id text not null,
    status text not null check (status in ('active', 'used', 'expired', 'revoked')), issued_at timestamptz not null, expires_on date,
    primary key (tenant, id), ${ownedByMember})`,
  `create index member_gift_member on member_gift (tenant, member_id, issued_at desc, id desc)`,
  `create table member_punch_card (
    tenant text, id text, member_id text not null, punch_card_id text not null, punches int not null check (punches >= 0),
    status text not null check (status in ('active', 'full', 'expired', 'withdrawn')), issued_at timestamptz not null,
    primary key (tenant, id), ${ownedByMember})`,
  `create index member_punch_card_member on member_punch_card (tenant, member_id, issued_at desc, id desc)`,
  `create unique index member_punch_card_one_active on member_punch_card (tenant, member_id, punch_card_id) where status = 'active'`,

  `create table operation (
    tenant text, id text, scope text not null, key text not null, fingerprint text, action text not null, member_id text, operator_id text,
    source text not null, branch_id text, at timestamptz not null,
    status text not null check (status in ('running', 'applied', 'refused', 'voided')), http_status int, receipt text, effects text,
    currency text, amount bigint, reason_code text, reference text, reverses text, reversed_by text, rules_due boolean not null default false,
    primary key (tenant, id), constraint operation_key unique (tenant, scope, key))`,
  `create index operation_timeline on operation (tenant, member_id, at desc, id desc) where status = 'applied'`,
  `create index operation_reference on operation (tenant, reference, at desc, id desc) where reference is not null`,
  `create index operation_limits on operation (tenant, operator_id, action, currency, at) where status = 'applied'`,
  `create index operation_refused on operation (at) where status = 'refused' and receipt is not null`,
  `create index operation_rules_due on operation (tenant, at) where rules_due`,
  `create table member_text (
    tenant text, operation_id text, field text, member_id text not null, text text not null,
    primary key (tenant, operation_id, field), ${ownedByMember})`,
  `create index member_text_member on member_text (tenant, member_id)`,
  `create table message (
    tenant text, id text, member_id text not null, operation_id text not null, channel text not null, template_id text, template_name text,
    to_address text, subject text, body text, segments int not null, cost_amount bigint, cost_currency text, cost_scale int,
    consent boolean not null, status text not null check (status in ('queued', 'sent', 'delivered', 'blocked', 'failed', 'unknown')),
    reason text, attempts int not null default 0, next_attempt_at timestamptz, lease_until timestamptz, provider_id text,
    created_at timestamptz not null, updated_at timestamptz not null,
    primary key (tenant, id), constraint message_operation unique (tenant, operation_id), ${ownedByMember})`,
  `create index message_member on message (tenant, member_id, created_at desc, id desc)`,
  `create index message_due on message (next_attempt_at) where status = 'queued'`,
  `create table audit (
    tenant text, id text, at timestamptz not null, request_id text not null, operator_id text, source text not null, action text not null,
    member_id text, operation_id text, outcome text not null, digest text, primary key (tenant, id))`,
  `create index audit_member on audit (tenant, member_id, at)`,

  `create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$`,
  `create trigger entry_append_only before update or delete or truncate on entry for each statement execute function refuse_change()`,
  `create trigger audit_append_only before update or delete or truncate on audit for each statement execute function refuse_change()`,
];
