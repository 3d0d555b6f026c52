import { sql } from "kysely";
import * as z from "zod/mini";
import { type Probe, probesOf } from "../domain/lookup.js";
import { maskOf, type Seer } from "../domain/masking.js";
import { RefusalError } from "../domain/refusal.js";
import type { Query } from "./query.js";
import type { Database } from "../postgres/database.js";
import { ifGiven } from "./sql.js";
import { cursorOf, invalidCursor, DEFAULT_LIMIT } from "./page.js";
import { readSettings } from "./settings.js";
import { summariesOf, summary, type SummaryRow } from "./summaries.js";

/** Which value of which member, and by which probe: the value itself would be personal data in a cursor. */
const position = cursorOf(
  z.strictObject({
    probe: z.int().check(z.gte(0), z.lte(100)),
    id: z.string(),
    value: z.int().check(z.gte(0), z.lte(1000)),
  }),
);
type Position = NonNullable<ReturnType<typeof position.read>>;

/**
 * A probe as the database is asked for it: values after the past one, and, where equal, of members after the past one.
 */
interface Question extends Probe {
  readonly rank: number;
  readonly past_value: string;
  readonly past_id: string;
}

interface Found {
  readonly rank: number;
  readonly member_id: string;
  /** How many of the member's values the probe has found before this one. */
  readonly value: number;
  /** An earlier probe has found the member. */
  readonly again: boolean;
}

/** Where to look for what was typed: of what is hidden from who searches, only the whole of it is found. */
const readProbes = async (database: Database, who: Seer, q: string): Promise<readonly Probe[]> => {
  const program = await readSettings(database, who.tenant);
  return program ? probesOf(q, program.country, maskOf(who, program)) : probesOf(q, null);
};

/** The value that the list has come to, or a refusal where it is the member's no longer. */
const pastOf = async (database: Database, tenant: string, { id, value }: Position, probe: Probe): Promise<string> => {
  const row = await database
    .selectFrom("member_lookup")
    .where("tenant", "=", tenant)
    .where("member_id", "=", id)
    .where("kind", "=", probe.kind)
    .where("value", ">=", probe.from)
    .where("value", "<", probe.to)
    .where(sql<boolean>`' ' || value || ' ' like all (${[...probe.holding]}::text[])`)
    .select("value")
    .orderBy("value")
    .offset(value)
    .limit(1)
    .executeTakeFirst();
  if (!row) throw new RefusalError("cursor-expired", "The list has changed. Start it over.");
  return row.value;
};

const questionsOf = async (
  database: Database,
  tenant: string,
  probes: readonly Probe[],
  last: Position | null,
): Promise<readonly Question[]> => {
  const probe = last && probes[last.probe];
  if (last && !probe) throw invalidCursor();
  const past = last && probe ? { past_value: await pastOf(database, tenant, last, probe), past_id: last.id } : null;
  return probes.map((each, rank) => ({
    ...each,
    rank,
    past_value: each.from,
    past_id: "",
    ...(rank === last?.probe && past),
  }));
};

/**
 * Each probe reads one stretch of an index in its own order, so that a page costs the same wherever it begins and
 * however many members there are. A member is found at their first probe only. `coalesce` keeps the planner from
 * guessing that hardly any value holds the words, for which it would read and sort the whole stretch.
 */
const find = async (
  database: Database,
  tenant: string,
  questions: readonly Question[],
  { first, most, status }: { first: number; most: number; status: string | undefined },
): Promise<readonly Found[]> => {
  const { rows } = await sql<Found>`
    with probe as (
      select * from json_to_recordset(${JSON.stringify(questions)}::json)
        as p (rank int, kind text, "from" text, "to" text, holding text[], past_value text, past_id text)),
    found as (
      select rank, value, member_id from probe cross join lateral (
        select value, member_id from member_lookup
        where tenant = ${tenant} and kind = probe.kind and value < probe."to"
          and (value, member_id collate "C") > (probe.past_value, probe.past_id)
          and coalesce(' ' || value || ' ' like all (probe.holding), true)
          and ${ifGiven(
            status,
            (wanted) => sql`exists (
            select from member where tenant = ${tenant} and id = member_lookup.member_id and status = ${wanted})`,
          )}
        order by value, member_id collate "C" limit ${sql.lit(most)}) as each
      where rank >= ${first} order by rank, value, member_id collate "C" limit ${sql.lit(most)})
    select rank, member_id, before.here as value, before.elsewhere > 0 as again
    from found cross join lateral (
      select count(*) filter (where probe.rank = found.rank)::int as here,
        count(*) filter (where probe.rank < found.rank)::int as elsewhere
      from member_lookup as other join probe on probe.kind = other.kind
        and other.value >= probe."from" and other.value < probe."to"
        and ' ' || other.value || ' ' like all (probe.holding)
      where other.tenant = ${tenant} and other.member_id = found.member_id
        and (probe.rank, other.value) < (found.rank, found.value)) as before
    order by rank, found.value, member_id collate "C"`.execute(database);
  return rows;
};

/** Those with these ids, in their order. */
const summariesInOrder = async (
  database: Database,
  tenant: string,
  ids: readonly string[],
): Promise<readonly SummaryRow[]> => {
  if (ids.length === 0) return [];
  const rows = await summariesOf(database, tenant).where("member.id", "in", ids).execute();
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
};

/**
 * How many values a page of that limit is made from. Stands in the statement itself, for which PostgreSQL then makes a
 * plan that stops there; in steps, so that there are few such statements.
 */
const atMost = (limit: number): number => 50 * Math.ceil(limit / 25) + 1;

/**
 * Quick search, best first: see `probesOf`. An empty query lists everybody, by name. A page that begins where members
 * were found before by something better may be shorter than its limit, though there is a next one.
 */
export const searchMembers: Query<"searchMembers"> = async ({ operator, body }, { database }) => {
  const { tenant } = operator;
  const { q, status, limit = DEFAULT_LIMIT, cursor } = body;
  const probes = await readProbes(database, operator, q);
  const last = position.read(cursor);
  const questions = await questionsOf(database, tenant, probes, last);
  const most = atMost(limit);
  const found = await find(database, tenant, questions, { first: last?.probe ?? 0, most, status });
  const fresh = found.filter(({ value, again }) => value === 0 && !again);
  const shown = fresh.slice(0, limit);
  const end = fresh.length > limit ? shown.at(-1) : found.length === most ? found.at(-1) : undefined;
  const rows = await summariesInOrder(
    database,
    tenant,
    shown.map(({ member_id }) => member_id),
  );
  const next = end ? position.write({ probe: end.rank, id: end.member_id, value: end.value }) : null;
  return { value: { data: rows.map(summary), page: { next } } };
};

/**
 * Summaries of those that exist, in the order of their ids; a client tells who is missing by who is not in the answer.
 */
export const readMembers: Query<"readMembers"> = async ({ operator: { tenant }, body }, { database }) => {
  const all = summariesOf(database, tenant).orderBy(sql`member.id collate "C"`);
  const found =
    "ids" in body
      ? all.where("member.id", "in", body.ids)
      : all.where("member.id", "in", (eb) =>
          eb
            .selectFrom("external_id")
            .select("external_id.member_id")
            .where("external_id.tenant", "=", tenant)
            .where("external_id", "in", body.externalIds),
        );
  return { value: { data: (await found.execute()).map(summary) } };
};
