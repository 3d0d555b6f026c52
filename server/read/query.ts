import type { BodyOf } from "../../sdk/contract/bodies.js";
import type { RouteId, Routes } from "../../sdk/contract/all-routes.js";
import type { AnswerOf, ParamsOf, QueryOf } from "../../sdk/contract/route.js";
import type { Signer } from "../audit/signer.js";
import type { Clock } from "../clock.js";
import type { Operator } from "../domain/operator.js";
import type { OwnAction } from "../domain/own-action.js";
import type { Database } from "../postgres/database.js";

/** What a route is asked, authenticated and validated. */
export interface Question<Id extends RouteId = RouteId> {
  readonly operator: Operator;
  readonly params: ParamsOf<Routes[Id]>;
  readonly query: QueryOf<Routes[Id]>;
  readonly body: BodyOf<Id>;
  /** It is in problems, in the log and in the audit. */
  readonly requestId: string;
  /** Aborted once nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** What queries read from. */
export interface Sources {
  /** Read-only where it has a pool of its own. */
  readonly database: Database;
  /** For the audit of reads of unknown ids. */
  readonly writeDatabase: Database;
  readonly clock: Clock;
  /** Actions of programs' own, beside those of the catalogue. */
  readonly ownActions: readonly OwnAction[];
  /** Signs the certificates of erasures; null: none are made. */
  readonly signer: Signer | null;
}

export interface Answered<Value> {
  readonly value: Value;
  /** The version of what was read, where it has one. */
  readonly etag?: string;
}

/** Answers one route of the contract by reading, or throws a `RefusalError`. */
export type Query<Id extends RouteId> = (
  question: Question<Id>,
  sources: Sources,
) => Promise<Answered<AnswerOf<Routes[Id]>>>;
