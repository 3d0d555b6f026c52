import { sql } from "kysely";
import type { FilterGroup, Named } from "../../sdk/contract/index.js";
import { dayOf } from "../domain/calendar.js";
import { planOfSegment } from "../domain/filter/check.js";
import { eventsOf } from "../domain/filter/events.js";
import { fieldsOf } from "../domain/filter/fields.js";
import type { Segment } from "../domain/filter/segment.js";
import type { Program } from "../domain/program.js";
import type { Database } from "../postgres/database.js";
import { plannedAnew } from "../postgres/planned-anew.js";
import { conditionOf } from "./filter/condition.js";
import { Joins } from "./filter/joins.js";
import { resolve } from "./filter/resolve.js";

/** The segments of a program, by name. */
export const readSegments = async (database: Database, tenant: string): Promise<readonly Segment[]> => {
  const rows = await database
    .selectFrom("audience")
    .where("tenant", "=", tenant)
    .where("is_segment", "=", sql.lit(true))
    .where("folded", "is not", null)
    .orderBy("folded")
    .select(["id", "name", "filter"])
    .execute();
  return rows.map(({ id, name, filter }) => ({ id, name: name ?? "", filter: JSON.parse(filter) as FilterGroup }));
};

/** What there is to choose from is not looked at where a filter that was saved is read. */
const noLibraries = { branches: [], gifts: [], rewards: [], punchCards: [], segments: [] };

interface Asking {
  readonly tenant: string;
  readonly program: Program;
  readonly segments: readonly Segment[];
  readonly now: Date;
}

/**
 * Which of these segments each of these members is in now: one statement asks about all of both. A segment that no
 * longer fits what the program knows has nobody in it.
 */
export const segmentsOf = async (
  database: Database,
  { tenant, program, segments, now }: Asking,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Named[]>> => {
  const today = dayOf(now, program.timeZone);
  const [fields, events] = [fieldsOf(program, noLibraries), eventsOf(program, noLibraries)];
  const planned = segments.flatMap((segment) => {
    const plan = planOfSegment(segment, { fields, events, segments, today });
    return plan ? [{ named: { id: segment.id, name: segment.name }, plan }] : [];
  });
  if (planned.length === 0 || memberIds.length === 0) return new Map();
  const conditions = planned.map(({ plan }) => plan);
  const resolved = await resolve(database, tenant, program, { is: "group", combinator: "or", not: false, conditions });
  const joins = new Joins(tenant, { timeZone: program.timeZone, today, now: now.toISOString() });
  const tests = conditions.map((plan) => sql`(${conditionOf(plan, { joins, resolved, shape: "probe" })}) is true`);
  const { rows } = await sql<{ id: string; is_in: readonly boolean[] }>`${plannedAnew}
    select m.id, json_build_array(${sql.join(tests)}) as is_in from member as m ${joins.sql}
    where m.tenant = ${tenant} and m.id = any(${[...memberIds]}::text[])`.execute(database);
  return new Map(
    rows.map(({ id, is_in: isIn }) => [id, planned.filter((_, at) => isIn[at]).map(({ named }) => named)]),
  );
};
