/**
 * What the schemas of answers use of `zod/mini`, with the same verdicts, for the build that plain pages load: zod's own
 * is 6 KB more there. A bundler's build takes zod itself. What is missing here stops the build, and
 * `test/sdk/contract/zod-for-pages.test.ts` holds both against each other.
 */

/** What is wrong with a value, and where. */
interface Issue {
  readonly code: string;
  readonly path: PropertyKey[];
}

/** Answers the value in the schema's shape, or adds to what is wrong. */
type Read = (value: unknown, issues: Issue[]) => unknown;

interface Schema {
  readonly read: Read;
  safeParse(value: unknown): { success: true; data: unknown } | { success: false; error: { issues: Issue[] } };
}

const schema = (read: Read): Schema => ({
  read,
  safeParse: (value) => {
    const issues: Issue[] = [];
    const data = read(value, issues);
    return issues.length ? { success: false, error: { issues } } : { success: true, data };
  },
});

/** Reads a part of a value. What is wrong with it is wrong at its key. */
const readAt = ({ read }: Schema, value: unknown, key: PropertyKey, issues: Issue[]): unknown => {
  const before = issues.length;
  const data = read(value, issues);
  for (const { path } of issues.slice(before)) path.unshift(key);
  return data;
};

/** A schema of the values that have a type. */
const typed = (has: (value: unknown) => boolean, read: Read = (value) => value): Schema =>
  schema((value, issues) => (has(value) ? read(value, issues) : void issues.push({ code: "invalid_type", path: [] })));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const string = (): Schema => typed((value) => typeof value === "string");
export const boolean = (): Schema => typed((value) => typeof value === "boolean");
export const number = (): Schema => typed(Number.isFinite);
/** A whole number, which may be too far from zero to be exact. */
export const int = (): Schema =>
  typed(Number.isInteger, (value, issues) => {
    if (!Number.isSafeInteger(value)) issues.push({ code: Number(value) < 0 ? "too_small" : "too_big", path: [] });
    return value;
  });

export const nullable = (inner: Schema): Schema =>
  schema((value, issues) => (value === null ? null : inner.read(value, issues)));
export const optional = (inner: Schema): Schema =>
  schema((value, issues) => (value === undefined ? undefined : inner.read(value, issues)));

export const array = (item: Schema): Schema =>
  typed(Array.isArray, (values, issues) =>
    (values as unknown[]).map((value, index) => readAt(item, value, index, issues)),
  );

/** Keeps what the shape names, and drops the rest. */
export const object = (shape: Readonly<Record<string, Schema>>): Schema & { readonly shape: typeof shape } => ({
  ...typed(isObject, (value, issues) => {
    const data: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(shape)) {
      const part = readAt(inner, (value as typeof data)[key], key, issues);
      if (part !== undefined) data[key] = part;
    }
    return data;
  }),
  shape,
});
/** Keeps everything. */
export const looseObject = (shape: Readonly<Record<string, Schema>>): Schema =>
  typed(isObject, (value, issues) => ({ ...(value as object), ...(object(shape).read(value, issues) as object) }));

/** The first schema that takes the value. */
export const union = (options: readonly Schema[]): Schema =>
  schema((value, issues) => {
    for (const option of options) {
      const result = option.safeParse(value);
      if (result.success) return result.data;
    }
    return void issues.push({ code: "invalid_union", path: [] });
  });

/** `check` lets a text in a wrong format pass, so that there is nothing to look for. */
export const iso = { datetime: string };
