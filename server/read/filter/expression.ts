import { type RawBuilder, sql } from "kysely";
import { type Field, isInstant, type Source } from "../../domain/filter/field.js";
import type { Joins } from "./joins.js";

/** What a value is to the database. */
type Type = "text" | "number" | "date" | "instant" | "boolean";

export interface Expression {
  readonly type: Type;
  /** One value a member, or null. */
  readonly sql: RawBuilder<unknown>;
}

const typeOf = (field: Field): Type => {
  const { kind } = field;
  if (isInstant(field)) return "instant";
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

/** What purchases tell of a member: those that came back whole never were, and, but for the last, those of a year count. */
const ofPurchases = (
  what: "last" | "visits" | "basket" | "branch",
  { tenant, calendar }: Joins,
): RawBuilder<unknown> => {
  const bought = sql`from purchase as p where p.tenant = ${tenant} and p.member_id = m.id and p.returned < p.amount`;
  const lately = sql`${bought} and p.at > ${calendar.now}::timestamptz - interval '365 days'`;
  return {
    last: sql`(select max(p.at) ${bought})`,
    visits: sql`(select count(*) ${lately})`,
    basket: sql`(select round(avg(p.amount - p.returned)) ${lately})`,
    branch: sql`(select p.branch_id ${lately} and p.branch_id is not null
      group by p.branch_id order by count(*) desc, max(p.at) desc, p.branch_id limit 1)`,
  }[what];
};

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
    case "purchases":
      return ofPurchases(source.what, joins);
    case "told":
      return asAttribute(type, sql`(e.told::json -> ${source.property}::text)`);
    case "event":
      return source.column === "paid" ? sql`(e.amount - e.returned)` : sql`e.branch_id`;
    case "set":
    case "segment":
      return null;
  }
};

/** The one value that a field has of each member; null where it has several. */
export const expressionOf = (field: Field, joins: Joins): Expression | null => {
  const type = typeOf(field);
  const value = ofSource(field.source, type, joins);
  return value && { type, sql: value };
};
