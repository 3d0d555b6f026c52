import { type RawBuilder, sql } from "kysely";
import type { Behaviour, Money, Named } from "../../sdk/contract/index.js";
import { instantOrNull } from "./sql.js";

/** So many of the newest purchases count at most, and of the newest of these what was bought: no past is read whole. */
const MOST_VISITS = 200;
const MOST_BASKETS = 50;
const FAVOURITE_ITEMS = 3;

/** What the purchases of `member` tell, read off the newest of them. */
interface BehaviourRow {
  readonly last: string | null;
  readonly visits: number;
  readonly basket: Money | null;
  readonly branch: Named | null;
  readonly items: readonly Named[];
}

/** Reads it. Purchases that came back whole never were; visits, branch and items are those of the last year. */
export const behaviour = (now: Date): RawBuilder<BehaviourRow> => sql<BehaviourRow>`(
  with newest as materialized (
    select id, at, branch_id, amount - returned as paid, currency, scale from purchase
    where tenant = member.tenant and member_id = member.id and returned < amount
    order by at desc, id desc limit ${MOST_VISITS}),
  lately as materialized (select * from newest where at > ${now.toISOString()}::timestamptz - interval '365 days')
  select json_build_object(
    'last', (select max(at) from newest),
    'visits', (select count(*) from lately),
    'basket', (
      select json_build_object('amount', round(avg(paid)), 'currency', currency, 'scale', scale) from lately
      group by currency, scale order by count(*) desc, currency limit 1),
    'branch', (
      select json_build_object('id', branch.id, 'name', branch.name)
      from lately join branch on branch.tenant = member.tenant and branch.id = branch_id
      group by branch.id, branch.name order by count(*) desc, max(at) desc, branch.id limit 1),
    'items', (
      select coalesce(json_agg(json_build_object('id', id, 'name', name)), '[]') from (
        select item.id, item.name
        from (select id from lately order by at desc, id desc limit ${MOST_BASKETS}) as bought
          join purchase_item as line on line.tenant = member.tenant and line.purchase_id = bought.id
          join item on item.tenant = line.tenant and item.id = line.item_id
        group by item.id, item.name order by sum(line.quantity) desc, item.id limit ${FAVOURITE_ITEMS}) as favourites)))`;

/** The same as the contract has it; null where nothing was ever bought. */
export const behaviourOf = ({ last, visits, basket, branch, items }: BehaviourRow): Behaviour | null =>
  last === null
    ? null
    : {
        lastPurchaseAt: instantOrNull(last),
        visits: { value: visits, precision: visits < MOST_VISITS ? "exact" : "at_least" },
        averageBasket: basket,
        favouriteBranch: branch,
        favouriteItems: [...items],
      };
