import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { FilterGroup } from "../../../sdk/contract/index.js";
import type { Clock } from "../../clock.js";
import { dayOf } from "../../domain/calendar.js";
import { planOf } from "../../domain/filter/check.js";
import type { Field } from "../../domain/filter/field.js";
import type { PlannedGroup } from "../../domain/filter/plan.js";
import { probesOf } from "../../domain/lookup.js";
import { erasedStatuses } from "../../domain/membership.js";
import type { Program } from "../../domain/program.js";
import { invalid } from "../../domain/refusal.js";
import type { Database } from "../../postgres/database.js";
import { PLANNED_ANEW } from "../../postgres/planned-anew.js";
import { conditionOf, type Scope } from "../filter/condition.js";
import { Joins } from "../filter/joins.js";
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
  /** `YYYY-MM-DD` in the program's zone, by the server's clock. */
  readonly today: string;
  /**
   * A statement over them, as `member as m` and what was joined: what it selects, and what follows the condition. What
   * the parts look into is joined where they say so.
   */
  readonly statement: (
    parts: (joins: Joins) => { select: RawBuilder<unknown>; rest: RawBuilder<unknown> },
  ) => RawBuilder<unknown>;
}

const gone = sql.join(erasedStatuses.map((status) => sql.lit(status)));

/** Who is still there: an erased member is in no list (S2-1). */
export const present = (tenant: string): RawBuilder<SqlBool> => sql`m.tenant = ${tenant} and m.status not in (${gone})`;

/** Who is found by what was typed, as in the quick search. */
const foundBy = (q: string, country: string | null, tenant: string): RawBuilder<SqlBool> => {
  if (q.trim() === "") return sql`true`;
  return sql`m.id in (
    select l.member_id from json_to_recordset(${JSON.stringify(probesOf(q, country))}::json)
      as probe (kind text, "from" text, "to" text, holding text[])
    join member_lookup as l on l.tenant = ${tenant} and l.kind = probe.kind
      and l.value >= probe."from" and l.value < probe."to" and ' ' || l.value || ' ' like all (probe.holding))`;
};

/** The audience that is asked for; or a 422 that points at what is wrong with its filter. */
export const audienceOf = async (
  database: Database,
  clock: Clock,
  tenant: string,
  { filter, q = "" }: Asked,
): Promise<Audience> => {
  const { program, fields } = await readVocabulary(database, tenant);
  const plan = planOf(filter, { fields });
  const resolved = await resolve(database, tenant, program, plan);
  const { timeZone, country } = program;
  const today = dayOf(clock.now(), timeZone);
  const statement: Audience["statement"] = (parts) => {
    const joins = new Joins(tenant);
    const scope: Scope = { joins, resolved, timeZone, today };
    const matches = conditionOf(plan, scope);
    const { select, rest } = parts(joins);
    return sql`${sql.raw(PLANNED_ANEW)} select ${select} from member as m ${joins.sql}
      where ${present(tenant)} and ${matches} and ${foundBy(q, country, tenant)} ${rest}`;
  };
  return { tenant, program, fields, plan, resolved, today, statement };
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
