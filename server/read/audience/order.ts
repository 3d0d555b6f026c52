import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { AudienceQuery } from "../../../sdk/contract/index.js";
import { type Field, isInstant } from "../../domain/filter/field.js";
import { expressionOf } from "../filter/expression.js";
import type { Joins } from "../filter/joins.js";

/** In which order members are listed. */
export interface Order {
  readonly field: Field | null;
  readonly direction: NonNullable<AudienceQuery["sort"]>["direction"];
}

/** The name in its normal form, by which everybody is listed where nothing else is asked for. */
const byName = (joins: Joins): RawBuilder<unknown> => sql`${joins.name()}.value`;

const isName = (field: Field | null): boolean =>
  field === null || (field.source.from === "profile" && field.source.column === "name");

/** What members are compared by. What is one of few is in the order of those. */
const keyOf = (field: Field | null, joins: Joins): RawBuilder<unknown> => {
  const value = field && !isName(field) ? expressionOf(field, joins) : null;
  if (!field || !value) return byName(joins);
  if (field.options) return sql`array_position(${field.options.map((each) => each.value)}::text[], ${value.sql})`;
  return value.type === "text" ? sql`${value.sql} collate "C"` : value.sql;
};

/** The id as the index has it that the list is read by, if there is one: else it would be sorted. */
const idOf = (field: Field | null, joins: Joins): RawBuilder<unknown> =>
  isName(field) ? sql`${joins.name()}.member_id collate "C"` : sql`m.id collate "C"`;

/** What a list is ordered by: the value, and for those who have the same, the id. Who has none comes last. */
export const orderBy = ({ field, direction }: Order, joins: Joins): RawBuilder<unknown> => {
  const way = direction === "ascending" ? sql`asc` : sql`desc`;
  // A name is never missing, and an index read backwards has what is missing first.
  const missing = isName(field) ? sql`` : sql`nulls last`;
  return sql`order by ${keyOf(field, joins)} ${way} ${missing}, ${idOf(field, joins)} ${way}`;
};

/** The value of one member by which the list is ordered, as text; the list goes on behind it. */
export const keyAsText = ({ field }: Order, joins: Joins): RawBuilder<unknown> => sql`(${keyOf(field, joins)})::text`;

const castOf = (field: Field | null): RawBuilder<unknown> => {
  if (field === null || isName(field)) return sql`::text`;
  if (field.options) return sql`::int`;
  if (isInstant(field)) return sql`::timestamptz`;
  return { number: sql`::numeric`, date: sql`::date`, boolean: sql`::boolean` }[field.kind as string] ?? sql`::text`;
};

/** Who comes behind a member, whose value is this. */
export const behind = (
  { field, direction }: Order,
  last: { readonly id: string; readonly key: string | null },
  joins: Joins,
): RawBuilder<SqlBool> => {
  const key = keyOf(field, joins);
  const id = idOf(field, joins);
  const past = direction === "ascending" ? sql`>` : sql`<`;
  if (last.key === null) return sql`${key} is null and ${id} ${past} ${last.id}`;
  const stretch = sql<SqlBool>`(${key}, ${id}) ${past} (${last.key}${castOf(field)}, ${last.id})`;
  return isName(field) ? stretch : sql`(${stretch} or ${key} is null)`;
};
