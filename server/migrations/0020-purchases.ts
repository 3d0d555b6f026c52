/** What was bought, by whom and of what; and which operation a rule reacted to. */
export const purchases: readonly string[] = [
  `create table item (tenant text, id text, name text not null, position int not null default 0, primary key (tenant, id))`,
  `create index item_listed on item (tenant, position, name collate "C", id collate "C")`,
  `create table purchase (
    tenant text, id text, member_id text, at timestamptz not null, branch_id text, receipt_number text,
    amount bigint not null check (amount > 0), currency text not null, scale int not null,
    returned bigint not null default 0, operation_id text, primary key (tenant, id),
    foreign key (tenant, member_id) references member (tenant, id),
    constraint purchase_returned check (returned between 0 and amount),
    constraint purchase_claimed check ((member_id is null) = (operation_id is null)))`,
  `create unique index purchase_receipt on purchase (tenant, receipt_number) where receipt_number is not null`,
  // Whether, how often and for how much somebody bought between two instants at a branch is read off the index alone.
  `create index purchase_member on purchase (tenant, member_id, at, id) include (branch_id, amount, returned, currency, scale)
    where member_id is not null`,
  `create table purchase_item (
    tenant text, purchase_id text, line int, member_id text, item_id text not null, quantity int not null check (quantity > 0),
    amount bigint not null check (amount >= 0), primary key (tenant, purchase_id, line) include (item_id, quantity),
    foreign key (tenant, purchase_id) references purchase (tenant, id) on delete cascade)`,
  `create index purchase_item_member on purchase_item (tenant, member_id, item_id, purchase_id) where member_id is not null`,
  // What tills told of before, without its lines.
  `insert into purchase (tenant, id, member_id, at, branch_id, amount, currency, scale, operation_id)
    select tenant, 'pu' || substr(id, 3), member_id, at, branch_id, (paid ->> 'amount')::bigint, paid ->> 'currency',
      (paid ->> 'scale')::int, id
    from operation cross join lateral (select receipt::json #> '{effects,0,amount}' as paid) as told
    where action = 'purchase' and source = 'pos' and status = 'applied' and paid is not null`,
  `alter table operation add column caused_by text`,
  `update operation set caused_by = split_part(key, '.', 1) where scope = 'rule'`,
  `create index operation_caused_by on operation (tenant, caused_by) where caused_by is not null`,
];
