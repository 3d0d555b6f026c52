import { type RawBuilder, sql } from "kysely";
import { sheetHead, sheetLine } from "../../../sdk/contract/bulk/csv.js";
import type { Export } from "../../../sdk/contract/index.js";
import { type Field, isInstant } from "../../domain/filter/field.js";
import { cellOf } from "../audience/cells.js";
import { expressionOf } from "../filter/expression.js";
import type { Joins } from "../filter/joins.js";

/** Texts of one member, by the name of the column of the statement. */
export type Texts = Readonly<Record<string, string | null>>;

/** How members are written into a file. */
export interface Writing {
  readonly contentType: string;
  /** What stands before the first of them. */
  readonly head: string;
  /** What is read of each. */
  readonly select: (joins: Joins) => RawBuilder<unknown>;
  readonly line: (texts: Texts) => string;
}

export const CSV_TYPE = "text/csv; charset=utf-8";

/**
 * An instant is written as the database says it, which {@link isoOf} reads: `to_char` would take a fifth of an export.
 * Several values stand on a line each: none of them has a line's end in it.
 */
const textOf = (field: Field, joins: Joins): RawBuilder<unknown> => {
  const one = expressionOf(field, joins);
  if (one?.type === "instant") return sql`(${one.sql} at time zone 'UTC')::text`;
  const { value, isList } = cellOf(field, joins);
  return isList ? sql`array_to_string(${value}, E'\n')` : sql`(${value})::text`;
};

/** `2026-11-21 10:00:00.5`, of UTC, in ISO 8601. */
const isoOf = (text: string): string =>
  text && `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, 23).padEnd(3, "0")}Z`;

/**
 * A member is read as one text: the driver takes long over a text for each cell. What stands between cells is made anew for
 * each file, so that no cell has it.
 */
const csv = (fields: readonly Field[]): Writing => {
  const between = crypto.randomUUID().slice(0, 8);
  const instants = [...fields.keys()].filter((index) => fields[index] && isInstant(fields[index]));
  return {
    contentType: CSV_TYPE,
    head: sheetHead(fields.map(({ label }) => label)),
    select: (joins) => {
      const texts = fields.map((field) => sql`coalesce(${textOf(field, joins)}, '')`);
      return sql`${sql.join(texts, sql` || ${sql.lit(between)} || `)} as line`;
    },
    line: ({ line }) => {
      const texts = (line ?? "").split(between);
      for (const index of instants) texts[index] = isoOf(texts[index] ?? "");
      return sheetLine(texts);
    },
  };
};

const ndjson = (fields: readonly Field[]): Writing => ({
  contentType: "application/x-ndjson; charset=utf-8",
  head: "",
  select: (joins) => {
    const pairs = fields.map((field) => sql`${field.id}::text, ${cellOf(field, joins).value}`);
    return sql`json_build_object(${sql.join(pairs)})::text as line`;
  },
  line: ({ line }) => `${line ?? ""}\n`,
});

const writings: Readonly<Record<Export["format"], (fields: readonly Field[]) => Writing>> = { csv, ndjson };

/** How these columns are written in a format. */
export const writingOf = (format: Export["format"], fields: readonly Field[]): Writing => writings[format](fields);
