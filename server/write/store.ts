import { sql } from "kysely";
import type { OpenTransaction } from "../postgres/database.js";
import { insertRows, recordset } from "../postgres/rows.js";
import type { RowsToWrite } from "./rows-to-write.js";
import { erase } from "./erase.js";
import { storeTags } from "./store-tags.js";

/** Updates rows by their tenant and id, all in the columns of the first one, in one statement. */
const updateRows = async (
  trx: OpenTransaction,
  table: "operation" | "member",
  rows: readonly object[],
): Promise<void> => {
  if (!rows[0]) return;
  const columns = Object.keys(rows[0]).filter((column) => column !== "tenant" && column !== "id");
  const assignments = sql.join(columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`changed.${column}`)}`));
  await sql`update ${sql.table(table)} as t set ${assignments} from ${recordset(table, rows)} as changed
    where t.tenant = changed.tenant and t.id = changed.id`.execute(trx);
};

const releaseClaims = async (trx: OpenTransaction, tenant: string, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0)
    await sql`delete from operation where tenant = ${tenant} and id = any(${[...ids]}::text[])`.execute(trx);
};

/** Moves lots from what they are, which the member's lock holds still; one that isn't there begins with nothing. */
const writeLots = async (trx: OpenTransaction, moves: readonly object[]): Promise<void> => {
  if (moves.length === 0) return;
  const key = sql`tenant, member_id, currency, expires_on, available_on`;
  await sql`insert into lot (${key}, amount, expired, stand_in)
    select ${key}, coalesce(lot.amount, 0) + moved.amount, coalesce(lot.expired, 0) + moved.expired,
      coalesce(lot.stand_in, 0) + moved.stand_in
    from ${recordset("lot", moves)} as moved left join lot using (${key})
    on conflict (${key}) do update set amount = excluded.amount, expired = excluded.expired, stand_in = excluded.stand_in`.execute(
    trx,
  );
};

const writeLedger = async (trx: OpenTransaction, { accounts, lots, entries }: RowsToWrite): Promise<void> => {
  await insertRows(trx, "account", [...accounts.values()], {
    keys: ["tenant", "member_id", "currency"],
    update: ["earned", "spendable", "spent", "expired", "pending", "seq"],
  });
  await writeLots(trx, [...lots.values()]);
  await insertRows(trx, "entry", entries);
};

const writeStock = async (trx: OpenTransaction, tenant: string, stock: RowsToWrite["stock"]): Promise<void> => {
  if (stock.size === 0) return;
  const rows = [...stock].map(([id, by]) => ({ tenant, id, stock: by }));
  await sql`update gift set stock = gift.stock + moved.stock from ${recordset("gift", rows)} as moved
    where gift.tenant = moved.tenant and gift.id = moved.id and gift.stock is not null`.execute(trx);
};

const writeHoldings = async (
  trx: OpenTransaction,
  tenant: string,
  { gifts, stock, punchCards, tags }: RowsToWrite,
): Promise<void> => {
  await insertRows(trx, "member_gift", [...gifts.values()], { keys: ["tenant", "id"], update: ["status"] });
  await writeStock(trx, tenant, stock);
  await insertRows(trx, "member_punch_card", [...punchCards.values()], {
    keys: ["tenant", "id"],
    update: ["punches", "status"],
  });
  await storeTags(trx, tenant, tags);
};

/**
 * Writes all that a group leaves behind: a few statements, however many operations there are. Erasures come last and
 * take the rest with them.
 */
export const store = async (trx: OpenTransaction, tenant: string, toWrite: RowsToWrite): Promise<void> => {
  await updateRows(trx, "operation", toWrite.finished);
  await updateRows(trx, "operation", toWrite.reversed);
  await releaseClaims(trx, tenant, toWrite.unclaimed);
  await writeLedger(trx, toWrite);
  await writeHoldings(trx, tenant, toWrite);
  await updateRows(trx, "member", [...toWrite.members.values()]);
  await insertRows(trx, "message", toWrite.messages);
  await insertRows(trx, "member_text", toWrite.texts);
  await insertRows(trx, "audit", toWrite.audits);
  for (const { memberId, operationId } of toWrite.erased) await erase(trx, tenant, memberId, operationId);
};
