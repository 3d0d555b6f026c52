import { sql } from "kysely";
import * as z from "zod/mini";
import type { Operation } from "../../sdk/contract/index.js";
import { InstantInput } from "../../sdk/contract/schemas/inputs.js";
import type { Database } from "../postgres/database.js";
import { erasedStatuses, isErased } from "../domain/membership.js";
import { readOperations } from "./receipts.js";
import { DEFAULT_LIMIT, cursorOf, pageOf } from "./page.js";
import type { Query } from "./query.js";
import { refuseErased, refuseUnknown } from "./require-member.js";
import { ifGiven, instant } from "./sql.js";

const position = cursorOf(z.strictObject({ at: InstantInput, id: z.string() }));

/** Older than the last one shown, by these two columns; all where none was. */
export const before = (cursor: string | undefined, columns = sql`operation.at, operation.id`) =>
  ifGiven(position.read(cursor), ({ at, id }) => sql`(${columns}) < (${at}::timestamptz, ${id})`);

/**
 * The tenant's applied operations, newest first, from the cursor on: one more than the page holds. Refusals are in no
 * timeline.
 */
export const appliedOperations = (
  database: Database,
  tenant: string,
  {
    limit = DEFAULT_LIMIT,
    cursor,
    alsoAwaiting = false,
  }: { limit?: number | undefined; cursor?: string | undefined; alsoAwaiting?: boolean },
) => {
  return (
    database
      .selectFrom("operation")
      .innerJoin("member", (join) =>
        join.onRef("member.tenant", "=", "operation.tenant").onRef("member.id", "=", "operation.member_id"),
      )
      .where("operation.tenant", "=", tenant)
      // As the indexes say it: a parameter would keep a plan that holds for any value from using them.
      .where(
        alsoAwaiting
          ? sql<boolean>`operation.status in ('applied', 'awaiting')`
          : sql<boolean>`operation.status = 'applied'`,
      )
      .where(before(cursor))
      .select(["operation.id", "operation.at", "member.status as member_status"])
      .orderBy("operation.at", "desc")
      .orderBy("operation.id", "desc")
      .limit(limit + 1)
  );
};

/** Where an operation stands in its timeline. */
export interface ChosenOperation {
  readonly id: string;
  readonly at: Date;
}

export const idsOf = (chosen: readonly ChosenOperation[]): string[] => chosen.map(({ id }) => id);

/** The page that the selected rows make of their operations, as those were read. */
export const operationPage = (
  chosen: readonly ChosenOperation[],
  operations: ReadonlyMap<string, Operation>,
  limit = DEFAULT_LIMIT,
) => {
  const cursorAt = ({ at, id }: ChosenOperation) => position.write({ at: instant(at), id });
  const { data, page } = pageOf(chosen, limit, ({ id }) => id, cursorAt);
  return { data: data.flatMap((id): Operation[] => [operations.get(id) ?? []].flat()), page };
};

/**
 * A reference is kept as it came, with composed characters or without: it is found by either. Most have but one form.
 */
export const compositionsOf = (reference: string): string[] => [
  ...new Set([reference, reference.normalize("NFC"), reference.normalize("NFD")]),
];

/** The operations with a reference, newest first, without those of erased members. */
export const searchOperations: Query<"searchOperations"> = async ({ operator, body }, { database }) => {
  const { tenant } = operator;
  const chosen = await appliedOperations(database, tenant, body)
    .where("operation.reference", "in", compositionsOf(body.reference))
    .where("member.status", "not in", erasedStatuses)
    .execute();
  const found = await readOperations(database, operator, idsOf(chosen));
  return { value: operationPage(chosen, found, body.limit) };
};

/** One receipt, as of now. */
export const operation: Query<"operation"> = async (call, services) => {
  const { tenant } = call.operator;
  const { operationId } = call.params;
  const chosen = await appliedOperations(services.database, tenant, { limit: 1, alsoAwaiting: true })
    .where("operation.id", "=", operationId)
    .executeTakeFirst();
  if (chosen && isErased(chosen.member_status)) return refuseErased();
  const found = chosen && (await readOperations(services.database, call.operator, [operationId])).get(operationId);
  return found ? { value: found } : refuseUnknown(call, services, { operationId });
};
