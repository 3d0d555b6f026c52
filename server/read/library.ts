import { type Selectable, type SelectQueryBuilder, sql } from "kysely";
import * as z from "zod/mini";
import type { ReasonCode } from "../../sdk/contract/index.js";
import type { Schema } from "../postgres/schema.js";
import { DEFAULT_LIMIT, cursorOf, pageOf } from "./page.js";
import type { Query } from "./query.js";
import { readProgram } from "./program.js";
import { ifGiven } from "./sql.js";
import { RefusalError } from "../domain/refusal.js";

interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly position: number;
}

const position = cursorOf(z.strictObject({ position: z.int32(), name: z.string(), id: z.string() }));

/** One page of a library in the program's own order, and what of each row crosses the wire. */
export const page = async <Row extends Named, Item>(
  query: SelectQueryBuilder<Schema, never, Row>,
  { limit = DEFAULT_LIMIT, cursor }: PageQuery,
  item: (row: Row) => Item,
) => {
  const rows = await query
    .where(
      ifGiven(
        position.read(cursor),
        (last) => sql`(position, name collate "C", id collate "C") > (${last.position}::int, ${last.name}, ${last.id})`,
      ),
    )
    .orderBy(sql`position`)
    .orderBy(sql`name collate "C"`)
    .orderBy(sql`id collate "C"`)
    .limit(limit + 1)
    .execute();
  return {
    value: pageOf(rows as Row[], limit, item, (row) =>
      position.write({ position: row.position, name: row.name, id: row.id }),
    ),
  };
};

export const gifts: Query<"gifts"> = ({ operator: { tenant }, query }, { database }) =>
  page(
    database.selectFrom("gift").where("tenant", "=", tenant).selectAll(),
    query,
    ({ id, name, description, image_url: imageUrl, stock }) => ({
      id,
      name,
      description,
      imageUrl,
      stock,
    }),
  );

/** What the program sells: nothing where it knows of no purchases. */
export const items: Query<"items"> = async ({ operator: { tenant }, query }, { database }) => {
  const { program } = await readProgram(database, tenant);
  if (!program.modules.includes("purchases")) throw new RefusalError("capability-not-supported");
  return page(database.selectFrom("item").where("tenant", "=", tenant).selectAll(), query, ({ id, name }) => ({
    id,
    name,
  }));
};

export const punchCards: Query<"punchCards"> = ({ operator: { tenant }, query }, { database }) =>
  page(
    database.selectFrom("punch_card").where("tenant", "=", tenant).selectAll(),
    query,
    ({ id, name, size, reward }) => ({
      id,
      name,
      size,
      reward,
    }),
  );

export const templates: Query<"templates"> = ({ operator: { tenant }, query }, { database }) =>
  page(
    database
      .selectFrom("template")
      .where("tenant", "=", tenant)
      .where(ifGiven(query.channel, (channel) => sql`channel = ${channel}`))
      .selectAll(),
    query,
    ({ id, channel, name, subject, body }) => ({ id, channel, name, subject, body }),
  );

/** What is as usual is left out. */
const reasonCodeOf = ({
  id,
  name,
  actions,
  requires_note: requiresNote,
  retired,
}: Selectable<Schema["reason_code"]>): ReasonCode => ({
  id,
  name,
  ...(actions !== null && { actions: JSON.parse(actions) as string[] }),
  ...(requiresNote && { requiresNote }),
  ...(retired && { retired }),
});

export const reasonCodes: Query<"reasonCodes"> = ({ operator: { tenant }, query }, { database }) =>
  page(database.selectFrom("reason_code").where("tenant", "=", tenant).selectAll(), query, reasonCodeOf);
