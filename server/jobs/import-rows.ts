import { sql } from "kysely";
import { type ActionDeclaration, forRows } from "../../sdk/contract/index.js";
import type { CsvRow } from "../../sdk/contract/bulk/csv.js";
import { inputSchemaOf } from "../../sdk/contract/input-schema.js";
import { inputOfRow } from "../domain/imported-row.js";
import { nothingFound, wordsOf } from "../domain/job.js";
import { keyForms, type LookupKind } from "../domain/lookup.js";
import { findDeclaration } from "../domain/own-action.js";
import { permit } from "../domain/permission.js";
import { hasAction, type Program } from "../domain/program.js";
import { invalid, RefusalError } from "../domain/refusal.js";
import { validatePart } from "../domain/validation.js";
import type { Database } from "../postgres/database.js";
import { insertRows } from "../postgres/rows.js";
import { inTransaction } from "../postgres/transaction.js";
import { cutIntoChunks } from "./chunks.js";
import { CsvFile, malformed, MOST_ROWS } from "./csv-file.js";
import { jobMoved, type JobRow } from "./job-rows.js";
import { type Asking, assertMayAct, insertJob } from "./make-job.js";

/** The columns by which a row may name its member, and what each is looked up by. */
const keys: Readonly<Record<string, LookupKind>> = {
  id: "id",
  externalId: "external-id",
  email: "email",
  phone: "phone",
  card: "card",
};

export interface Import {
  readonly action?: string | undefined;
  /** Which column names the member: one of {@link keys}. */
  readonly key?: string | undefined;
  readonly content: ReadableStream<Uint8Array> | null;
}

/** What the rows of one file are read by. */
interface Reading {
  readonly database: Database;
  readonly job: Pick<JobRow, "tenant" | "id">;
  readonly action: ActionDeclaration;
  readonly program: Program;
  readonly key: string;
  readonly columns: readonly string[];
}

interface Item {
  readonly position: number;
  readonly member_id: string | null;
  readonly status: "waiting" | "excluded";
  readonly code: string | null;
  readonly detail: string | null;
  readonly column: string | null;
  readonly input: string | null;
}

const wrong = (position: number, code: string, detail: string, column: string | null): Item => ({
  ...{ position, member_id: null, status: "excluded", code, detail, column, input: null },
});

const actionOf = ({ operator, ownActions }: Asking, program: Program, id = ""): ActionDeclaration => {
  const declaration = findDeclaration(id, ownActions);
  const action = declaration && forRows(declaration);
  if (!action || !hasAction(program, action))
    throw new RefusalError("capability-not-supported", "This can't be imported.");
  const currencies = [null, ...program.currencies.map(({ code }) => code)];
  const refusals = currencies.map((currency) => permit(operator, action.permission, currency));
  if (refusals.every((refusal) => refusal !== null)) throw new RefusalError("forbidden");
  return action;
};

/** The columns of a file by its first row: the key, and fields of the action, each once. */
const columnsOf = ({ row, cells }: CsvRow, action: ActionDeclaration, key: string): readonly string[] => {
  const names = cells.map((cell) => cell.trim());
  if (names.length === 1 && names[0]?.includes(";")) throw malformed("separator", row, 1);
  const known = new Set([key, "reference", ...Object.keys(action.fields)]);
  const place = names.findIndex((name, index) => !known.has(name) || names.indexOf(name) !== index);
  if (place >= 0) throw malformed("unknown-column", row, place + 1);
  if (!names.includes(key)) throw malformed("missing-key", row, 1);
  return names;
};

const cellsOf = ({ columns }: Reading, { row, cells }: CsvRow): Readonly<Record<string, string>> => {
  if (cells.length !== columns.length) throw malformed("cell-count", row, Math.min(cells.length, columns.length) + 1);
  return Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ""]));
};

/** The members that rows name, by the rows' numbers. */
const findMembers = async (
  { database, job, key, program }: Reading,
  named: readonly { readonly row: number; readonly value: string }[],
): Promise<ReadonlyMap<number, readonly string[]>> => {
  const kind = keys[key] ?? "id";
  const forms = named.flatMap(({ row, value }) =>
    keyForms(kind, value, program.country).map((form) => ({ row, form })),
  );
  const { rows } = await sql<{ row: number; members: string[] }>`
    select "row", array_agg(distinct member_id) as members
    from json_to_recordset(${JSON.stringify(forms)}::json) as named ("row" int, form text)
      join member_lookup on tenant = ${job.tenant} and kind = ${kind} and value = form
    group by "row"`.execute(database);
  return new Map(rows.map(({ row, members }) => [row, members]));
};

const itemOf = (
  reading: Reading,
  row: number,
  cells: Readonly<Record<string, string>>,
  found: readonly string[],
): Item => {
  const { action, program, key } = reading;
  const [memberId = null] = found;
  if (memberId === null) return wrong(row, "not-found", wordsOf("not-found"), key);
  if (found.length > 1) return wrong(row, "ambiguous", wordsOf("ambiguous"), key);
  const own = Object.fromEntries(Object.entries(cells).filter(([name]) => name !== key));
  const checked = validatePart(inputSchemaOf(action), inputOfRow(action, own, program), "");
  if ("errors" in checked) {
    const [error] = checked.errors;
    const column = error?.pointer.split("/")[1] ?? null;
    return wrong(row, "validation", error?.detail ?? wordsOf("validation"), column);
  }
  const input = JSON.stringify(checked.value);
  return {
    ...{ position: row, member_id: memberId, status: "waiting", code: null, detail: null, column: null, input },
  };
};

const addRows = async (reading: Reading, rows: readonly CsvRow[]): Promise<void> => {
  const cells = rows.map((row) => cellsOf(reading, row));
  const named = rows.map(({ row }, index) => ({ row, value: cells[index]?.[reading.key] ?? "" }));
  const found = await findMembers(reading, named);
  const { tenant, id: job_id } = reading.job;
  const items = rows.map(({ row }, index) => itemOf(reading, row, cells[index] ?? {}, found.get(row) ?? []));
  await insertRows(
    reading.database,
    "job_item",
    items.map((item) => ({ tenant, job_id, ...item })),
  );
};

/** Rows that are written at a time. */
const BATCH = 1_000;

/** Writes the rows of a file down as items; throws where it is no such file. */
const readRows = async (reading: Omit<Reading, "columns">, file: CsvFile): Promise<void> => {
  let whole: Reading | undefined;
  let count = 0;
  for await (const rows of file.rows()) {
    const [first] = rows;
    if (!first) continue;
    const data = whole ? rows : rows.slice(1);
    whole ??= { ...reading, columns: columnsOf(first, reading.action, reading.key) };
    count += data.length;
    if (count > MOST_ROWS) throw new RefusalError("too-large", "Send at most 1,000,000 rows, or several files.");
    for (let start = 0; start < data.length; start += BATCH) await addRows(whole, data.slice(start, start + BATCH));
  }
  if (count === 0) throw malformed("empty", 1, 1);
};

/** Ends the reading: rows that a file has twice are left out, and the file that was imported before is noticed. */
const endReading = ({ database, operator, now }: Asking, id: string, file: string): Promise<void> =>
  inTransaction(database, async (trx) => {
    const { tenant } = operator;
    await sql`
      update job_item as item set status = 'excluded', code = 'duplicate', detail = ${wordsOf("duplicate")}, input = null
      from (select position, row_number() over (partition by member_id, input order by position) as nth from job_item
        where tenant = ${tenant} and job_id = ${id} and status = 'waiting') as row
      where item.tenant = ${tenant} and item.job_id = ${id} and item.position = row.position and nth > 1`.execute(trx);
    const { rows } = await sql<{ code: string; members: number }>`
      select code, count(*) as members from job_item
      where tenant = ${tenant} and job_id = ${id} and status = 'excluded' group by code`.execute(trx);
    const { rows: before } = await sql<{ started_at: Date }>`
      select started_at from job where tenant = ${tenant} and file = ${file} and started_at is not null
      order by started_at desc limit 1`.execute(trx);
    const excluded = Object.fromEntries(rows.map(({ code, members }) => [code, members]));
    const detail = `The same file was imported on ${before[0]?.started_at.toISOString().slice(0, 10)}.`;
    const warnings = before.length > 0 ? [{ code: "same-file", detail }] : [];
    const left = rows.reduce((sum, { members }) => sum + members, 0);
    await sql`
      update job set status = 'checking', file = ${file}, found = ${JSON.stringify({ ...nothingFound, excluded, warnings })},
        total = (select count(*) from job_item where tenant = ${tenant} and job_id = ${id}), looked_at = ${left},
        program = (select md5(settings) from program where tenant = ${tenant}), created_at = ${now}
      where tenant = ${tenant} and id = ${id}`.execute(trx);
    await jobMoved(trx, { tenant, id }, now);
    await cutIntoChunks(trx, { tenant, id });
  });

const drop = async ({ database, operator: { tenant } }: Asking, id: string): Promise<void> => {
  await sql`delete from job_item where tenant = ${tenant} and job_id = ${id}`.execute(database);
  await sql`delete from job where tenant = ${tenant} and id = ${id}`.execute(database);
};

/**
 * Makes a job of the rows of a file, each an action on the member that it names. A file that is malformed is refused as a
 * whole, at the first place where it is, and nothing is left of it; a row that is wrong is left out, and says why.
 */
export const importRows = async (
  asking: Asking,
  { action: actionId, key = "", content }: Import,
): Promise<Pick<JobRow, "tenant" | "id">> => {
  const { database, operator } = asking;
  const { tenant } = operator;
  assertMayAct(operator);
  if (!Object.hasOwn(keys, key))
    throw invalid({ pointer: "/key", code: "not-an-option", detail: `Give one of: ${Object.keys(keys).join(", ")}.` });
  const { settings } = await database
    .selectFrom("program")
    .select("settings")
    .where("tenant", "=", tenant)
    .executeTakeFirstOrThrow();
  const program = JSON.parse(settings) as Program;
  const action = actionOf(asking, program, actionId);
  if (!content) throw malformed("empty", 1, 1);
  const job = await insertJob(database, asking, {
    ...{ kind: "import", action: action.id, title: `Import: ${newTitle(action)}`, input: "{}" },
    ...{ target: null, leaving_out: "{}", reverses: null, status: "receiving" },
  });
  const file = new CsvFile(content);
  try {
    await readRows({ database, job, action, program, key }, file);
    await endReading(asking, job.id, await file.digest());
  } catch (error) {
    await drop(asking, job.id);
    throw error;
  }
  return job;
};

const newTitle = ({ title }: ActionDeclaration): string => title.replace(/ ?\{\w+\}/g, "");
