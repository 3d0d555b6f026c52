import { type RawBuilder, sql } from "kysely";
import type { AudienceMember } from "../../../sdk/contract/index.js";
import type { Field } from "../../domain/filter/field.js";
import { expressionOf } from "../filter/expression.js";
import type { Joins } from "../filter/joins.js";
import { allOf } from "../filter/sets.js";

export type Cell = AudienceMember["cells"][number];

const keysOf = (lookup: string, tenant: string): RawBuilder<unknown> =>
  lookup === "card"
    ? sql`array(select number from member_card as c
        where c.tenant = ${tenant} and c.member_id = m.id and c.status = 'active' order by issued_at, c.id)`
    : sql`array(select external_id from external_id as e
        where e.tenant = ${tenant} and e.member_id = m.id order by external_id collate "C")`;

interface CellOf {
  readonly value: RawBuilder<unknown>;
  /** Whether it is an array. */
  readonly isList: boolean;
}

/** What is shown of a member in one column: an instant as text, several values as an array. */
export const cellOf = (field: Field, joins: Joins): CellOf => {
  const { source } = field;
  const { tenant } = joins;
  const one = expressionOf(field, joins);
  if (one?.type === "instant")
    return { value: sql`to_char(${one.sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`, isList: false };
  if (one) return { value: one.sql, isList: false };
  if (source.from === "set") return { value: allOf(source.set, joins), isList: true };
  return { value: keysOf(source.from === "key" ? source.lookup : "", tenant), isList: true };
};

/** What a list shows of each member, as one JSON array. */
export const cellsOf = (fields: readonly Field[], joins: Joins): RawBuilder<unknown> =>
  sql`json_build_array(${sql.join(fields.map((field) => cellOf(field, joins).value))})`;
