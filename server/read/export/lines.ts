import { type RawBuilder, sql } from "kysely";
import { csvLine, inert } from "../../../sdk/contract/bulk/csv.js";
import type { Export } from "../../../sdk/contract/index.js";
import type { Field } from "../../domain/filter/field.js";
import { cellOf } from "../audience/cells.js";
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

/** So that a spreadsheet reads it as UTF-8. Readers of CSV leave it out. */
const BYTE_ORDER_MARK = "\uFEFF";

export const CSV_TYPE = "text/csv; charset=utf-8";

/** The first line of a CSV, and what stands before it. */
export const csvHead = (labels: readonly string[]): string => BYTE_ORDER_MARK + csvLine(labels.map(inert));

/** A line of a CSV, of which a spreadsheet runs nothing. */
export const csvRow = (columns: readonly string[], texts: Texts): string =>
  csvLine(columns.map((column) => inert(texts[column] ?? "")));

/** Several values stand on a line each: none of them has a line's end in it. */
const textOf = (field: Field, joins: Joins): RawBuilder<unknown> => {
  const { value, isList } = cellOf(field, joins);
  return isList ? sql`array_to_string(${value}, E'\n')` : sql`(${value})::text`;
};

const csv = (fields: readonly Field[]): Writing => {
  const columns = fields.map((_, index) => `c${index}`);
  return {
    contentType: CSV_TYPE,
    head: csvHead(fields.map(({ label }) => label)),
    select: (joins) => sql.join(fields.map((field, index) => sql`${textOf(field, joins)} as ${sql.ref(`c${index}`)}`)),
    line: (texts) => csvRow(columns, texts),
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
