import { type RawBuilder, sql } from "kysely";
import type { Purchase } from "../../sdk/contract/index.js";
import { ofOne, type QueryOfMany } from "./of-members.js";
import { instant } from "./sql.js";
import { type HeldRow, pagesOfHeld } from "./wallet.js";

interface PurchaseRow extends HeldRow {
  readonly branch: Purchase["branch"];
  readonly receipt: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly scale: number;
  readonly returned: number;
  readonly items: Purchase["items"];
  readonly brought: NonNullable<Purchase["brought"]>;
}

/** The lines of a page's purchases. What the program doesn't list is called by its id. */
const lines = sql`
  select coalesce(json_agg(json_build_object(
    'item', json_build_object('id', line.item_id, 'name', coalesce(item.name, line.item_id)),
    'quantity', line.quantity, 'amount', line.amount) order by line.line), '[]')
  from purchase_item as line left join item on item.tenant = line.tenant and item.id = line.item_id
  where line.tenant = held.tenant and line.purchase_id = held.id`;

/** The operation of a purchase, and all that rules did about it and about that in turn, as far as it was not undone. */
const caused = sql`
  with recursive caused as (
    select id, at from operation where tenant = held.tenant and id = held.operation_id
    union all
    select operation.id, operation.at from caused join operation on operation.tenant = held.tenant and operation.caused_by = caused.id
    where operation.status = 'applied' and operation.reversed_by is null)
  select id, at from caused`;

/**
 * Points that wait until they can be spent are brought, too. Entries are found by their member, currency and moment, each
 * by a look of its own: `offset 0` keeps PostgreSQL from reading all that a member has instead.
 */
const brought = sql`
  select coalesce(json_agg(json_build_object('currency', sum.currency, 'amount', sum.amount) order by sum.currency), '[]')
  from (
    select entry.currency, sum(entry.earned + entry.pending)::bigint as amount
    from (${caused}) as caused
      join account on account.tenant = held.tenant and account.member_id = held.member_id
      cross join lateral (
        select currency, earned, pending from entry
        where entry.tenant = held.tenant and entry.member_id = held.member_id and entry.currency = account.currency
          and entry.at = caused.at and entry.operation_id = caused.id offset 0) as entry
    group by entry.currency having sum(entry.earned + entry.pending) > 0) as sum`;

const own: RawBuilder<PurchaseRow> = sql<PurchaseRow>`
  select held.id, held.issued_at as at, held.receipt_number as receipt, held.amount, held.currency, held.scale,
    held.returned, (${lines}) as items, (${brought}) as brought, (
      select json_build_object('id', branch.id, 'name', branch.name) from branch
      where branch.tenant = held.tenant and branch.id = held.branch_id) as branch
  from (select *, at as issued_at from purchase) as held
  where held.tenant = member.tenant and held.member_id = member.id`;

/** What members bought, newest first. */
const purchasesOf: QueryOfMany<"purchases"> = (asked, sources, memberIds) =>
  pagesOfHeld(asked, sources, memberIds, "purchases", own, (row): Purchase => {
    const { id, at, branch, receipt, amount, currency, scale, returned, items, brought } = row;
    return { id, at: instant(at), branch, receipt, amount: { amount, currency, scale }, returned, items, brought };
  });

export const purchases = ofOne(purchasesOf);
