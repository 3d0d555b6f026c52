import { type RawBuilder, sql } from "kysely";
import type { Field, Source } from "../../domain/filter/field.js";
import type { Joins } from "./joins.js";

/** What a value is to the database. */
type Type = "text" | "number" | "date" | "instant" | "boolean";

export interface Expression {
  readonly type: Type;
  /** One value a member, or null. */
  readonly sql: RawBuilder<unknown>;
}

const typeOf = ({ kind, source }: Field): Type => {
  if (source.from === "member" && source.column === "joined_at") return "instant";
  return kind === "number" || kind === "date" || kind === "boolean" ? kind : "text";
};

/** An attribute's JSON as its type; null where it is of another one. */
const asAttribute = (type: Type, value: RawBuilder<unknown>): RawBuilder<unknown> => {
  const known = type === "number" || type === "boolean" ? type : "string";
  const cast = { number: sql`::numeric`, boolean: sql`::boolean`, date: sql`::date` }[type as string] ?? sql``;
  const isDate = type === "date" ? sql`and ${value}::json #>> '{}' ~ '^\\d{4}-\\d{2}-\\d{2}$'` : sql``;
  return sql`case when json_typeof(${value}::json) = ${sql.lit(known)} ${isDate} then (${value}::json #>> '{}')${cast} end`;
};

const memberColumns = {
  status: sql`m.status`,
  tier_id: sql`m.tier_id`,
  hidden_tier_id: sql`m.hidden_tier_id`,
  joined_at: sql`m.joined_at`,
} as const;

const ofSource = (source: Source, type: Type, joins: Joins): RawBuilder<unknown> | null => {
  switch (source.from) {
    case "member":
      return memberColumns[source.column];
    case "profile":
      return sql`${joins.profile()}.${sql.ref(source.column)}`;
    case "key":
      if (source.lookup === "id") return sql`m.id`;
      return source.column ? sql`${joins.profile()}.${sql.ref(source.column)}` : null;
    case "attribute": {
      const which = (alias: RawBuilder<unknown>) => sql`and ${alias}.attribute = ${source.attribute}`;
      return asAttribute(type, sql`${joins.one("member_attribute", `attribute ${source.attribute}`, which)}.value`);
    }
    case "account": {
      const which = (alias: RawBuilder<unknown>) => sql`and ${alias}.currency = ${source.currency}`;
      return sql`coalesce(${joins.one("account", `account ${source.currency}`, which)}.${sql.ref(source.column)}, 0)`;
    }
    case "consent": {
      const which = (alias: RawBuilder<unknown>) => sql`and ${alias}.channel = ${source.channel}`;
      return sql`coalesce(${joins.one("consent", `consent ${source.channel}`, which)}.granted, false)`;
    }
    case "set":
      return null;
  }
};

/** The one value that a field has of each member; null where it has several. */
export const expressionOf = (field: Field, joins: Joins): Expression | null => {
  const type = typeOf(field);
  const value = ofSource(field.source, type, joins);
  return value && { type, sql: value };
};
