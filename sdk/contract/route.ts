import type * as z from "zod/mini";
import type { ProblemCode } from "./problems.js";

export type Schema = z.ZodMiniType;
/** A schema, loaded when it is first needed, so that no schema is defined on the way to a page's first paint. */
export type Lazy<S extends Schema = Schema> = () => Promise<S>;

export interface Route<Answer extends Schema = Schema, Path extends string = string, Query extends string = string> {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the base URL (which ends in `/v1`); `{name}` is a path parameter. */
  readonly path: Path;
  readonly summary: string;
  /** Which level of the contract it belongs to. */
  readonly level: "core" | "preview" | "bulk";
  /** Whether a backend of that level MUST have it. */
  readonly must: boolean;
  /** Query parameters, all optional strings; `limit` is a number. */
  readonly query?: readonly Query[];
  /** Those of them that must be given. */
  readonly requires?: readonly Query[];
  /** The media type of its body, where that is no JSON. */
  readonly takes?: string;
  /** What it answers; of a stream, what each of its events says. */
  readonly answer: Lazy<Answer>;
  /** Its answer is a stream of events (`text/event-stream`), which stays open. */
  readonly streams?: true;
  /** Writes: an `Idempotency-Key` is required, and a repeat with the same key is safe. */
  readonly writes?: boolean;
  readonly problems: readonly ProblemCode[];
}

export const route = <Answer extends Schema, Path extends string, Query extends string = never>(
  declaration: Route<Answer, Path, Query>,
) => declaration;

/** Declares answers by one of the schemas of a module, or one made of them, which is loaded with the first of them. */
export const answeringFrom =
  <All>(load: () => Promise<All>) =>
  <S extends Schema>(pick: (all: All) => S): Lazy<S> =>
  () =>
    load().then(pick);

export const paging = ["limit", "cursor"] as const;

/** What a route answers, parsed. */
export type AnswerOf<R extends Route> = z.output<Awaited<ReturnType<R["answer"]>>>;
/** The parameters of a route's path, by name. */
export type ParamsOf<R extends Route> = Readonly<Record<NamesIn<R["path"]>, string>>;
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
/** The query parameters of a route, by name. */
export type QueryOf<R extends Route> = {
  readonly [Name in NonNullable<R["query"]>[number]]?: Name extends "limit" ? number : string;
};
