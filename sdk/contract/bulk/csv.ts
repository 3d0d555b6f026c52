/**
 * CSV as RFC 4180 has it, read and written a chunk at a time: files of any size take the memory of one chunk. It is our
 * own since it must run in a page and on any server, stream, and be strict: a file that is read wrongly moves the wrong
 * balances.
 */

/** Why a file is no CSV, and where. */
export class CsvError extends Error {
  override readonly name = "CsvError";
  /** `quote-inside`, `after-quote`, `unclosed-quote`, `too-long` or `nul`. */
  readonly code: string;
  /** The row it begins in, 1 for the first; empty lines count. */
  readonly row: number;
  /** The cell of that row, 1 for the first. */
  readonly column: number;

  constructor(code: string, row: number, column: number) {
    super(`${code} in row ${row}, column ${column}`);
    this.code = code;
    this.row = row;
    this.column = column;
  }
}

/** Most characters of one cell: more is a quote that was never closed. */
const LONGEST_CELL = 100_000;

/** A row of a file, with the line that it begins on. */
export interface CsvRow {
  /** 1 for the first. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** Reads a file chunk by chunk. Lines end with LF, CRLF or CR; lines without anything are left out; a BOM is none of its text. */
export class CsvReader {
  readonly #separator: string;
  /** What is still to be read: less than one row. */
  #cell = "";
  #cells: string[] = [];
  #rows: CsvRow[] = [];
  #row = 1;
  #state: "start" | "plain" | "quoted" | "closed" = "start";
  #wasReturn = false;
  #isFirst = true;

  /** @param separator One character. Default: a comma. */
  constructor(separator = ",") {
    this.#separator = separator;
  }

  /** The rows that end in this chunk. @throws CsvError where the file is no CSV */
  read(chunk: string): readonly CsvRow[] {
    for (const character of this.#isFirst ? chunk.replace(/^\uFEFF/, "") : chunk) this.#take(character);
    if (chunk !== "") this.#isFirst = false;
    return this.#taken();
  }

  /** The last row, where no line's end follows it. @throws CsvError where a quote was never closed */
  end(): readonly CsvRow[] {
    if (this.#state === "quoted") throw this.#error("unclosed-quote");
    if (this.#state !== "start" || this.#cells.length > 0) this.#endRow();
    return this.#taken();
  }

  #taken(): readonly CsvRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #error(code: string): CsvError {
    return new CsvError(code, this.#row, this.#cells.length + 1);
  }

  #take(character: string): void {
    if (character === "\0") throw this.#error("nul");
    if (this.#state === "quoted") this.#takeQuoted(character);
    else if (character === this.#separator) this.#endCell();
    else if (character === "\n" || character === "\r") this.#endLine(character);
    else if (character === '"') this.#takeQuote();
    else this.#takePlain(character);
    this.#wasReturn = character === "\r" && this.#state !== "quoted";
  }

  #takeQuoted(character: string): void {
    if (character === '"') this.#state = "closed";
    else this.#append(character);
  }

  /** A quote opens a cell, or, doubled inside of one, stands for itself. */
  #takeQuote(): void {
    if (this.#state === "plain") throw this.#error("quote-inside");
    if (this.#state === "closed") this.#append('"');
    this.#state = "quoted";
  }

  #takePlain(character: string): void {
    if (this.#state === "closed") throw this.#error("after-quote");
    this.#state = "plain";
    this.#append(character);
  }

  #append(character: string): void {
    this.#cell += character;
    if (this.#cell.length > LONGEST_CELL) throw this.#error("too-long");
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#cell = "";
    this.#state = "start";
  }

  #endLine(character: string): void {
    // The second half of a CRLF.
    if (character === "\n" && this.#wasReturn) return;
    if (this.#state === "start" && this.#cells.length === 0) this.#row++;
    else this.#endRow();
  }

  #endRow(): void {
    this.#endCell();
    this.#rows.push({ row: this.#row, cells: this.#cells });
    this.#cells = [];
    this.#row++;
  }
}

/** A cell as it is written: quoted where it has to be. */
const cellOf = (text: string): string => (/[",\r\n]|^\s|\s$|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A line of a file, with its end. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cellOf).join(",")}\r\n`;

/** What a spreadsheet takes for a formula, or what could be mistaken for one that was made harmless. */
const FORMULA = /^'*[=+\-@\t\r]/;
/** What begins like one and is none: a phone number, a number. */
const HARMLESS = /^[+-][0-9][0-9 .,]*$/;

/**
 * The text as a spreadsheet shows it without running it: an apostrophe before what begins like a formula. Numbers and
 * phone numbers stay as they are (docs/faults.md C05).
 */
export const inert = (text: string): string => (FORMULA.test(text) && !HARMLESS.test(text) ? `'${text}` : text);

/** So that a spreadsheet reads it as UTF-8. Readers of CSV leave it out. */
const BYTE_ORDER_MARK = "\uFEFF";

/** A line of a file for spreadsheets, which run nothing of it. Null: an empty cell. */
export const sheetLine = (texts: readonly (string | null | undefined)[]): string =>
  csvLine(texts.map((text) => inert(text ?? "")));

/** The first line of a file for spreadsheets, and what stands before it. */
export const sheetHead = (labels: readonly string[]): string => BYTE_ORDER_MARK + sheetLine(labels);

/** What {@link inert} was made of. */
export const spoken = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);
