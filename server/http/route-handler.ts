import type { RouteId, Routes } from "../../sdk/contract/all-routes.js";
import type { AnswerOf } from "../../sdk/contract/route.js";
import type { Question } from "../read/query.js";
import type { Services } from "./services.js";

/** A request that was authenticated and validated. */
export interface Call<Id extends RouteId = RouteId> extends Question<Id> {
  readonly headers: Headers;
  /** The body of a route that takes no JSON, unread. */
  readonly content: ReadableStream<Uint8Array> | null;
}

/** An answer made now, one stored as text, so that a replay is the same to the byte, or events, which come as they happen. */
export type Reply<Value> =
  | { readonly events: ReadableStream<Uint8Array> }
  | { readonly value: Value; readonly headers?: Readonly<Record<string, string>> }
  | { readonly status: number; readonly text: string; readonly headers?: Readonly<Record<string, string>> };

/** Answers one route of the contract, or throws a `RefusalError`. */
export type RouteHandler<Id extends RouteId> = (
  call: Call<Id>,
  services: Services,
) => Promise<Reply<AnswerOf<Routes[Id]>>>;

/** A handler for every route of the contract: a missing one does not compile. */
export type RouteHandlers = { readonly [Id in RouteId]: RouteHandler<Id> };
