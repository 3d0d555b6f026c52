/** The cards by which members are known at a till. A number counts once, and is free again once its card is replaced. */
export const cards: readonly string[] = [
  `create table member_card (
    tenant text, id text, member_id text not null, number text not null,
    status text not null check (status in ('active', 'replaced')), issued_at timestamptz not null,
    primary key (tenant, id), foreign key (tenant, member_id) references member (tenant, id))`,
  `create unique index member_card_number on member_card (tenant, number) where status = 'active'`,
  `create index member_card_member on member_card (tenant, member_id, issued_at desc, id desc)`,
];
