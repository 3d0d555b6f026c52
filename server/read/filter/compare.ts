import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { FilterOperator } from "../../../sdk/contract/index.js";
import type { Scalar } from "../../domain/filter/plan.js";
import { birthdaysWithin, lastDays, nextDays } from "./days.js";
import type { Expression } from "./expression.js";
import type { Calendar } from "./joins.js";

type Test = RawBuilder<SqlBool>;

const comparisons = {
  "=": sql`=`,
  "!=": sql`<>`,
  "<": sql`<`,
  "<=": sql`<=`,
  ">": sql`>`,
  ">=": sql`>=`,
} as const;
type Comparison = keyof typeof comparisons;

const isComparison = (operator: FilterOperator): operator is Comparison => Object.hasOwn(comparisons, operator);

const escaped = (value: Scalar): string => String(value).replaceAll(/[\\%_]/g, "\\$&");

/** Which texts are alike, as `like` has it; whether those are meant, or all others. */
const patterns: Partial<
  Readonly<Record<FilterOperator, readonly [pattern: (text: string) => string, meant: boolean]>>
> = {
  contains: [(text) => `%${text}%`, true],
  doesNotContain: [(text) => `%${text}%`, false],
  beginsWith: [(text) => `${text}%`, true],
  doesNotBeginWith: [(text) => `${text}%`, false],
  endsWith: [(text) => `%${text}`, true],
  doesNotEndWith: [(text) => `%${text}`, false],
};

/** Texts are the same whatever their case, as far as the database knows letters. Codes are not told apart so. */
const compareText = (x: RawBuilder<unknown>, operator: FilterOperator, values: readonly Scalar[]): Test => {
  const [value = ""] = values;
  const [pattern, meant] = patterns[operator] ?? [];
  if (pattern) return sql`lower(${x}) ${meant ? sql`like` : sql`not like`} lower(${pattern(escaped(value))}::text)`;
  if (isComparison(operator)) return sql`lower(${x}) ${comparisons[operator]} lower(${value}::text)`;
  const list = sql`array(select lower(each) from unnest(${[...values]}::text[]) as each)`;
  return operator === "in" ? sql`lower(${x}) = any(${list})` : sql`lower(${x}) <> all(${list})`;
};

const compareCode = (x: RawBuilder<unknown>, operator: FilterOperator, values: readonly Scalar[]): Test => {
  if (isComparison(operator)) return sql`${x} ${comparisons[operator]} ${values[0]}::text`;
  return operator === "in" ? sql`${x} = any(${[...values]}::text[])` : sql`${x} <> all(${[...values]}::text[])`;
};

const numberOf = (value: Scalar | undefined) =>
  Number.isInteger(value) ? sql`${value}::bigint` : sql`${value}::numeric`;

const compareNumber = (x: RawBuilder<unknown>, operator: FilterOperator, [value, last]: readonly Scalar[]): Test => {
  if (isComparison(operator)) return sql`${x} ${comparisons[operator]} ${numberOf(value)}`;
  const range = sql`between ${numberOf(value)} and ${numberOf(last)}`;
  return operator === "between" ? sql`${x} ${range}` : sql`${x} not ${range}`;
};

const compareBirthday = (x: RawBuilder<unknown>, days: number, today: string): Test => {
  const coming = birthdaysWithin(today, days);
  return coming === null
    ? sql`${x} is not null`
    : sql`date_part('month', ${x}) * 100 + date_part('day', ${x}) = any(${coming}::float8[])`;
};

/** When a day begins in a zone. */
export const beginning = (day: RawBuilder<unknown>, timeZone: string): RawBuilder<unknown> =>
  sql`${day}::timestamp at time zone ${timeZone}`;

/** What holds of a value that is a day, or an instant: a stretch of days has a beginning, and one day after its end. */
interface Stretches {
  readonly before: (day: Scalar | undefined) => Test;
  readonly upTo: (day: Scalar | undefined) => Test;
}

const stretchesOf = ({ sql: x, type }: Expression, { timeZone }: Calendar): Stretches => {
  if (type === "date") return { before: (day) => sql`${x} < ${day}::date`, upTo: (day) => sql`${x} <= ${day}::date` };
  const begins = (day: RawBuilder<unknown>) => beginning(day, timeZone);
  return {
    before: (day) => sql`${x} < ${begins(sql`${day}::date`)}`,
    upTo: (day) => sql`${x} < ${begins(sql`(${day}::date + 1)`)}`,
  };
};

const compareDays = (x: Expression, operator: FilterOperator, values: readonly Scalar[], calendar: Calendar): Test => {
  const { before, upTo } = stretchesOf(x, calendar);
  const [first, last = first] = values;
  const within = (from: Scalar | undefined, to: Scalar | undefined): Test => sql`(not ${before(from)} and ${upTo(to)})`;
  const days = Number(first);
  switch (operator) {
    case "<":
      return before(first);
    case "<=":
      return upTo(first);
    case ">":
      return sql`not ${upTo(first)}`;
    case ">=":
      return sql`not ${before(first)}`;
    case "!=":
    case "notBetween":
      return sql`not ${within(first, last)}`;
    case "inLastDays":
      return within(...lastDays(calendar.today, days));
    case "notInLastDays":
      return before(lastDays(calendar.today, days)[0]);
    case "inNextDays":
      return within(...nextDays(calendar.today, days));
    default:
      return within(first, last);
  }
};

/** Whether a comparison is of a birthday, which comes round every year. */
const comesRound = (operator: FilterOperator, isBirthday: boolean): boolean => operator === "inNextDays" && isBirthday;

/**
 * One condition on one value, as SQL has it: unknown where there is no value, unless that is what is asked for. Every
 * value is a parameter.
 */
export const compare = (
  x: Expression,
  { operator, values }: { readonly operator: FilterOperator; readonly values: readonly Scalar[] },
  calendar: Calendar,
  { isCode, isBirthday }: { readonly isCode: boolean; readonly isBirthday: boolean },
): Test => {
  if (operator === "null") return sql`${x.sql} is null`;
  if (operator === "notNull") return sql`${x.sql} is not null`;
  if (comesRound(operator, isBirthday)) return compareBirthday(x.sql, Number(values[0]), calendar.today);
  switch (x.type) {
    case "number":
      return compareNumber(x.sql, operator, values);
    case "boolean":
      return sql`${x.sql} ${operator === "!=" ? sql`<>` : sql`=`} ${values[0]}::boolean`;
    case "text":
      return isCode ? compareCode(x.sql, operator, values) : compareText(x.sql, operator, values);
    default:
      return compareDays(x, operator, values, calendar);
  }
};
