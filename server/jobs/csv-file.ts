import { CsvError, CsvReader, type CsvRow } from "../../sdk/contract/bulk/csv.js";
import { invalid, RefusalError } from "../domain/refusal.js";

/** Most bytes of a file. */
const MOST_BYTES = 100 * 1024 * 1024;
/** Most rows of a file. */
export const MOST_ROWS = 1_000_000;

const details: Readonly<Record<string, string>> = {
  "quote-inside": "a quote stands inside a cell that has none around it",
  "after-quote": "something follows the quote that closes a cell",
  "unclosed-quote": "a quote is never closed",
  "too-long": "a cell is too long, or its quote is never closed",
  nul: "the file holds a character that no text has",
  "not-utf-8": "the file isn't UTF-8",
  separator: "the cells are to be separated by commas",
  "unknown-column": "there is no such column, or it is there twice",
  "missing-key": "the column that names the member is missing",
  empty: "the file has no rows",
  "cell-count": "the row has another number of cells than the first one",
};

/** The refusal of a whole file, which says where it is wrong first: nothing of it is applied. */
export const malformed = (code: string, row: number, column: number): RefusalError =>
  invalid({
    pointer: `/${row}/${column}`,
    code,
    detail: `Row ${row}, column ${column}: ${details[code] ?? "this can't be read"}.`,
  });

const asMalformed = (error: unknown): never => {
  if (error instanceof CsvError) throw malformed(error.code, error.row, error.column);
  throw error;
};

const BLOCK = 65_536;

/** A digest of a file of any size, block by block: equal for equal bytes, however they arrive. */
class FileDigest {
  readonly #block = new Uint8Array(32 + BLOCK);
  #filled = 32;

  async add(bytes: Uint8Array): Promise<void> {
    let rest = bytes;
    while (rest.length > 0) {
      const part = rest.subarray(0, this.#block.length - this.#filled);
      this.#block.set(part, this.#filled);
      this.#filled += part.length;
      rest = rest.subarray(part.length);
      if (this.#filled === this.#block.length) await this.#turn();
    }
  }

  async #turn(): Promise<void> {
    const digest = await crypto.subtle.digest("SHA-256", this.#block.subarray(0, this.#filled));
    this.#block.set(new Uint8Array(digest));
    this.#filled = 32;
  }

  async end(): Promise<string> {
    await this.#turn();
    return [...this.#block.subarray(0, 32)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}

/** A file of rows as it arrives: it takes the memory of one chunk. */
export class CsvFile {
  readonly #content: ReadableStream<Uint8Array>;
  readonly #digest = new FileDigest();

  constructor(content: ReadableStream<Uint8Array>) {
    this.#content = content;
  }

  /** Its rows, some at a time. @throws RefusalError where it is no CSV in UTF-8, or too large */
  async *rows(): AsyncGenerator<readonly CsvRow[]> {
    const [reader, decoder, csv] = [
      this.#content.getReader(),
      new TextDecoder("utf-8", { fatal: true }),
      new CsvReader(),
    ];
    let bytes = 0;
    let row = 0;
    const decode = (chunk?: Uint8Array): string => {
      try {
        return decoder.decode(chunk, { stream: chunk !== undefined });
      } catch {
        throw malformed("not-utf-8", row + 1, 1);
      }
    };
    const read = (take: () => readonly CsvRow[]): readonly CsvRow[] => {
      try {
        return take();
      } catch (error) {
        return asMalformed(error);
      }
    };
    try {
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        bytes += chunk.value.length;
        if (bytes > MOST_BYTES) throw new RefusalError("too-large", "Send at most 100 MB, or several files.");
        await this.#digest.add(chunk.value);
        const text = decode(chunk.value);
        const rows = read(() => csv.read(text));
        row = rows.at(-1)?.row ?? row;
        if (rows.length > 0) yield rows;
      }
      const last = decode();
      yield read(() => [...csv.read(last), ...csv.end()]);
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }

  /** Its digest, once all of it was read. */
  digest(): Promise<string> {
    return this.#digest.end();
  }
}
