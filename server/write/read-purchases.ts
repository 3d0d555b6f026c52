import { type RawBuilder, sql } from "kysely";
import { type Brought, receiptIn } from "../domain/purchase.js";
import { list, listFor } from "./json-list.js";
import { chosenIds } from "./library-choices.js";
import type { Intent } from "./write-job.js";

const CLAIM = "claim-purchase";

/** A reaction of a rule, and the operation of a purchase that it goes back to, if by another reaction. */
export interface Reaction extends Brought {
  readonly root: string;
}

const doing = (intents: readonly Intent[]): readonly Intent[] => intents.filter(({ reverses }) => reverses === null);
const undoneIn = (intents: readonly Intent[]): string[] => intents.flatMap(({ reverses }) => reverses ?? []);

/** The receipts that an intent is to make a member's. */
export const claimedIn = ({ action, reverses, input }: Intent): string[] =>
  reverses === null && action.id === CLAIM ? receiptIn(input) : [];

const returnedBy = (intent: Intent): readonly string[] => chosenIds(intent).get("purchases") ?? [];

/** The purchases of which some is to come back. */
export const returnedIn = (intents: readonly Intent[]): string[] => intents.flatMap(returnedBy);

/** Whether an intent takes back what rules brought. */
export const takesBack = (intent: Intent): boolean => returnedBy(intent).length > 0;

/** The purchase of an operation, or of the one that the rules reacted to by it, or by what brought it in turn. */
export const rootPurchase = sql`(
  select purchase.id from purchase where purchase.tenant = operation.tenant and purchase.operation_id in (
    operation.id, operation.caused_by, (
      select up.caused_by from operation as up where up.tenant = operation.tenant and up.id = operation.caused_by)))`;

/** The operations that rules reacted to, whose reactions go back: those of purchases that come back, and claims that are undone. */
const roots = (tenant: string, intents: readonly Intent[]) => {
  const unclaimed = undoneIn(intents.filter(({ action }) => action.id === CLAIM));
  return sql`
    select unnest(${unclaimed}::text[]) as id union all
    select operation_id from purchase where tenant = ${tenant} and id = any(${returnedIn(intents)}::text[])`;
};

/** All that rules did about these operations, and about that in turn; the operations themselves first. */
const reactions = (tenant: string, intents: readonly Intent[]) => sql`
  with recursive caused as (
    select root.id as root, operation.id, member_id, effects, rules_due, reversed_by
    from (${roots(tenant, intents)}) as root join operation on operation.tenant = ${tenant} and operation.id = root.id
    union all
    select caused.root, operation.id, operation.member_id, operation.effects, operation.rules_due, operation.reversed_by
    from caused join operation on operation.tenant = ${tenant} and operation.caused_by = caused.id
      and operation.status = 'applied')
  select * from caused`;

/** Of the effects of which operations what members hold is read: of those that are undone, and of what goes back with them. */
export const causedIds = (tenant: string, intents: readonly Intent[]): RawBuilder<unknown> => sql`
  select unnest(${undoneIn(intents)}::text[]) union all
  select id from (${reactions(tenant, intents)}) as reaction`;

/** What the rules did about purchases that come back, or are claimed no more, as far as it was not undone. */
export const broughtQuery = (tenant: string, intents: readonly Intent[]): RawBuilder<unknown> =>
  listFor(
    [...undoneIn(intents), ...returnedIn(intents)],
    sql`
      select root, id, member_id as "memberId", case when id <> root then effects end as effects,
        rules_due as "rulesDue"
      from (${reactions(tenant, intents)}) as reaction where reversed_by is null order by root, id`,
  );

/** The purchases that are asked about: by their receipts, by their ids, and by the operations that are undone. */
export const purchasesQuery = (tenant: string, intents: readonly Intent[]): RawBuilder<unknown> => {
  const receipts = doing(intents).flatMap(({ action, input }) =>
    [CLAIM, "purchase"].includes(action.id) ? receiptIn(input) : [],
  );
  const ids = returnedIn(intents);
  const undone = undoneIn(intents);
  const lines = list(sql`
    select item_id as "itemId", quantity, amount from purchase_item
    where tenant = ${tenant} and purchase_id = purchase.id order by line`);
  const asked = sql`
    select id from purchase where tenant = ${tenant} and receipt_number = any(${receipts}::text[])
    union select unnest(${ids}::text[])
    union select ${rootPurchase} from operation where tenant = ${tenant} and id = any(${undone}::text[])
    union select effect #>> '{purchase,id}' from operation, json_array_elements(effects::json) as effect
      where tenant = ${tenant} and operation.id = any(${undone}::text[]) and effect ->> 'kind' = 'return'`;
  return listFor(
    [...receipts, ...ids, ...undone],
    sql`
      select id, member_id as "memberId", at, branch_id as "branchId", receipt_number as receipt, returned,
        json_build_object('amount', amount, 'currency', currency, 'scale', scale) as amount,
        operation_id as "operationId", ${lines} as items
      from purchase where tenant = ${tenant} and id in (${asked})`,
  );
};
