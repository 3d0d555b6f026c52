/** Rewards, the coupons that they make, and what a forced claim could not take. */
export const rewards: readonly string[] = [
  `create table reward (
    tenant text, id text, name text not null, position int not null default 0, description text, prices text not null,
    segment text, min_tier_id text, starts_on date, ends_on date,
    times int check (times > 0), within_days int check (within_days > 0), check ((times is null) = (within_days is null)),
    stock int constraint reward_stock check (stock >= 0), valid_days int check (valid_days > 0), primary key (tenant, id))`,
  `create table coupon (
    tenant text, id text, member_id text not null, reward_id text not null, code text,
    status text not null check (status in ('active', 'used', 'disabled', 'withdrawn')), issued_at timestamptz not null,
    issued_on date not null, expires_on date,
    primary key (tenant, id), unique (tenant, code), foreign key (tenant, member_id) references member (tenant, id))`,
  `create index coupon_member on coupon (tenant, member_id, issued_at desc, id desc)`,
  `create index coupon_frequency on coupon (tenant, member_id, reward_id, issued_on)`,
  `alter table entry add column shortfall bigint not null default 0 check (shortfall >= 0)`,
];
