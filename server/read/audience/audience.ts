import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { FilterGroup } from "../../../sdk/contract/index.js";
import type { Clock } from "../../clock.js";
import { planOf } from "../../domain/filter/check.js";
import type { Field } from "../../domain/filter/field.js";
import type { PlannedGroup } from "../../domain/filter/plan.js";
import { probesOf } from "../../domain/lookup.js";
import { erasedStatuses } from "../../domain/membership.js";
import { maskOf, type Seer } from "../../domain/masking.js";
import type { Program } from "../../domain/program.js";
import { invalid } from "../../domain/refusal.js";
import type { Database } from "../../postgres/database.js";
import type { Abandonment } from "../../postgres/until-abandoned.js";
import { conditionOf } from "../filter/condition.js";
import type { EventShape } from "../filter/event.js";
import { type Calendar, Joins } from "../filter/joins.js";
import { resolve, type Resolved } from "../filter/resolve.js";
import { readVocabulary } from "../filter/vocabulary.js";

/** Whom a request is about: who matches, and is found by what was typed. */
export interface Asked {
  readonly filter: FilterGroup;
  readonly q?: string | undefined;
}

/** Members of one program that a filter finds. */
export interface Audience {
  readonly tenant: string;
  readonly program: Program;
  readonly fields: readonly Field[];
  readonly plan: PlannedGroup;
  readonly resolved: Resolved;
  readonly calendar: Calendar;
  /** When what is read of it is not waited for any more; left out: it always is. */
  readonly abandonment?: Abandonment;
  /** A statement over them. Where events are asked for, they are counted in this shape. */
  readonly statement: (parts: Parts, shape: EventShape) => RawBuilder<unknown>;
}

/**
 * What a statement selects of `member as m`, and what follows its condition. What the parts look into beside, they join.
 */
export type Parts = (joins: Joins) => { readonly select: RawBuilder<unknown>; readonly rest: RawBuilder<unknown> };

const gone = sql.join(erasedStatuses.map((status) => sql.lit(status)));

/** Who is still there: an erased member is in no list (S2-1). */
export const present = (tenant: string): RawBuilder<SqlBool> => sql`m.tenant = ${tenant} and m.status not in (${gone})`;

/** Who is found by what was typed, as in the quick search. */
const foundBy = (q: string, program: Program, who: Seer): RawBuilder<SqlBool> => {
  if (q.trim() === "") return sql`true`;
  const { tenant } = who;
  const probes = probesOf(q, program.country, maskOf(who, program));
  return sql`m.id in (
    select l.member_id from json_to_recordset(${JSON.stringify(probes)}::json)
      as probe (kind text, "from" text, "to" text, holding text[])
    join member_lookup as l on l.tenant = ${tenant} and l.kind = probe.kind
      and l.value >= probe."from" and l.value < probe."to" and ' ' || l.value || ' ' like all (probe.holding))`;
};

/**
 * The audience that is asked for; or a 422 that points at what is wrong with its filter. Nothing is asked about what is
 * hidden from who asks.
 */
export const audienceOf = async (
  database: Database,
  clock: Clock,
  who: Seer,
  { filter, q = "" }: Asked,
): Promise<Audience> => {
  const { tenant } = who;
  const now = clock.now();
  const vocabulary = await readVocabulary(database, who, now);
  const { program, fields, today } = vocabulary;
  const plan = planOf(filter, vocabulary);
  const resolved = await resolve(database, tenant, program, plan);
  const calendar = { timeZone: program.timeZone, today, now: now.toISOString() };
  const statement: Audience["statement"] = (parts, shape) => {
    const joins = new Joins(tenant, calendar);
    const matches = conditionOf(plan, { joins, resolved, shape });
    const { select, rest } = parts(joins);
    return sql`select ${select} from member as m ${joins.sql}
      where ${present(tenant)} and ${matches} and ${foundBy(q, program, who)} ${rest}`;
  };
  return { tenant, program, fields, plan, resolved, calendar, statement };
};

/** The fields with these ids, in their order; or a 422 that points at one that there is not. */
export const fieldsNamed = (
  fields: readonly Field[],
  ids: readonly string[],
  may: "column" | "sortable",
  pointer: (index: number) => string,
): readonly Field[] =>
  ids.map((id, index) => {
    const field = fields.find((each) => each.id === id && each[may]);
    if (field) return field;
    throw invalid({ pointer: pointer(index), code: "not-an-option", detail: "There is no such field to choose." });
  });
