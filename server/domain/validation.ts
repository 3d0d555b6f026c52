import type * as z from "zod/mini";
import { type InputError, invalid } from "./refusal.js";

type Issue = z.core.$ZodIssue;

const wanted: Readonly<Record<string, string>> = {
  string: "Give text.",
  number: "Give a number of at most 15 digits.",
  int: "Give a whole number.",
  boolean: "Give true or false.",
  object: "Give a JSON object.",
  array: "Give a list.",
};

const formats: Readonly<Record<string, string>> = {
  date: "Give a calendar date as YYYY-MM-DD.",
  datetime: "Give an instant in UTC, as 2026-11-21T10:00:00Z.",
  regex: "Characters are used here that are not allowed, or too many of them.",
};

/** Our own refinements, whose message is their code. */
const refinements: Readonly<Record<string, string>> = {
  "not-storable": "A character is used here that can't be stored.",
  blank: "Nothing of this text can be seen.",
  "invisible-character": "A character is used here that can't be seen. Write it without.",
  "wrong-format": "Write it in the expected format.",
  zero: "Give a number other than 0.",
  empty: "Say what is to be changed.",
  "one-alternative": "Fill in exactly one of the alternatives, and all of its fields.",
};

type Words = readonly [code: string, detail: string];

const sized = (issue: Issue & { origin: string }, bound: number | bigint, above: boolean): Words => {
  const side = above ? "at most" : "at least";
  if (issue.origin === "string")
    return [above ? "too-long" : "too-short", `Use ${side} ${bound} character${bound == 1 ? "" : "s"}.`];
  if (issue.origin === "array") return [above ? "too-many" : "too-few", `Give ${side} ${bound}.`];
  return [above ? "too-large" : "too-small", `Give ${side} ${bound}.`];
};

const wordsOf: { [C in Issue["code"]]?: (issue: Extract<Issue, { code: C }>) => Words } = {
  invalid_type: ({ expected }) => ["wrong-type", wanted[expected] ?? "Give a value of another type."],
  too_big: (issue) => sized(issue, issue.maximum, true),
  too_small: (issue) => sized(issue, issue.minimum, false),
  invalid_format: ({ format }) => ["wrong-format", formats[format] ?? "Write it in the expected format."],
  invalid_value: ({ values }) => ["not-an-option", `Give one of: ${values.join(", ")}.`],
  invalid_union: () => ["wrong-type", "Give one of the forms that the contract allows."],
  custom: ({ message }) => [message, refinements[message] ?? "Give another value."],
};

/** RFC 6901. A key may come from the caller, so that it is cut short. */
const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part], input);

/** Whether a value is of a form's own type, however wrong its parts are. */
const isOfType = (issues: readonly Issue[]): boolean =>
  issues.every(({ path, code }) => path.length > 0 || (code !== "invalid_type" && code !== "invalid_union"));

/**
 * What keeps a value from the one form that it comes closest to: the one with the fewest parts that are wrong. Null where
 * it is of no form's type.
 */
const closest = ({ errors, path }: Extract<Issue, { code: "invalid_union" }>): Issue[] | null => {
  const forms = errors.filter(isOfType).toSorted((a, b) => a.length - b.length);
  return forms[0]?.map((issue) => ({ ...issue, path: [...path, ...issue.path] })) ?? null;
};

const errorsOf = (issue: Issue, input: unknown): InputError[] => {
  const inside = issue.code === "invalid_union" ? closest(issue) : null;
  if (inside) return inside.flatMap((each) => errorsOf(each, input));
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      code: "unknown-field",
      detail: "There is no such field.",
    }));
  const pointer = pointerOf(issue.path);
  if (valueAt(input, issue.path) === undefined) return [{ pointer, code: "required", detail: "This is required." }];
  const words = wordsOf[issue.code] as ((issue: Issue) => Words) | undefined;
  const [code, detail] = words?.(issue) ?? ["invalid", "Give another value."];
  return [{ pointer, code, detail }];
};

/** Most errors that one answer lists. */
const MOST = 50;

/**
 * What a failed parse says, one error a field, in plain words made from the issues' codes; a value that was sent is
 * never repeated.
 */
const inputErrors = (error: z.core.$ZodError, input: unknown): InputError[] => {
  const byPointer = new Map<string, InputError>();
  for (const found of error.issues.slice(0, MOST).flatMap((issue) => errorsOf(issue, input)))
    if (!byPointer.has(found.pointer)) byPointer.set(found.pointer, found);
  return [...byPointer.values()].slice(0, MOST);
};

/** The parsed value of a part of an input, or what is wrong with it, pointed at from the whole. */
export const validatePart = <S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  pointer: string,
): { readonly value: z.output<S> } | { readonly errors: readonly InputError[] } => {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  return { errors: inputErrors(result.error, value).map((each) => ({ ...each, pointer: pointer + each.pointer })) };
};

/** The parsed input, or a 422 that says what is wrong with it. */
export const validate = <S extends z.ZodMiniType>(schema: S, input: unknown): z.output<S> => {
  const result = schema.safeParse(input);
  if (!result.success) throw invalid(...inputErrors(result.error, input));
  return result.data;
};
