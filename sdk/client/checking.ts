import type * as z from "zod/mini";
import type { Lazy } from "../contract/index.js";
import { ContractError } from "./errors.js";

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replace(/~/g, "~0").replace(/\//g, "~1")}`).join("") || "/";

/** What an answer is once it has been checked. */
export type Checked<A extends Lazy> = z.output<Awaited<ReturnType<A>>>;

/**
 * The answer in the contract's shape: unknown fields are dropped, a wrong one is a `ContractError` that names its path.
 * A text in a wrong format (a date that is none) comes as it is: it breaks its own place, where it is shown, only.
 */
export const check = <S extends z.ZodMiniType>(schema: S, json: unknown): z.output<S> => {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues.find(({ code }) => code !== "invalid_format");
  if (!issue) return json as z.output<S>;
  throw new ContractError(pointer(issue.path), issue.code);
};

/** Begins to load a schema beside its request. A failure shows when it is awaited, not before. */
export const loading = <A extends Lazy>(schema: A): ReturnType<A> => {
  const promise = schema() as ReturnType<A>;
  promise.catch(() => undefined);
  return promise;
};
