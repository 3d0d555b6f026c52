import type { Insertable } from "kysely";
import type { PurchaseLine } from "../domain/purchase.js";
import type { Schema } from "../postgres/schema.js";

type Row = Insertable<Schema["purchase_item"]>;

/** The lines of a receipt as rows, in their order. */
export const purchaseItemRows = (
  of: Pick<Row, "tenant" | "purchase_id" | "member_id">,
  items: readonly PurchaseLine[],
): Row[] =>
  items.map(({ itemId: item_id, quantity, amount }, index) => ({ ...of, line: index + 1, item_id, quantity, amount }));
