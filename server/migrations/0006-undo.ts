/**
 * What an undo has to know beyond the operation itself: what became of each lot, which tiers were given, which cards
 * were issued.
 */
export const undo: readonly string[] = [
  `alter table member add column given_tier_id text`,

  `alter table lot add column expired bigint not null default 0, add column stand_in bigint not null default 0`,
  `alter table lot drop constraint lot_not_negative, add constraint lot_not_negative check (amount >= 0 and expired >= 0)`,
  `insert into lot (tenant, member_id, currency, expires_on, available_on, amount, expired)
    select e.tenant, e.member_id, e.currency, (leg ->> 'expiresOn')::date, (leg ->> 'availableOn')::date, 0,
      -sum((leg ->> 'delta')::bigint)
    from entry e
    join operation o on o.tenant = e.tenant and o.id = e.operation_id and o.action = 'expire'
    join member m on m.tenant = e.tenant and m.id = e.member_id and m.status <> 'deleted',
    json_array_elements(e.legs::json) leg
    group by 1, 2, 3, 4, 5
    on conflict (tenant, member_id, currency, expires_on, available_on) do update set expired = excluded.expired`,

  `alter table member_punch_card add column issued_by_punch boolean not null default false`,
  `update member_punch_card c set issued_by_punch = true
    from operation o, json_array_elements(o.receipt::json -> 'effects') effect
    where o.tenant = c.tenant and o.member_id = c.member_id and o.action = 'punch-card' and o.status = 'applied'
      and effect ->> 'issued' = c.id`,
];
