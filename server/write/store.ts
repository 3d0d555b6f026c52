import { type RawBuilder, sql } from "kysely";
import { auditParts } from "../audit/audited.js";
import type { Stocked } from "../domain/stock.js";
import { deleteOf, insertOf, recordset, tenantOf, updateOf } from "../postgres/rows.js";
import { erasureOf } from "./erase.js";
import { mergerOf } from "./merger.js";
import { rowsGone, rowsThere, type RowsToWrite } from "./rows-to-write.js";
import { type NamedPart, statementOf } from "../postgres/statement.js";
import { tagParts } from "./store-tags.js";

/** Moves lots from what they are, which the member's lock holds still; one that isn't there begins with nothing. */
const moveLots = (moves: readonly object[]): RawBuilder<unknown> => {
  const tenant = tenantOf(moves);
  const own = ["member_id", "currency", "expires_on", "available_on"];
  const of = (from: string) => sql.join(own.map((column) => sql.ref(`${from}.${column}`)));
  const key = sql`tenant, ${sql.join(own.map((column) => sql.ref(column)))}`;
  return sql`insert into lot (${key}, amount, expired, stand_in)
    select ${tenant}, ${of("moved")}, coalesce(lot.amount, 0) + moved.amount, coalesce(lot.expired, 0) + moved.expired,
      coalesce(lot.stand_in, 0) + moved.stand_in
    from ${recordset("lot", moves)} as moved
      left join lot on lot.tenant = ${tenant} and (${of("lot")}) = (${of("moved")})
    on conflict (${key})
      do update set amount = excluded.amount, expired = excluded.expired, stand_in = excluded.stand_in`;
};

const moveStock =
  (kind: Stocked) =>
  (rows: readonly object[]): RawBuilder<unknown> =>
    sql`update ${sql.table(kind)} as held set stock = held.stock + moved.stock from ${recordset(kind, rows)} as moved
    where held.tenant = ${tenantOf(rows)} and held.id = moved.id and held.stock is not null`;

const partOf = <Row>(
  name: string,
  rows: Iterable<Row>,
  write: (rows: readonly Row[]) => RawBuilder<unknown>,
): NamedPart[] => {
  const list = [...rows];
  return list.length === 0 ? [] : [[name, write(list)]];
};

const byKey = (a: { scope: string; key: string }, b: { scope: string; key: string }): number =>
  a.scope === b.scope ? (a.key < b.key ? -1 : 1) : a.scope < b.scope ? -1 : 1;

/** Every table that a group writes to, and how. */
const partsOf = (tenant: string, toWrite: RowsToWrite): NamedPart[] => {
  const { accounts, gifts, coupons, punchCards, stock } = toWrite;
  return [
    // In the order of the keys, so that two groups with the same ones never wait for each other.
    ...partOf("operations", toWrite.operations.toSorted(byKey), (rows) => insertOf("operation", rows)),
    ...partOf("reversals", toWrite.reversed, (rows) => updateOf("operation", rows, "id")),
    ...partOf("accounts", accounts.values(), (rows) =>
      insertOf("account", rows, {
        keys: ["tenant", "member_id", "currency"],
        update: ["earned", "spendable", "spent", "expired", "pending", "seq"],
      }),
    ),
    ...partOf("lots", toWrite.lots.values(), moveLots),
    ...partOf("entries", toWrite.entries, (rows) => insertOf("entry", rows)),
    ...partOf("gifts", gifts.values(), (rows) =>
      insertOf("member_gift", rows, { keys: ["tenant", "id"], update: ["status"] }),
    ),
    ...partOf("coupons", coupons.values(), (rows) =>
      insertOf("coupon", rows, { keys: ["tenant", "id"], update: ["status"] }),
    ),
    ...(["gift", "reward"] as const).flatMap((kind) =>
      partOf(
        `${kind}_stocks`,
        [...stock[kind]].map(([id, by]) => ({ tenant, id, stock: by })),
        moveStock(kind),
      ),
    ),
    ...partOf("punch_cards", punchCards.values(), (rows) =>
      insertOf("member_punch_card", rows, { keys: ["tenant", "id"], update: ["punches", "status"] }),
    ),
    ...partOf("cards_gone", rowsGone(toWrite.cards), (rows) => deleteOf("member_card", rows, ["id"])),
    ...partOf("cards", rowsThere(toWrite.cards), (rows) =>
      insertOf("member_card", rows, { keys: ["tenant", "id"], update: ["status", "replaced_by"] }),
    ),
    ...tagParts(tenant, toWrite.tags),
    ...partOf("members", toWrite.members.values(), (rows) => updateOf("member", rows, "id")),
    ...partOf("consents", toWrite.consents.values(), (rows) =>
      insertOf("consent", rows, { keys: ["tenant", "member_id", "channel"], update: ["granted", "at"] }),
    ),
    ...partOf("profiles", toWrite.profiles.values(), (rows) => updateOf("profile", rows, "member_id")),
    ...partOf("attributes", rowsThere(toWrite.attributes), (rows) =>
      insertOf("member_attribute", rows, { keys: ["tenant", "member_id", "attribute"], update: ["value"] }),
    ),
    ...partOf("attributes_gone", rowsGone(toWrite.attributes), (rows) =>
      deleteOf("member_attribute", rows, ["member_id", "attribute"]),
    ),
    ...partOf("lookups", rowsThere(toWrite.lookups), (rows) =>
      insertOf("member_lookup", rows, { keys: ["tenant", "member_id", "kind", "value"], update: "keep" }),
    ),
    ...partOf("lookups_gone", rowsGone(toWrite.lookups), (rows) =>
      deleteOf("member_lookup", rows, ["member_id", "kind", "value"]),
    ),
    ...partOf("purchases_gone", rowsGone(toWrite.purchases), (rows) => deleteOf("purchase", rows, ["id"])),
    ...partOf("purchases", rowsThere(toWrite.purchases), (rows) =>
      insertOf("purchase", rows, { keys: ["tenant", "id"], update: ["member_id", "operation_id", "returned"] }),
    ),
    ...partOf("item_owners", toWrite.itemOwners.values(), (rows) => updateOf("purchase_item", rows, "purchase_id")),
    ...partOf("purchase_items", toWrite.purchaseItems, (rows) => insertOf("purchase_item", rows)),
    ...partOf("events", toWrite.events, (rows) => insertOf("member_event", rows)),
    ...partOf("messages", toWrite.messages, (rows) => insertOf("message", rows)),
    ...partOf("resyncs", toWrite.resyncs, (rows) => insertOf("resync", rows)),
    ...partOf("approvals", toWrite.approvals, (rows) => insertOf("approval", rows)),
    ...partOf("decided", toWrite.decided, (rows) => updateOf("approval", rows, "id")),
    ...partOf("texts", toWrite.texts, (rows) => insertOf("member_text", rows)),
    ...(toWrite.audits.length > 0 ? auditParts(toWrite.audits) : []),
    ...partOf("changes", toWrite.changes.values(), (rows) => insertOf("member_change", rows)),
  ];
};

/**
 * The statements that write all that a group leaves behind: one, however many operations there are. What a merged member
 * had moves after it; erasures come last and take the rest with them.
 */
export const storeStatements = (tenant: string, toWrite: RowsToWrite): RawBuilder<unknown>[] => [
  // An address that the other one takes over must be free by then.
  ...toWrite.merged.map(({ from }) => sql`delete from profile where tenant = ${tenant} and member_id = ${from}`),
  ...statementOf(partsOf(tenant, toWrite)),
  ...toWrite.merged.flatMap((merged) => mergerOf(tenant, merged)),
  ...toWrite.erased.flatMap((erased) => erasureOf(tenant, erased)),
];
