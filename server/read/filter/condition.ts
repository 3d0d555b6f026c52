import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Condition, PlannedGroup, PlannedRule, PlannedSegments } from "../../domain/filter/plan.js";
import { compare } from "./compare.js";
import { type EventShape, eventTest } from "./event.js";
import { expressionOf } from "./expression.js";
import type { Joins } from "./joins.js";
import type { Resolved } from "./resolve.js";
import { hasOneOf } from "./sets.js";

/** What conditions are made in. */
export interface Scope {
  readonly joins: Joins;
  readonly resolved: Resolved;
  readonly shape: EventShape;
  /** Whether what is unknown makes a difference: beneath a `not`, it is no longer the same as false. */
  readonly isNegated?: boolean;
}

type Test = RawBuilder<SqlBool>;

const negated = (test: Test, isNegated: boolean): Test => (isNegated ? sql`not ${test}` : test);

const hasKey = (lookup: string, tenant: string): Test =>
  sql`exists (select from member_lookup as l where l.tenant = ${tenant} and l.member_id = m.id and l.kind = ${lookup})`;

/** A key of which a member may have several: only lists of it are looked for, and whether there is one. */
const keyTest = (rule: PlannedRule, lookup: string, { joins, resolved }: Scope): Test =>
  rule.operator === "null" || rule.operator === "notNull"
    ? negated(hasKey(lookup, joins.tenant), rule.operator === "null")
    : negated(sql`m.id = any(${[...(resolved.members.get(rule) ?? [])]}::text[])`, rule.operator === "notIn");

const isNegative = ({ operator }: PlannedRule): boolean =>
  operator === "doesNotContain" || operator === "notIn" || operator === "null";

const ruleTest = (rule: PlannedRule, scope: Scope): Test => {
  const { field, operator, values } = rule;
  const { source } = field;
  const { joins, resolved } = scope;
  if (source.from === "set") {
    const named = values.map(String);
    const wanted = source.set === "tags" ? named.flatMap(resolved.spellings) : named;
    const any = operator === "null" || operator === "notNull";
    return negated(hasOneOf(source.set, any ? null : wanted, joins), isNegative(rule));
  }
  const isList = source.from === "key" && (operator === "in" || operator === "notIn");
  const value = isList ? null : expressionOf(field, joins);
  if (value === null) return keyTest(rule, source.from === "key" ? source.lookup : "id", scope);
  const isBirthday = source.from === "profile" && source.column === "birthday";
  return compare(value, rule, joins.calendar, { isCode: field.kind === "choice", isBirthday });
};

const groupTest = ({ combinator, not, conditions }: PlannedGroup, scope: Scope): Test => {
  const between = combinator === "and" ? sql` and ` : sql` or `;
  const within = not ? { ...scope, isNegated: true } : scope;
  const tests = conditions.map((each) => sql`(${conditionOf(each, within)})`);
  return negated(tests.length ? sql`(${sql.join(tests, between)})` : sql`true`, not);
};

/** Who is not in a segment for certain is not in it: what its own conditions leave unknown is no third case. */
const segmentsTest = ({ isIn, segments }: PlannedSegments, scope: Scope): Test => {
  const any = sql.join(
    segments.map((each) => sql`(${groupTest(each, scope)})`),
    sql` or `,
  );
  if (!isIn) return sql`(${any}) is not true`;
  return scope.isNegated ? sql`(${any}) is true` : sql<SqlBool>`(${any})`;
};

/** A plan as a condition on `member as m`, and on what it has joined. */
export const conditionOf = (condition: Condition, scope: Scope): Test => {
  if (condition.is === "group") return groupTest(condition, scope);
  if (condition.is === "rule") return ruleTest(condition, scope);
  if (condition.is === "segments") return segmentsTest(condition, scope);
  const { where } = condition;
  return eventTest(condition, where && groupTest(where, scope), scope.joins, scope.shape);
};
