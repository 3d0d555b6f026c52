import { sql } from "kysely";
import type { Money } from "../../sdk/contract/index.js";
import { newId } from "../domain/new-id.js";
import { type PurchaseLine, receiptNumber } from "../domain/purchase.js";
import { invalid, RefusalError } from "../domain/refusal.js";
import type { Database } from "../postgres/database.js";
import { insertOf, recordset } from "../postgres/rows.js";
import { purchaseItemRows } from "./purchase-item-rows.js";

/** What a till tells of a purchase that is nobody's yet. */
interface Receipt {
  readonly tenant: string;
  readonly at: Date;
  readonly branchId: string | null;
  readonly amount: Money;
  /** As it is printed. */
  readonly receipt?: string | undefined;
  readonly items?: readonly PurchaseLine[] | undefined;
}

interface KeptReceipt {
  /** The purchase's id. */
  readonly id: string;
  readonly receipt: string;
}

const required = () =>
  invalid({ pointer: "/receipt", code: "required", detail: "Without a member, a receipt needs its number." });
const malformed = () =>
  invalid({ pointer: "/receipt", code: "wrong-format", detail: "That is no number of a receipt." });

/**
 * Keeps a receipt until somebody claims it. Nothing of a member changes. Safe to repeat: the number is the key.
 *
 * @throws RefusalError `validation` without a number; `conflict` where the number stands for another purchase
 */
export const keepReceipt = async (
  database: Database,
  { tenant, at, branchId: branch_id, amount, receipt: printed, items = [] }: Receipt,
): Promise<KeptReceipt> => {
  if (printed === undefined) throw required();
  const receipt = receiptNumber(printed);
  if (receipt === null) throw malformed();
  const id = newId("pu", at);
  const row = { tenant, id, member_id: null, at, branch_id, receipt_number: receipt, ...amount, operation_id: null };
  const lines = purchaseItemRows({ tenant, purchase_id: id, member_id: null }, items);
  const { rows } = await sql<{ id: string }>`
    with kept as (${insertOf("purchase", [row])} on conflict do nothing returning id),
      lines as (
        insert into purchase_item (tenant, purchase_id, line, member_id, item_id, quantity, amount)
        select ${tenant}, purchase_id, line, member_id, item_id, quantity, amount
        from kept, ${recordset("purchase_item", lines)} as bought)
    select id from kept`.execute(database);
  return rows[0] ? { id, receipt } : sameReceipt(database, tenant, receipt, amount);
};

/** The receipt of this number that is there already, if it is of the same purchase. */
const sameReceipt = async (
  database: Database,
  tenant: string,
  receipt: string,
  { amount, currency }: Money,
): Promise<KeptReceipt> => {
  const found = await database
    .selectFrom("purchase")
    .select("id")
    .where("tenant", "=", tenant)
    .where("receipt_number", "=", receipt)
    .where("amount", "=", amount)
    .where("currency", "=", currency)
    .executeTakeFirst();
  if (!found) throw new RefusalError("conflict", "This receipt stands for another purchase.");
  return { id: found.id, receipt };
};
