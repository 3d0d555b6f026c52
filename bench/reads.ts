import { sql } from "kysely";
import type { FilterNode } from "../sdk/contract/index.js";
import { insertRows } from "../server/postgres/rows.js";
import { fillTagCounts } from "../server/postgres/tag-counts.js";
import { type Caller, NOW, startBackend } from "../test/support/backend.js";
import { buffersRead, type Recorded, recordStatements } from "../test/support/buffers.js";
import { makePast } from "../test/support/past.js";
import { startPostgres } from "../test/support/postgres.js";
import { makeMembers, makeTenant } from "../test/support/tenant.js";

/** Pages of the database that a request looks at, among few members and among many. */
export interface Cost {
  readonly few: number;
  readonly many: number;
  readonly ratio: number;
}

const FEW = 2_000;
const MANY = 100_000;
const AT_ONCE = 5_000;

const given = ["Anna", "Ben", "Clara", "Daniel", "Elena", "Finn", "Grace", "Hugo", "Isla", "Jonas"];
const family = ["Byrne", "Costa", "Doyle", "Eriksen", "Fischer", "García", "Hughes", "Ivanova", "Jansen", "Müller"];
const words = ["VIP", "weekend", "vegan", "student"];

/** So many members who share their names and tags, and one with a long past who is alone with what she is found by. */
const makeCrowd = async ({ database }: Recorded, members: number): Promise<string> => {
  const tenant = await makeTenant(database);
  for (let from = 0; from < members; from += AT_ONCE) {
    const crowd = Array.from({ length: Math.min(AT_ONCE, members - from) }, (_, at) => from + at).map((at) => ({
      id: `m_${at}`,
      name: `${given[at % 10]} ${family[Math.floor(at / 10) % 10]}`,
      email: `someone${at}@example.com`,
      phone: `+35386${3_000_000 + at}`,
      supportId: `T${at}`,
    }));
    const ids = await makeMembers(database, tenant, crowd);
    const tags = ids.map((member_id, at) => ({ tenant, member_id, tag: words[at % words.length] ?? "" }));
    await insertRows(database, "member_tag", tags);
  }
  await database.transaction().execute((trx) => fillTagCounts(trx, tenant));
  const alone = {
    id: "m_alone",
    name: "Zuzana Černá",
    email: "zuzana@example.com",
    phone: "+972525550118",
    supportId: "7F3K-22",
  };
  await makeMembers(database, tenant, [alone]);
  await makePast(database, tenant, ["m_alone"], { entries: Math.round(members / 2), now: NOW });
  return tenant;
};

const search = (q: string) => (call: Caller) => call("/member-searches", { q });

const requests: Readonly<Record<string, (call: Caller) => Promise<unknown>>> = {
  "search: exact e-mail": search("zuzana@example.com"),
  "search: national phone number": search("052-555-0118"),
  "search: last digits": search("550118"),
  "search: name without marks": search("cerna"),
  "search: a name that many have": search("muller"),
  "search: one letter": search("a"),
  "search: everybody": search(""),
  "tags: one letter": (call) => call("/tag-searches", { prefix: "v" }),
  "member page: member": (call) => call("/members/m_alone"),
  "member page: actions": (call) => call("/members/m_alone/actions"),
  "member page: timeline": (call) => call("/members/m_alone/activities"),
  "member page: timeline by hand": (call) => call("/members/m_alone/activities?source=manual"),
  "member page: gifts": (call) => call("/members/m_alone/gifts"),
};

const SEGMENTS = 50;

/** Filters of all kinds in turn: of a balance, a tag, a purchase, and a name. */
const filtersOfSegments: readonly ((at: number) => FilterNode)[] = [
  (at) => ({ field: "accounts.points.spendable", operator: ">=", value: at }),
  (at) => ({ field: "tags", operator: "contains", value: `${words[at % words.length]}` }),
  (at) => ({ event: "purchase", occurred: true, count: { operator: ">=", value: 2 }, lastDays: at + 1 }),
  (at) => ({ field: "name", operator: "beginsWith", value: `${given[at % given.length]}` }),
];

/** Makes segments of a program: the page of a member says which of all of them they are in. */
const saveSegments = async (call: Caller): Promise<void> => {
  for (let at = 0; at < SEGMENTS; at++) {
    const rule = filtersOfSegments[at % filtersOfSegments.length]?.(at);
    const filter = { combinator: "and", rules: [rule] };
    const saved = await call("/audiences", { name: `Segment ${at}`, filter, isSegment: true });
    if (saved.status !== 200) throw new Error(saved.text);
  }
};

/**
 * Counts pages, which are the same on every machine. The member of the page has 1,000 entries among few, and 50,000
 * among many.
 */
export const measureReads = async (): Promise<Readonly<Record<string, Cost>>> => {
  const postgres = await startPostgres();
  try {
    const recorded = recordStatements(postgres.database);
    const backend = await startBackend({ database: recorded.database });
    const fewCaller = await backend.as({ tenant: await makeCrowd(recorded, FEW) });
    const manyCaller = await backend.as({ tenant: await makeCrowd(recorded, MANY) });
    await sql`vacuum analyze`.execute(postgres.database);
    const costOf = async (request: (call: Caller) => Promise<unknown>): Promise<Cost> => {
      const few = await buffersRead(recorded, () => request(fewCaller));
      const many = await buffersRead(recorded, () => request(manyCaller));
      return { few, many, ratio: Number((many / few).toFixed(2)) };
    };
    const costs: Record<string, Cost> = {};
    for (const [name, request] of Object.entries(requests)) costs[name] = await costOf(request);
    for (const call of [fewCaller, manyCaller]) await saveSegments(call);
    const inSegments = await costOf((call) => call("/members/m_alone"));
    return { ...costs, [`member page: member, ${SEGMENTS} segments`]: inSegments };
  } finally {
    await postgres.stop();
  }
};
