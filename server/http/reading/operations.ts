import { sql, type SqlBool } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import * as z from "zod/mini";
import { Instant } from "../../../sdk/contract/schemas/common.js";
import type { Database } from "../../postgres/database.js";
import { cursorOf, pageOf } from "../cursor.js";
import { DEFAULT_LIMIT } from "../query.js";
import type { RouteHandler } from "../route-handler.js";
import { invalid } from "../validation.js";
import { refuseErased, refuseUnknown } from "./existing.js";
import { toldOf } from "./told.js";
import { instant } from "./timestamps.js";

const position = cursorOf(z.strictObject({ at: Instant, id: z.string() }));

/** The tenant's applied operations, newest first, from the cursor on: one more than the page holds. Refusals are in no timeline. */
export const appliedOperations = (
  database: Database,
  tenant: string,
  { limit = DEFAULT_LIMIT, cursor }: { limit?: number; cursor?: string },
) => {
  const last = position.read(cursor);
  return database
    .selectFrom("operation")
    .selectAll()
    .where("tenant", "=", tenant)
    .where("status", "=", "applied")
    .$if(last !== null, (all) => all.where(sql<SqlBool>`(at, id) < (${last!.at}::timestamptz, ${last!.id})`))
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1);
};

/** The chosen operations with what stands apart from their receipts: the page is cut first, and joined after. */
export const withTexts = (database: Database, chosen: ReturnType<typeof appliedOperations>) =>
  database
    .selectFrom(chosen.as("operation"))
    .leftJoin("member", (join) => join.onRef("member.tenant", "=", "operation.tenant").onRef("member.id", "=", "operation.member_id"))
    .leftJoin("message", (join) => join.onRef("message.tenant", "=", "operation.tenant").onRef("message.operation_id", "=", "operation.id"))
    .select([
      "operation.id",
      "operation.at",
      "operation.receipt",
      "operation.reversed_by",
      "operation.member_id",
      "member.status as member_status",
    ])
    .select(["message.id as message_id", "message.to_address", "message.subject", "message.body"])
    .select(["message.status as message_status", "message.reason as message_reason"])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom("member_text")
          .select(["field", "text"])
          .whereRef("member_text.tenant", "=", "operation.tenant")
          .whereRef("member_text.operation_id", "=", "operation.id"),
      ).as("texts"),
    ])
    .orderBy("operation.at", "desc")
    .orderBy("operation.id", "desc");

export type OperationRow = Awaited<ReturnType<ReturnType<typeof withTexts>["execute"]>>[number];

/** The page that the chosen operations make, told with their texts. */
export const operationPage = (rows: readonly OperationRow[], limit = DEFAULT_LIMIT) =>
  pageOf(rows, limit, toldOf, ({ at, id }) => position.write({ at: instant(at), id }));

/** What was done for a ticket, newest first; nothing of members who were erased. */
export const operations: RouteHandler<"operations"> = async ({ operator, query }, { database }) => {
  const { reference } = query;
  if (reference === undefined) throw invalid({ pointer: "/reference", code: "required", detail: "This is required." });
  const chosen = appliedOperations(database, operator.tenant, query)
    .where("reference", "=", reference)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("member")
          .select("member.id")
          .whereRef("member.tenant", "=", "operation.tenant")
          .whereRef("member.id", "=", "operation.member_id")
          .where("member.status", "!=", "deleted"),
      ),
    );
  const rows = await withTexts(database, chosen).execute();
  return { value: operationPage(rows, query.limit) };
};

/** A receipt, as it stands now. */
export const operation: RouteHandler<"operation"> = async (call, services) => {
  const { operationId } = call.params;
  const { database } = services;
  const row = await withTexts(
    database,
    appliedOperations(database, call.operator.tenant, { limit: 1 }).where("id", "=", operationId),
  ).executeTakeFirst();
  if (!row) return refuseUnknown(call, services, { operationId });
  if (row.member_status === "deleted") return refuseErased();
  return { value: toldOf(row) };
};
