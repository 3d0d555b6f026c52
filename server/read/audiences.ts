import { sql } from "kysely";
import * as z from "zod/mini";
import type { Audience, Segment } from "../../sdk/contract/index.js";
import { RefusalError } from "../domain/refusal.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { cursorOf, DEFAULT_LIMIT, pageOf } from "./page.js";
import { readProgram } from "./program.js";
import type { Query } from "./query.js";
import { refuseUnknown } from "./require-member.js";
import { instant } from "./sql.js";

/** Saved filters, with who made them. */
const saved = (database: Database | OpenTransaction, tenant: string) =>
  database
    .selectFrom("audience as a")
    .leftJoin("operator as o", (join) => join.onRef("o.tenant", "=", "a.tenant").onRef("o.id", "=", "a.created_by"))
    .where("a.tenant", "=", tenant)
    .select([
      "a.id",
      "a.name",
      "a.folded",
      "a.description",
      "a.filter",
      "a.is_segment",
      "a.created_by",
      "a.created_at",
      "a.updated_at",
    ])
    .select("o.name as operator_name");

type Row = Awaited<ReturnType<ReturnType<typeof saved>["execute"]>>[number];

const audienceOf = (row: Row): Audience => ({
  id: row.id,
  name: row.name ?? "",
  description: row.description,
  filter: JSON.parse(row.filter) as Audience["filter"],
  isSegment: row.is_segment,
  createdBy: { id: row.created_by, name: row.operator_name ?? row.created_by },
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
});

const segmentOf = ({ id, name, description }: Row): Segment => ({ id, name: name ?? "", description });

/** A saved filter by its id, or by the name by which no two are the same. */
export const findAudience = async (
  database: Database | OpenTransaction,
  tenant: string,
  by: { readonly id: string } | { readonly folded: string },
): Promise<Audience | null> => {
  const [column, value] = "id" in by ? (["a.id", by.id] as const) : (["a.folded", by.folded] as const);
  const row = await saved(database, tenant).where(column, "=", value).executeTakeFirst();
  return row ? audienceOf(row) : null;
};

const position = cursorOf(z.strictObject({ id: z.string() }));

/** Where the list has come to. */
const foldedOf = async (database: Database, tenant: string, id: string): Promise<string> => {
  const row = await saved(database, tenant).where("a.id", "=", id).executeTakeFirst();
  if (row?.folded == null) throw new RefusalError("cursor-expired", "The list has changed. Start it over.");
  return row.folded;
};

interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
}

/** A page of all, or of the segments alone, by name. Those that were only handed on have none. */
const pageOfSaved = async <Item>(
  database: Database,
  tenant: string,
  { limit = DEFAULT_LIMIT, cursor }: PageQuery,
  { only, item }: { readonly only: "all" | "segments"; readonly item: (row: Row) => Item },
) => {
  const last = position.read(cursor);
  const past = last ? await foldedOf(database, tenant, last.id) : "";
  const query = saved(database, tenant).where("a.folded", ">", past);
  const rows = await (only === "segments" ? query.where("a.is_segment", "=", sql.lit(true)) : query)
    .orderBy(sql`a.folded`)
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, item, ({ id }) => position.write({ id }));
};

/** Saved filters, by name. */
export const audiences: Query<"audiences"> = async ({ operator: { tenant }, query }, { database }) => ({
  value: await pageOfSaved(database, tenant, query, { only: "all", item: audienceOf }),
});

export const audience: Query<"audience"> = async (question, sources) => {
  const { audienceId } = question.params;
  const found = await findAudience(sources.database, question.operator.tenant, { id: audienceId });
  return found ? { value: found } : refuseUnknown(question, sources, { audienceId });
};

/** Saved filters that profiles show, by name: nothing where the program has no segments. */
export const segments: Query<"segments"> = async ({ operator: { tenant }, query }, { database }) => {
  const { program } = await readProgram(database, tenant);
  if (!program.modules.includes("segments")) throw new RefusalError("capability-not-supported");
  return { value: await pageOfSaved(database, tenant, query, { only: "segments", item: segmentOf }) };
};
