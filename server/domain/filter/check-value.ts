import type { FieldRule, FilterOperator } from "../../../sdk/contract/index.js";
import { CalendarDate } from "../../../sdk/contract/schemas/inputs.js";
import type { InputError } from "../refusal.js";
import type { Field, FieldKind } from "./field.js";
import type { Scalar } from "./plan.js";

type Fault = Omit<InputError, "pointer">;

const required: Fault = { code: "required", detail: "Fill this in." };
const MOST_DAYS = 36_500;

const textFault = (value: Scalar): Fault | null => {
  if (typeof value !== "string") return { code: "wrong-type", detail: "Give text." };
  return value === "" ? required : null;
};

const numberFault = (value: Scalar): Fault | null =>
  typeof value !== "number" || Math.abs(value) > Number.MAX_SAFE_INTEGER
    ? { code: "wrong-type", detail: "Give a number of at most 15 digits." }
    : null;

const dateFault = (value: Scalar): Fault | null =>
  CalendarDate.safeParse(value).success
    ? null
    : { code: "wrong-format", detail: "Give a calendar date as YYYY-MM-DD." };

const booleanFault = (value: Scalar): Fault | null =>
  typeof value === "boolean" ? null : { code: "wrong-type", detail: "Give true or false." };

const faultOf: Readonly<Record<FieldKind, (value: Scalar) => Fault | null>> = {
  text: textFault,
  choice: textFault,
  set: textFault,
  key: textFault,
  number: numberFault,
  date: dateFault,
  boolean: booleanFault,
};

const daysFault = (value: Scalar): Fault | null =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_DAYS
    ? null
    : { code: "wrong-type", detail: `Give a number of days, 1 to ${MOST_DAYS}.` };

const isDays = (operator: FilterOperator): boolean => operator.endsWith("Days");

/** How many values an operator takes: none, one, a pair, or a list of at least one. */
const arityOf = (operator: FilterOperator): "none" | "one" | "pair" | "list" => {
  if (operator === "null" || operator === "notNull") return "none";
  if (operator === "between" || operator === "notBetween") return "pair";
  return operator === "in" || operator === "notIn" ? "list" : "one";
};

const shapeFault = (operator: FilterOperator, value: FieldRule["value"]): Fault | null => {
  const arity = arityOf(operator);
  if (arity === "none") return null;
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return required;
  if (Array.isArray(value) !== (arity !== "one"))
    return { code: "wrong-type", detail: arity === "one" ? "Give one value." : "Give a list." };
  return arity === "pair" && (value as readonly Scalar[]).length !== 2
    ? { code: "wrong-type", detail: "Give the first and the last value." }
    : null;
};

/** The values of a rule that fit its field and operator; or what is wrong with them, and where. */
export const readValues = (
  { kind }: Pick<Field, "kind">,
  { operator, value }: FieldRule,
  pointer: string,
): { readonly values: readonly Scalar[] } | { readonly errors: readonly InputError[] } => {
  const fault = shapeFault(operator, value);
  if (fault) return { errors: [{ pointer, ...fault }] };
  if (arityOf(operator) === "none") return { values: [] };
  const values = [value].flat() as Scalar[];
  const check = isDays(operator) ? daysFault : faultOf[kind];
  const errors = values.flatMap((each, index) => {
    const wrong = check(each);
    return wrong ? [{ pointer: Array.isArray(value) ? `${pointer}/${index}` : pointer, ...wrong }] : [];
  });
  return errors.length ? { errors } : { values };
};
