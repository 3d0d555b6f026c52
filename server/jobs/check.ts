import { sql } from "kysely";
import type { ActionDeclaration, Notice } from "../../sdk/contract/index.js";
import { timeOf } from "../domain/calendar.js";
import type { Effect } from "../domain/effects.js";
import { bothFound, type Found, nothingFound, withDone, withExcluded, wordsOf } from "../domain/job.js";
import { askOf } from "../domain/limits.js";
import { mannersOf } from "../domain/messages/manners.js";
import type { Program } from "../domain/program.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { plannedAnew } from "../postgres/planned-anew.js";
import { recordset } from "../postgres/rows.js";
import { inTransaction } from "../postgres/transaction.js";
import type { Applied, Outcome } from "../write/outcome.js";
import type { WritePath } from "../write/write-path.js";
import { type Chunk, endChunk, waitingItems } from "./chunks.js";
import {
  foundOf,
  type Input,
  inputOfItem,
  type ItemRow,
  jobMoved,
  type JobRow,
  lockJob,
  requestOf,
} from "./job-rows.js";
import { type LeftOut, readLeftOut } from "./left-out.js";

interface Excluded {
  readonly position: number;
  /** Of an import, where in the row it is wrong. */
  readonly column: string | null;
  readonly code: string;
  readonly detail: string;
}

/** Why a message would not leave: consent is asked again when each is delivered, but nobody is asked to pay for that. */
const unreachable = ({ effects }: Applied): string | null => {
  const message = effects.find((effect) => effect.kind === "message");
  if (!message?.reason) return null;
  return message.reason === "no-consent" ? "unconsented" : message.reason;
};

const whyNot = (outcome: Outcome, leftOut: string | undefined): Omit<Excluded, "position"> | null => {
  if ("problem" in outcome) {
    const { code, detail, errors } = outcome.problem;
    return { code, detail, column: errors?.[0]?.pointer.split("/")[1] ?? null };
  }
  const code = unreachable(outcome) ?? leftOut;
  return code ? { code, detail: wordsOf(code), column: null } : null;
};

/** All that it does, with the message that tells of it, unless that would not leave. */
const effectsOf = ({ effects, told }: Applied): readonly Effect[] =>
  told?.reason === null ? [...effects, told] : effects;

/** What one chunk comes to. */
const lookAt = (
  inputOf: (item: ItemRow) => Input,
  items: readonly ItemRow[],
  outcomes: readonly Outcome[],
  leftOut: LeftOut,
): { readonly found: Found; readonly excluded: readonly Excluded[] } => {
  let found = nothingFound;
  const excluded: Excluded[] = [];
  outcomes.forEach((outcome, index) => {
    const item = items[index];
    const why = whyNot(outcome, leftOut.get(item?.member_id ?? ""));
    if (why) {
      excluded.push({ position: item?.position ?? 0, ...why });
      found = withExcluded(found, why.code);
    } else if (!("problem" in outcome)) {
      const { tier } = outcome;
      found = withDone(found, { asked: askOf(item ? inputOf(item) : {}), effects: effectsOf(outcome), tier });
    }
  });
  return { found, excluded };
};

interface Sources {
  readonly database: Database;
  readonly writePath: WritePath;
}

/** Looks at one chunk of a job, as a preview would at each of its members: nothing is written but what was found. */
export const checkChunk = async (
  { database, writePath }: Sources,
  job: JobRow,
  declaration: ActionDeclaration | undefined,
  chunk: Chunk,
  now: Date,
): Promise<void> => {
  const items = await waitingItems(database, job, chunk);
  const memberIds = items.flatMap(({ member_id }) => member_id ?? []);
  const outcomes = items.length === 0 ? [] : await writePath.previewRows(items.map(requestOf(job, declaration)));
  const leftOut = await readLeftOut(database, { job, declaration, memberIds, now });
  const { found, excluded } = lookAt((item) => inputOfItem(job, item), items, outcomes, leftOut);
  await inTransaction(database, async (trx) => {
    if (!(await endChunk(trx, job, chunk))) return;
    if (excluded.length > 0) await exclude(trx, job, excluded);
    const held = await lockJob(trx, job.tenant, job.id);
    if (!held) return;
    await sql`
      update job set found = ${JSON.stringify(bothFound(foundOf(held), found))}, looked_at = looked_at + ${items.length},
        to_do = to_do + ${items.length - excluded.length}
      where tenant = ${job.tenant} and id = ${job.id}`.execute(trx);
    await jobMoved(trx, job, now);
  });
};

const exclude = async (
  trx: OpenTransaction,
  { tenant, id, kind }: JobRow,
  excluded: readonly Excluded[],
): Promise<void> => {
  await sql`${plannedAnew}
    update job_item as item set status = 'excluded', code = out.code, detail = out.detail,
      "column" = case when ${kind} = 'import' then out.column end
    from ${recordset("job_item", excluded)} as out
    where item.tenant = ${tenant} and item.job_id = ${id} and item.position = out.position`.execute(trx);
};

/** What may run out, and would: who comes first gets it, the others fail. */
const shortages = async (trx: OpenTransaction, tenant: string, { taken }: Found): Promise<Notice[]> => {
  const wanted = Object.entries(taken).map(([what, members]) => ({ what, members }));
  if (wanted.length === 0) return [];
  const { rows } = await sql<{ name: string; stock: number; members: number }>`
    select name, stock, members from json_to_recordset(${JSON.stringify(wanted)}::json) as wanted (what text, members int)
      join (select 'gift ' || id as what, name, stock from gift where tenant = ${tenant}
        union all select 'reward ' || id, name, stock from reward where tenant = ${tenant}) as held using (what)
    where stock < members`.execute(trx);
  return rows.map(({ name, stock, members }) => ({
    code: "out-of-stock",
    detail: `There are ${stock} left of ${name}, for ${members} members.`,
  }));
};

/** Ends the looking, once every chunk was looked at, with what is worth knowing before it is started. */
export const endCheck = (
  database: Database,
  job: JobRow,
  declaration: ActionDeclaration | undefined,
  now: Date,
): Promise<void> =>
  inTransaction(database, async (trx) => {
    const { tenant, id } = job;
    const { rows } = await sql<JobRow & { settings: string }>`
      select job.*, settings from job join program using (tenant)
      where tenant = ${tenant} and id = ${id} and status = 'checking' and target is null
        and not exists (select from job_chunk where job_chunk.tenant = ${tenant} and job_id = ${id} and not is_done)
      for no key update of job skip locked`.execute(trx);
    const [held] = rows;
    if (!held) return;
    const program = JSON.parse(held.settings) as Program;
    const found = foundOf(held);
    const warnings = [
      ...found.warnings,
      ...(declaration?.channel ? mannersOf(program, timeOf(now, program.timeZone), 0) : []),
      ...(await shortages(trx, tenant, found)),
    ];
    await sql`
      update job set status = 'checked', checked_at = ${now}, found = ${JSON.stringify({ ...found, warnings })}
      where tenant = ${tenant} and id = ${id}`.execute(trx);
    await jobMoved(trx, job, now);
  });
