import { sql } from "kysely";
import * as z from "zod/mini";
import { InstantInput } from "../../sdk/contract/schemas/inputs.js";
import { DECIDES, refusedToDecide } from "../domain/approval.js";
import { isGranted } from "../domain/operator.js";
import { cursorOf, DEFAULT_LIMIT, pageOf } from "./page.js";
import type { Query } from "./query.js";
import { readOperations } from "./receipts.js";
import { ifGiven, instant } from "./sql.js";

const position = cursorOf(z.strictObject({ at: InstantInput, id: z.string() }));

interface Row {
  readonly id: string;
  readonly member_id: string;
  readonly member_name: string;
  readonly operator_id: string;
  readonly requested_at: Date;
  readonly expires_at: Date;
}

/** What waits for a second person, longest first: all of it for who may decide, and what each asked for themselves. */
export const approvals: Query<"approvals"> = async ({ operator, query }, { database, clock }) => {
  const { limit = DEFAULT_LIMIT, cursor } = query;
  const now = clock.now();
  const isDecidable = (row: Row): boolean => {
    const { id, operator_id: operatorId, expires_at } = row;
    return (
      refusedToDecide({ id, operatorId, status: "waiting", expiresAt: instant(expires_at) }, operator, now) === null
    );
  };
  const { rows } = await sql<Row>`
    select a.id, a.member_id, p.name as member_name, a.operator_id, a.requested_at, a.expires_at
    from approval as a join profile as p on p.tenant = a.tenant and p.member_id = a.member_id
    where a.tenant = ${operator.tenant} and a.status = 'waiting' and a.expires_at > ${now.toISOString()}::timestamptz
      and ${isGranted(operator, DECIDES) ? sql`true` : sql`a.operator_id = ${operator.id}`}
      and ${ifGiven(position.read(cursor), ({ at, id }) => sql`(a.requested_at, a.id) > (${at}::timestamptz, ${id})`)}
    order by a.requested_at, a.id limit ${limit + 1}`.execute(database);
  const ids = rows.map(({ id }) => id);
  const operations = await readOperations(database, operator, ids);
  const item = (row: Row) => ({
    id: row.id,
    member: { id: row.member_id, name: row.member_name },
    operation: operations.get(row.id),
    expiresAt: instant(row.expires_at),
    decidable: isDecidable(row),
  });
  const { data, page } = pageOf(rows, limit, item, (row) =>
    position.write({ at: instant(row.requested_at), id: row.id }),
  );
  return {
    value: { data: data.flatMap(({ operation, ...rest }) => (operation ? [{ ...rest, operation }] : [])), page },
  };
};
