import { type RawBuilder, sql } from "kysely";
import type { Database } from "../server/postgres/database.js";

/**
 * A trial, and no part of the server: what a filter asks about each member, in arrays of one process. It is brought up to
 * date before each count, in one statement, by the rows of `member_change` that the snapshot of the last one had not
 * seen: it is exact, and never behind a commit.
 */
class SideIndex {
  readonly #database: Database;
  readonly #tenant: string;
  readonly #places = new Map<string, number>();
  #present = new Uint8Array(0);
  #tagged = new Uint8Array(0);
  #spendable = new Float64Array(0);
  #seen = "";

  constructor(database: Database, tenant: string) {
    this.#database = database;
    this.#tenant = tenant;
  }

  /** Reads every member once. */
  async load(): Promise<void> {
    const rows = await this.#read(sql`true`);
    const room = rows.length + 100_000;
    [this.#present, this.#tagged, this.#spendable] = [
      new Uint8Array(room),
      new Uint8Array(room),
      new Float64Array(room),
    ];
    for (const row of rows) this.#put(row);
  }

  /** How many there are with the tag, or with so many points. */
  async count(question: Question): Promise<number> {
    const changed = sql`m.id in (
      select member_id from member_change where tenant = ${this.#tenant}
        and xid >= pg_snapshot_xmin(${this.#seen}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${this.#seen}::pg_snapshot))`;
    for (const row of await this.#read(changed)) this.#put(row);
    return this.scan(question);
  }

  /** The arrays alone, as they are: the floor. */
  scan(question: Question): number {
    let found = 0;
    const [present, tagged, spendable, size] = [this.#present, this.#tagged, this.#spendable, this.#places.size];
    if ("tagged" in question)
      for (let place = 0; place < size; place++) found += (present[place] ?? 0) & (tagged[place] ?? 0);
    else
      for (let place = 0; place < size; place++)
        if (present[place] && (spendable[place] ?? 0) >= question.points) found++;
    return found;
  }

  async #read(which: RawBuilder<unknown>): Promise<readonly Row[]> {
    const { rows } = await sql<Row & { seen: string }>`/* planned anew */
      select pg_current_snapshot()::text as seen, row.* from (select) as one left join (
        select m.id, m.status in ('active', 'pending', 'blocked') as present, coalesce(a.spendable, 0)::float8 as spendable,
          exists (select from member_tag as t where t.tenant = m.tenant and t.member_id = m.id and t.tag = 'one-percent') as tagged
        from member as m left join account as a on a.tenant = m.tenant and a.member_id = m.id and a.currency = 'points'
        where m.tenant = ${this.#tenant} and ${which}) as row on true`.execute(this.#database);
    this.#seen = rows[0]?.seen ?? this.#seen;
    return rows.filter(({ id }) => id !== null);
  }

  #put({ id, present, tagged, spendable }: Row): void {
    const place = this.#places.get(id) ?? this.#places.size;
    this.#places.set(id, place);
    this.#present[place] = Number(present);
    this.#tagged[place] = Number(tagged);
    this.#spendable[place] = spendable;
  }
}

interface Row {
  readonly id: string;
  readonly present: boolean;
  readonly tagged: boolean;
  readonly spendable: number;
}

type Question = { readonly tagged: true } | { readonly points: number };

const questions = { "a tag of 1 %": { tagged: true }, "a balance of 20 %": { points: 2400 } } as const;

const ROUNDS = 7;
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const rounded = (ms: number): number => Math.round(ms * 10) / 10;

const timed = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Changes so many members, as the write path does: the balance and the row that tells of it commit together. */
const change = (database: Database, tenant: string, members: number, from: number): Promise<void> =>
  database.transaction().execute(async (trx) => {
    await sql`
      with changed as (
        update account set earned = earned + 7, spendable = spendable + 7 where tenant = ${tenant} and currency = 'points'
          and member_id in (select id from member where tenant = ${tenant} order by id offset ${from} limit ${members})
        returning member_id)
      insert into member_change (tenant, member_id, at) select ${tenant}, member_id, now() from changed`.execute(trx);
  });

/**
 * Counts by such an index, after so many members have changed, beside a scan of the arrays and beside PostgreSQL.
 * @throws where a count is not PostgreSQL's
 */
export const measureSideIndex = async (database: Database, tenant: string): Promise<Record<string, object>> => {
  const before = process.memoryUsage().rss;
  const index = new SideIndex(database, tenant);
  const loadMs = await timed(() => index.load());
  const measured: Record<string, object> = {
    load: { ms: Math.round(loadMs), megabytes: Math.round((process.memoryUsage().rss - before) / 1024 / 1024) },
  };
  let from = 0;
  for (const [name, question] of Object.entries(questions))
    for (const changed of [0, 100, 10_000]) {
      const [counts, scans]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round++) {
        if (changed > 0) await change(database, tenant, changed, (from += changed) % 100_000);
        let found = 0;
        counts.push(await timed(async () => (found = await index.count(question))));
        scans.push(await timed(() => index.scan(question)));
        if (found !== (await byPostgres(database, tenant, question))) throw new Error("The side index is not exact.");
      }
      const [ours, floor] = [median(counts), median(scans)];
      const ratio = rounded(ours / floor);
      measured[`count: ${name}, ${changed} changed`] = { ours: rounded(ours), scan: rounded(floor), ratio };
    }
  return measured;
};

const byPostgres = async (database: Database, tenant: string, question: Question): Promise<number> => {
  const matches =
    "tagged" in question
      ? sql`exists (select from member_tag as t where t.tenant = m.tenant and t.member_id = m.id and tag = 'one-percent')`
      : sql`exists (select from account as a where a.tenant = m.tenant and a.member_id = m.id and currency = 'points'
          and spendable >= ${question.points})`;
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from member as m
    where m.tenant = ${tenant} and status in ('active', 'pending', 'blocked') and ${matches}`.execute(database);
  return rows[0]?.n ?? 0;
};
