import { type RawBuilder, sql } from "kysely";
import type { AudienceQuery, FilterNode } from "../sdk/contract/index.js";
import type { Database } from "../server/postgres/database.js";
import { audienceOf } from "../server/read/audience/audience.js";
import { countAudience } from "../server/read/audience/count.js";
import { pageOfAudience } from "../server/read/audience/page.js";
import { NOW, TestClock } from "../test/support/backend.js";
import { startPostgres } from "../test/support/postgres.js";
import { openPostgres } from "../server/postgres/postgres.js";
import { fillCrowd } from "./crowd.js";
import { measureExport } from "./exports.js";
import { measureSideIndex } from "./side-index.js";
import { programOf } from "../server/domain/masking.js";

/** Ours beside the best SQL by hand, in milliseconds, and how many times as long ours takes. */
interface Compared {
  readonly ours: number;
  readonly byHand: number;
  readonly ratio: number;
  readonly found: number;
}

const ROUNDS = 7;

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const rounded = (ms: number): number => Math.round(ms * 10) / 10;

const bought = (tenant: string, more: RawBuilder<unknown>) => sql`
  select member_id from purchase where tenant = ${tenant} and member_id is not null and returned < amount ${more}`;

const since = sql`and at >= '2026-08-24T00:00:00+01:00' and at < '2026-11-22T00:00:00Z'`;

/** What is asked, and the statements by hand of which the fastest counts. */
const questions: Readonly<
  Record<string, { readonly rules: readonly FilterNode[]; byHand(tenant: string): readonly RawBuilder<unknown>[] }>
> = {
  "count: a tag of 1 %": {
    rules: [{ field: "tags", operator: "contains", value: "one-percent" }],
    byHand: (tenant) => [
      sql`select count(*) from member_tag join member on member.tenant = member_tag.tenant and id = member_id
        where member_tag.tenant = ${tenant} and tag = 'one-percent' and status in ('active', 'pending', 'blocked')`,
    ],
  },
  "count: a balance of 20 %": {
    rules: [{ field: "accounts.points.spendable", operator: ">=", value: 2400 }],
    byHand: (tenant) => [
      sql`select count(*) from account join member on member.tenant = account.tenant and id = member_id
        where account.tenant = ${tenant} and currency = 'points' and spendable >= 2400
          and status in ('active', 'pending', 'blocked')`,
    ],
  },
  "count: 1 % who bought twice in 90 days": {
    rules: [
      { field: "tags", operator: "contains", value: "one-percent" },
      { event: "purchase", occurred: true, count: { operator: ">=", value: 2 }, lastDays: 90 },
    ],
    byHand: (tenant) => [
      sql`select count(*) from member_tag as t join member on member.tenant = t.tenant and id = t.member_id
        where t.tenant = ${tenant} and tag = 'one-percent' and status in ('active', 'pending', 'blocked') and (
          select count(*) from (select from purchase as p where p.tenant = ${tenant} and p.member_id = t.member_id
            and returned < amount ${since} limit 2) as counted) >= 2`,
      sql`select count(*) from member_tag as t join (${bought(tenant, since)} group by member_id having count(*) >= 2) as b
          using (member_id) join member on member.tenant = t.tenant and id = member_id
        where t.tenant = ${tenant} and tag = 'one-percent' and status in ('active', 'pending', 'blocked')`,
    ],
  },
  "count: anybody who bought twice in 90 days": {
    rules: [{ event: "purchase", occurred: true, count: { operator: ">=", value: 2 }, lastDays: 90 }],
    byHand: (tenant) => [
      sql`select count(*) from member where tenant = ${tenant} and status in ('active', 'pending', 'blocked') and (
          select count(*) from (select from purchase as p where p.tenant = ${tenant} and p.member_id = member.id
            and returned < amount ${since} limit 2) as counted) >= 2`,
      sql`select count(*) from member join (${bought(tenant, since)} group by member_id having count(*) >= 2) as b
          on b.member_id = id where tenant = ${tenant} and status in ('active', 'pending', 'blocked')`,
    ],
  },
};

const byHandOf = async (database: Database, statements: readonly RawBuilder<unknown>[]): Promise<number> => {
  const times = [];
  for (const statement of statements)
    times.push(await timed(() => sql`/* planned anew */ ${statement}`.execute(database)));
  return Math.min(...times);
};

/** How long counts take among so many members, beside SQL that is written for each of them alone. */
const measureCounts = async (database: Database, tenant: string): Promise<Record<string, Compared>> => {
  const clock = new TestClock(NOW);
  const measured: Record<string, Compared> = {};
  for (const [name, { rules, byHand }] of Object.entries(questions)) {
    const [ours, hand]: [number[], number[]] = [[], []];
    let found = 0;
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(
        await timed(async () => {
          const audience = await audienceOf(database, clock, programOf(tenant), {
            filter: { combinator: "and", rules },
          });
          found = (await countAudience(database, audience, { reach: false })).members;
        }),
      );
      hand.push(await byHandOf(database, byHand(tenant)));
    }
    const [mine, best] = [median(ours), median(hand)];
    measured[name] = { ours: rounded(mine), byHand: rounded(best), ratio: rounded(mine / best), found };
  }
  return measured;
};

const sorts: Readonly<Record<string, AudienceQuery["sort"]>> = {
  "by name": undefined,
  "by balance": { field: "accounts.points.spendable", direction: "descending" },
};

/** How long the first page of everybody takes, and one near the end. */
const measurePages = async (
  database: Database,
  tenant: string,
): Promise<Record<string, { first: number; nearTheEnd: number }>> => {
  const clock = new TestClock(NOW);
  const { rows } = await sql<{ id: string }>`
    select member_id as id from member_lookup where tenant = ${tenant} and kind = 'name'
    order by value desc, member_id collate "C" desc offset 1000 limit 1`.execute(database);
  const cursor = btoa(JSON.stringify({ id: rows[0]?.id }));
  const measured: Record<string, { first: number; nearTheEnd: number }> = {};
  for (const [name, sort] of Object.entries(sorts)) {
    const page = async (from: string | undefined): Promise<void> => {
      const audience = await audienceOf(database, clock, programOf(tenant), {
        filter: { combinator: "and", rules: [] },
      });
      const field = audience.fields.find(({ id }) => id === sort?.field) ?? null;
      const order = { field, direction: sort?.direction ?? ("ascending" as const) };
      await pageOfAudience(database, audience, { fields: audience.fields.slice(0, 5), order, limit: 50, cursor: from });
    };
    const [start, end]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      start.push(await timed(() => page(undefined)));
      end.push(await timed(() => page(cursor)));
    }
    measured[`page of 50, ${name}`] = { first: rounded(median(start)), nearTheEnd: rounded(median(end)) };
  }
  return measured;
};

/** All of it, on a database with so many members and ten times as many purchases: a table each. */
export const measureAudiences = async (database: Database, tenant: string): Promise<readonly object[]> => [
  await measureCounts(database, tenant),
  await measurePages(database, tenant),
  { "export of everybody, beside COPY": await measureExport(database, tenant) },
  await measureSideIndex(database, tenant),
];

/** The same on a PostgreSQL of its own, which it fills first: a million members take minutes. */
export const measureCrowd = async (members: number): Promise<readonly object[]> => {
  const postgres = await startPostgres();
  const database = openPostgres(postgres.url, { connections: 4, timeoutMs: 0 });
  try {
    return await measureAudiences(database, await fillCrowd(database, members));
  } finally {
    await database.destroy();
    await postgres.stop();
  }
};
