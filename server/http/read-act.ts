import type { ActionDeclaration } from "../../sdk/contract/index.js";
import { inputSchemaOf } from "../../sdk/contract/input-schema.js";
import type { Operator } from "../domain/operator.js";
import { findDeclaration, type OwnAction } from "../domain/own-action.js";
import { RefusalError } from "../domain/refusal.js";
import { validate } from "../domain/validation.js";
import type { Admit } from "./admission.js";
import type { HttpContext } from "./exchange.js";
import { readIdempotencyKey } from "./idempotency-key.js";
import { readJson } from "./json-body.js";
import { readParams } from "./routing.js";

/** One action on one member, that an operator asks for. */
export interface Act {
  readonly operator: Operator;
  readonly requestId: string;
  readonly actionId: string;
  readonly memberId: string;
  /** As its schema answered it. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** An action of the catalogue, or one of these. @throws `capability-not-supported` */
export const declarationOf = (id: string, ownActions: readonly OwnAction[]): ActionDeclaration => {
  const action = findDeclaration(id, ownActions);
  if (!action) throw new RefusalError("capability-not-supported", "This backend has no such action.");
  return action;
};

/**
 * Authentication comes first, then the form of the key, then the input: the rest is for who does it to check, in the
 * contract's order.
 */
export const readAct = async (
  c: HttpContext,
  admit: Admit,
  ownActions: readonly OwnAction[],
  kind: "read" | "write",
): Promise<Act> => {
  const operator = await admit(c, kind);
  if (kind === "write") readIdempotencyKey(c.req.raw.headers);
  const { memberId, actionId } = readParams(c) as { memberId: string; actionId: string };
  const schema = inputSchemaOf(declarationOf(actionId, ownActions));
  const input = validate(schema, await readJson(c.req.raw)) as Record<string, unknown>;
  return { operator, requestId: c.var.requestId, actionId, memberId, input };
};
