import { sql } from "kysely";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { fillTagCounts } from "../postgres/tag-counts.js";
import { tierFor } from "../domain/tiers.js";
import { calendarOf } from "./calendar.js";
import { Chronicle, type Rows } from "./chronicle.js";
import { stranger } from "./crowd.js";
import { northwind, team } from "./northwind.js";
import { namedPeople } from "./people.js";
import { enrol, type Person } from "./person.js";
import { Random } from "./random.js";

export { northwind, team } from "./northwind.js";
export { people } from "./people.js";

export interface SeedOptions {
  /** How many members in all; at least, and by default, those of {@link people}. */
  readonly members?: number;
  /** The past is told up to here. */
  readonly now: Date;
}

/** In the order in which they may be inserted. */
const emptyRows = (): Rows => ({
  program: [],
  branch: [],
  reason_code: [],
  gift: [],
  punch_card: [],
  template: [],
  operator: [],
  member: [],
  profile: [],
  external_id: [],
  member_lookup: [],
  member_tag: [],
  consent: [],
  account: [],
  lot: [],
  entry: [],
  member_gift: [],
  member_punch_card: [],
  operation: [],
  member_text: [],
  message: [],
  audit: [],
});

const placed = <T>(tenant: string, list: readonly T[]) => list.map((item, position) => ({ tenant, position, ...item }));

const listProgram = (rows: Rows, tenant: string): void => {
  rows.program.push({ tenant, settings: JSON.stringify(program) });
  rows.branch.push(...placed(tenant, northwind.branches));
  rows.reason_code.push(...placed(tenant, northwind.reasonCodes));
  rows.gift.push(
    ...placed(tenant, northwind.gifts).map(({ imageUrl: image_url, validDays: valid_days, ...gift }) => ({
      ...gift,
      image_url,
      valid_days,
    })),
  );
  rows.punch_card.push(...placed(tenant, northwind.punchCards));
  rows.template.push(...placed(tenant, northwind.templates));
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

/** A statement for each some thousands of rows: they travel as one JSON text, so that the statement's shape never changes. */
const ROWS_AT_ONCE = 5000;

const insertAll = async (trx: OpenTransaction, table: string, rows: readonly object[]): Promise<void> => {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((name) => sql.ref(name)));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const json = JSON.stringify(rows.slice(from, from + ROWS_AT_ONCE));
    await sql`insert into ${sql.table(table)} (${columns})
      select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${json}::json)`.execute(trx);
  }
};

/**
 * Makes the demo program for one tenant: all of it or nothing. The same every time but for the members' salts; not to be repeated
 * for a tenant that has it.
 */
export const seedTenant = async (database: Database, tenant: string, { members = 0, now }: SeedOptions): Promise<void> => {
  const rows = emptyRows();
  const random = new Random(1048);
  listProgram(rows, tenant);
  for (const person of namedPeople) tell(rows, tenant, person, now);
  for (let index = namedPeople.length; index < members; index++) tell(rows, tenant, stranger(index, random), now);
  await database.transaction().execute(async (trx) => {
    for (const [table, list] of Object.entries(rows)) await insertAll(trx, table, list);
    await fillTagCounts(trx, tenant);
  });
  // PGlite never gathers statistics by itself; without them, large tables are searched in the wrong order.
  if (members > namedPeople.length) await sql`analyze`.execute(database);
};
