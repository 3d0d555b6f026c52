import { CsvError, CsvReader, type CsvRow } from "../../../sdk/contract/bulk/csv.js";

/** How a file is written: found by its first bytes, and by its first line. */
export interface FileFormat {
  /** As `TextDecoder` calls it. */
  readonly encoding: string;
  readonly separator: string;
}

/** A file that was chosen: its columns, and its first rows. */
export interface ChosenFile extends FileFormat {
  readonly file: File;
  /** What the first row says. */
  readonly columns: readonly string[];
  /** The first rows below it, for whoever says what the columns are. */
  readonly sample: readonly (readonly string[])[];
}

/** Why a file can't be read. */
export class FileError extends Error {
  /** `spreadsheet`, `empty`, or a code of `CsvError`. */
  readonly code: string;
  readonly row: number;
  readonly column: number;

  constructor(code: string, row = 1, column = 1) {
    super(code);
    this.code = code;
    this.row = row;
    this.column = column;
  }
}

/** As much as the format is found by. */
const HEAD_BYTES = 65_536;
const SAMPLE_ROWS = 3;
const SEPARATORS = [",", ";", "\t", "|"];

const startsWith = (bytes: Uint8Array, ...marks: readonly number[]): boolean =>
  marks.every((mark, index) => bytes[index] === mark);

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    // A character that the cut goes through is no mistake of the file's.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
};

/** By its byte order mark, else UTF-8 where it is that, else what spreadsheets on Windows write. */
const encodingOf = (bytes: Uint8Array): string => {
  if (startsWith(bytes, 0xff, 0xfe)) return "utf-16le";
  if (startsWith(bytes, 0xfe, 0xff)) return "utf-16be";
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
};

/** The one that the first line has most of, outside of quotes. */
const separatorOf = (text: string): string => {
  const [line = ""] = text.replace(/"[^"]*"/g, "").split(/[\r\n]/);
  const counts = SEPARATORS.map((separator) => line.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ",";
};

/** Its rows, some at a time, in the memory of a chunk. @throws FileError where it is no CSV */
export async function* rowsOf({
  file,
  encoding,
  separator,
}: FileFormat & { readonly file: Blob }): AsyncGenerator<CsvRow> {
  const reader = new CsvReader(separator);
  const decoder = new TextDecoder(encoding);
  const chunks = file.stream().getReader();
  try {
    for (let chunk = await chunks.read(); !chunk.done; chunk = await chunks.read())
      yield* reader.read(decoder.decode(chunk.value, { stream: true }));
    yield* reader.read(decoder.decode());
    yield* reader.end();
  } catch (error) {
    throw error instanceof CsvError ? new FileError(error.code, error.row, error.column) : error;
  } finally {
    await chunks.cancel().catch(() => undefined);
  }
}

/** Finds out how a file is written, and reads its beginning. @throws FileError where it is no CSV, or holds no row */
export const openFile = async (file: File): Promise<ChosenFile> => {
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  // What a spreadsheet saves by default is an archive, whatever it is called.
  if (startsWith(bytes, 0x50, 0x4b) || startsWith(bytes, 0xd0, 0xcf)) throw new FileError("spreadsheet");
  const encoding = encodingOf(bytes);
  const separator = separatorOf(new TextDecoder(encoding).decode(bytes));
  const rows: CsvRow[] = [];
  for await (const row of rowsOf({ file, encoding, separator })) if (rows.push(row) > SAMPLE_ROWS) break;
  const [head, ...sample] = rows;
  if (!head || sample.length === 0) throw new FileError("empty");
  const columns = head.cells.map((cell) => cell.trim());
  return { file, encoding, separator, columns, sample: sample.map(({ cells }) => cells) };
};
