import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Condition, PlannedGroup, PlannedRule } from "../../domain/filter/plan.js";
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
}

type Test = RawBuilder<SqlBool>;

const negated = (test: Test, isNegated: boolean): Test => (isNegated ? sql`not ${test}` : test);

const hasKey = (lookup: string, tenant: string): Test =>
  sql`exists (select from member_lookup as l where l.tenant = ${tenant} and l.member_id = m.id and l.kind = ${lookup})`;

/** A key of which a member may have several: only lists of it are looked for, and whether there is one. */
const keyTest = ({ operator, pointer }: PlannedRule, lookup: string, { joins, resolved }: Scope): Test =>
  operator === "null" || operator === "notNull"
    ? negated(hasKey(lookup, joins.tenant), operator === "null")
    : negated(sql`m.id = any(${[...(resolved.members.get(pointer) ?? [])]}::text[])`, operator === "notIn");

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
  const tests = conditions.map((each) => sql`(${conditionOf(each, scope)})`);
  return negated(tests.length ? sql`(${sql.join(tests, between)})` : sql`true`, not);
};

/** A plan as a condition on `member as m`, and on what it has joined. */
export const conditionOf = (condition: Condition, scope: Scope): Test => {
  if (condition.is === "group") return groupTest(condition, scope);
  if (condition.is === "rule") return ruleTest(condition, scope);
  const { where } = condition;
  return eventTest(condition, where && groupTest(where, scope), scope.joins, scope.shape);
};
