import { sql } from "kysely";
import type { ReasonCode } from "../../sdk/contract/index.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { fillTagCounts } from "../postgres/tag-counts.js";
import { foldCase } from "../domain/letters.js";
import { tierFor } from "../domain/tiers.js";
import { type InsertRows, insertRows } from "../postgres/rows.js";
import { basketOf, items } from "./baskets.js";
import { purchaseItemRows } from "../write/purchase-item-rows.js";
import { Random } from "./random.js";
import { type Calendar, calendarOf } from "./calendar.js";
import { Chronicle, type Rows } from "./chronicle.js";
import { stranger } from "./crowd.js";
import { heavyMember } from "./heavy-member.js";
import { northwind, type SeededReward, team } from "./northwind.js";
import { namedPeople } from "./people.js";
import { enrol, type Person } from "./person.js";

export { northwind, team } from "./northwind.js";
export { memberFor, people } from "./people.js";

interface SeedOptions {
  /** How many members in all; at least, and by default, those of {@link people}. */
  readonly members?: number;
  /** The past is told up to here. */
  readonly now: Date;
  /**
   * What the many have done so far: a believable past, or nothing; by default `normal`. Those of {@link people} always
   * have theirs.
   */
  readonly history?: "normal" | "none";
  /** Adds a member with so many entries in the ledger, `m_heavy`; by default none. */
  readonly heavyMember?: number;
  /** How rows are added; by default by INSERT. */
  readonly insert?: InsertRows;
}

/** In the order in which they may be inserted. */
const emptyRows = (): Rows => ({
  program: [],
  branch: [],
  reason_code: [],
  gift: [],
  punch_card: [],
  reward: [],
  template: [],
  item: [],
  operator: [],
  member: [],
  profile: [],
  external_id: [],
  member_lookup: [],
  member_attribute: [],
  member_tag: [],
  household_member: [],
  consent: [],
  account: [],
  lot: [],
  entry: [],
  member_gift: [],
  member_punch_card: [],
  coupon: [],
  member_card: [],
  operation: [],
  purchase: [],
  purchase_item: [],
  member_event: [],
  approval: [],
  member_text: [],
  message: [],
  resync: [],
  audit: [],
  audit_to_seal: [],
  audit_seal: [],
  audit_head: [],
  certificate: [],
  audience: [],
  export: [],
  job: [],
  job_chunk: [],
  job_item: [],
  member_change: [],
  job_change: [],
});

type Placed<T> = T & { readonly tenant: string; readonly position: number };

const placed = <T>(tenant: string, list: readonly T[]): Placed<T>[] =>
  list.map((item, position) => ({ tenant, position, ...item }));

const rewardRow = (
  { prices, segment, minTierId, startsInDays, endsInDays, frequency, validDays, ...reward }: Placed<SeededReward>,
  day: Calendar["day"],
): Rows["reward"][number] => ({
  ...reward,
  prices: JSON.stringify(prices),
  segment: segment ?? null,
  min_tier_id: minTierId ?? null,
  starts_on: startsInDays === undefined ? null : day(-startsInDays),
  ends_on: endsInDays === undefined ? null : day(-endsInDays),
  times: frequency?.times ?? null,
  within_days: frequency?.days ?? null,
  stock: reward.stock ?? null,
  valid_days: validDays ?? null,
});

/** Receipts that can be claimed. */
const keepReceipts = (rows: Rows, tenant: string, { at }: Calendar): void => {
  for (const [index, { number, cents, branchId, daysAgo }] of northwind.receipts.entries()) {
    const id = `pu_till_${index + 1}`;
    const sold = { tenant, id, member_id: null, at: at(daysAgo, "08:20"), branch_id: branchId, operation_id: null };
    rows.purchase.push({ ...sold, receipt_number: number, amount: cents, currency: "EUR", scale: 2 });
    const basket = basketOf(cents, items[0], new Random(index));
    rows.purchase_item.push(...purchaseItemRows({ tenant, purchase_id: id, member_id: null }, basket));
  }
};

const listProgram = (rows: Rows, tenant: string, calendar: Calendar): void => {
  const { day } = calendar;
  keepReceipts(rows, tenant, calendar);
  rows.program.push({ tenant, settings: JSON.stringify(program) });
  rows.branch.push(...placed(tenant, northwind.branches));
  rows.reason_code.push(
    ...placed(tenant, northwind.reasonCodes as readonly ReasonCode[]).map(
      ({ actions, requiresNote: requires_note = false, retired = false, ...reason }) => ({
        ...reason,
        actions: actions ? JSON.stringify(actions) : null,
        requires_note,
        retired,
      }),
    ),
  );
  rows.gift.push(
    ...placed(tenant, [...northwind.gifts, ...Object.values(northwind.parking)]).map(
      ({ imageUrl: image_url, validDays: valid_days, ...gift }) => ({
        ...gift,
        image_url,
        valid_days,
      }),
    ),
  );
  rows.punch_card.push(...placed(tenant, northwind.punchCards));
  rows.reward.push(...placed(tenant, northwind.rewards).map((reward) => rewardRow(reward, day)));
  rows.template.push(...placed(tenant, northwind.templates));
  rows.item.push(
    ...placed(
      tenant,
      items.map(({ id, name }) => ({ id, name })),
    ),
  );
  rows.audience.push(
    ...northwind.segments.map(({ filter, ...segment }) => ({
      ...{ tenant, ...segment, folded: foldCase(segment.name), filter: JSON.stringify(filter), is_segment: true },
      ...{ created_by: team.ari.id, created_at: calendar.at(30, "09:00"), updated_at: calendar.at(30, "09:00") },
    })),
  );
  rows.operator.push(...Object.values(team).map((operator) => ({ tenant, ...operator })));
};

const { program } = northwind;
const tierAt = (earned: number) => tierFor(program, earned);

const tell = (rows: Rows, tenant: string, person: Person, now: Date): void => {
  const calendar = calendarOf(now);
  const story = new Chronicle(rows, tenant, person.id, tierAt);
  person.past?.(story, calendar);
  story.close();
  enrol(rows, tenant, person, calendar, tierAt(story.earned("points")));
};

function* everybody({ members = 0, history = "normal", heavyMember: entries = 0 }: SeedOptions): Generator<Person> {
  yield* namedPeople;
  if (entries > 0) yield heavyMember(entries);
  for (let index = namedPeople.length; index < members; index++) {
    const { past, ...person } = stranger(index);
    yield { ...person, ...(past && history === "normal" && { past }) };
  }
}

/** So many rows are held in memory at a time, and a member's more. */
const ROWS_AT_ONCE = 5000;

const count = (rows: Rows): number => Object.values(rows).reduce((sum, list) => sum + list.length, 0);

function* batchesOf(tenant: string, options: SeedOptions): Generator<Rows> {
  let rows = emptyRows();
  listProgram(rows, tenant, calendarOf(options.now));
  for (const person of everybody(options)) {
    tell(rows, tenant, person, options.now);
    if (count(rows) < ROWS_AT_ONCE) continue;
    yield rows;
    rows = emptyRows();
  }
  yield rows;
}

const insertBatch = async (trx: OpenTransaction, rows: Rows, insert: InsertRows): Promise<void> => {
  await Promise.all((Object.keys(rows) as (keyof Rows)[]).map((table) => insert<keyof Rows>(trx, table, rows[table])));
};

/**
 * Makes the demo program for one tenant: all of it or nothing. The same every time but for the members' salts; not to
 * be repeated for a tenant that has it. Memory stays the same however many members there are.
 */
export const seedTenant = async (database: Database, tenant: string, options: SeedOptions): Promise<void> => {
  const { insert = insertRows } = options;
  await database.transaction().execute(async (trx) => {
    let written = Promise.resolve();
    for (const rows of batchesOf(tenant, options)) {
      await written;
      // While the database stores these, the next ones are made.
      written = insertBatch(trx, rows, insert);
    }
    await written;
    await fillTagCounts(trx, tenant);
  });
  // PGlite never gathers statistics by itself; without them, large tables are searched in the wrong order.
  if ((options.members ?? 0) > namedPeople.length) await sql`analyze`.execute(database);
};
