import { sql } from "kysely";
import * as z from "zod/mini";
import { Id } from "../../../sdk/contract/schemas/inputs.js";
import type { AudienceMember } from "../../../sdk/contract/index.js";
import type { Field } from "../../domain/filter/field.js";
import { RefusalError } from "../../domain/refusal.js";
import type { Database } from "../../postgres/database.js";
import { plannedAnew } from "../../postgres/planned-anew.js";
import { Joins } from "../filter/joins.js";
import { cursorOf, pageOf } from "../page.js";
import { summariesOf, summary } from "../summaries.js";
import { type Audience, present } from "./audience.js";
import { type Cell, cellsOf } from "./cells.js";
import { select } from "./select.js";
import { behind, keyAsText, type Order, orderBy } from "./order.js";

/** The last member of a page: what they are listed by would be personal data in a cursor, and is looked up again. */
const position = cursorOf(z.strictObject({ id: Id }));

/** Where the list has come to, or a refusal where its last member is there no more. */
const lastOf = async (database: Database, { tenant, calendar }: Audience, order: Order, cursor: string | undefined) => {
  const last = position.read(cursor);
  if (last === null) return null;
  const joins = new Joins(tenant, calendar);
  const key = keyAsText(order, joins);
  const { rows } = await sql<{ id: string; key: string | null }>`
    select m.id, ${key} as key from member as m ${joins.sql} where ${present(tenant)} and m.id = ${last.id}`.execute(
    database,
  );
  if (!rows[0]) throw new RefusalError("cursor-expired", "The list has changed. Start it over.");
  return rows[0];
};

/** What lists show of these members, by id. */
const readMembers = async (
  database: Database,
  { tenant, calendar }: Audience,
  fields: readonly Field[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, AudienceMember>> => {
  if (ids.length === 0) return new Map();
  const joins = new Joins(tenant, calendar);
  const cells = cellsOf(fields, joins);
  const [summaries, { rows }] = await Promise.all([
    summariesOf(database, tenant)
      .where("member.id", "in", [...ids])
      .execute(),
    sql<{
      id: string;
      cells: Cell[];
    }>`${plannedAnew} select m.id, ${cells} as cells from member as m ${joins.sql}
      where m.tenant = ${tenant} and m.id = any(${[...ids]}::text[])`.execute(database),
  ]);
  const cellsById = new Map(rows.map((row) => [row.id, row.cells]));
  return new Map(summaries.map((row) => [row.id, { ...summary(row), cells: cellsById.get(row.id) ?? [] }]));
};

/**
 * A page of an audience. It costs the same wherever it begins: it goes on behind the last member of the page before,
 * wherever they are by now.
 */
export const pageOfAudience = async (
  database: Database,
  audience: Audience,
  {
    fields,
    order,
    limit,
    cursor,
  }: {
    readonly fields: readonly Field[];
    readonly order: Order;
    readonly limit: number;
    readonly cursor: string | undefined;
  },
): Promise<{ data: AudienceMember[]; page: { next: string | null } }> => {
  const last = await lastOf(database, audience, order, cursor);
  const rows = await select<{ id: string }>(database, audience, (joins) => {
    const sorted = orderBy(order, joins);
    const rest = last ? sql`and ${behind(order, last, joins)}` : sql``;
    return { select: sql`m.id`, rest: sql`${rest} ${sorted} limit ${limit + 1}` };
  });
  const { data: ids, page } = pageOf(
    rows,
    limit,
    ({ id }) => id,
    ({ id }) => position.write({ id }),
  );
  const members = await readMembers(database, audience, fields, ids);
  return { data: ids.flatMap((id) => members.get(id) ?? []), page };
};
