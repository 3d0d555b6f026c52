import { csvLine, inert } from "../../../sdk/contract/bulk/csv.js";
import type { Export } from "../../../sdk/contract/index.js";
import type { Field } from "../../domain/filter/field.js";
import type { Cell } from "../audience/cells.js";

/** How members are written into a file. */
export interface Writing {
  readonly contentType: string;
  /** What stands before the first of them. */
  readonly head: string;
  readonly line: (cells: readonly Cell[]) => string;
}

/** So that a spreadsheet reads it as UTF-8. Readers of CSV leave it out. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Several values stand on a line each: none of them has a line's end in it. */
const textOf = (cell: Cell): string => {
  if (cell === null) return "";
  return typeof cell === "string" ? inert(cell) : Array.isArray(cell) ? inert(cell.join("\n")) : String(cell);
};

const writings: Readonly<Record<Export["format"], (fields: readonly Field[]) => Writing>> = {
  csv: (fields) => ({
    contentType: "text/csv; charset=utf-8",
    head: BYTE_ORDER_MARK + csvLine(fields.map(({ label }) => inert(label))),
    line: (cells) => csvLine(cells.map(textOf)),
  }),
  ndjson: (fields) => ({
    contentType: "application/x-ndjson; charset=utf-8",
    head: "",
    line: (cells) => `${JSON.stringify(Object.fromEntries(fields.map(({ id }, index) => [id, cells[index]])))}\n`,
  }),
};

/** How these columns are written in a format. */
export const writingOf = (format: Export["format"], fields: readonly Field[]): Writing => writings[format](fields);
