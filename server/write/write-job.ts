import { findAction, type ActionDeclaration, type ActionId } from "../../sdk/contract/index.js";
import { handlers, programHandlers } from "../actions/index.js";
import { canonicalJson, keyedDigest } from "./digest.js";
import type { Decide } from "../domain/handler.js";
import { newId } from "../domain/new-id.js";
import type { ActRequest, Origin, WriteRequest } from "./request.js";

/** An action as the server knows it. */
interface ServerAction {
  readonly id: string;
  /** Null for the backend's own actions, which no operator can ask for. */
  readonly declaration: ActionDeclaration | null;
  readonly decide: Decide<unknown>;
}

/** What is asked for, on its way to a decision. */
export interface Intent extends ActRequest {
  readonly action: ServerAction;
  /** The operation that is to be undone; null: do the action. */
  readonly reverses: string | null;
}

/** An intent with a key: to be done once. */
export interface WriteJob extends Intent {
  /** The id of the operation that it becomes. */
  readonly id: string;
  readonly at: Date;
  readonly key: string;
  readonly scope: string;
  readonly fingerprint: string;
  readonly ifMatch: string | null;
  readonly previewMatch: string | null;
}

/** Whether anything here does it: what was imported (an expiry) may have been done elsewhere. */
export const isServerAction = (id: string): boolean => Object.hasOwn({ ...handlers, ...programHandlers }, id);

/** The action with this id, from the catalogue or of the backend's own. */
export const findServerAction = (id: string): ServerAction => {
  const decide = { ...handlers, ...programHandlers }[id as ActionId] as Decide<unknown> | undefined;
  if (!decide) throw new Error(`No handler does ${id}`);
  return { id, declaration: findAction(id) ?? null, decide };
};

/** Whose keys these are: an operator never meets another's, nor the program's own. */
export const scopeOf = ({ operator, source }: Origin): string => (operator ? `operator:${operator.id}` : source);

export const intentOf = (request: ActRequest): Intent => ({ ...request, action: findServerAction(request.actionId), reverses: null });

type Keyed = Pick<WriteRequest, "key" | "ifMatch" | "previewMatch">;

/**
 * Keyed by the key itself: the same request under the same key has the same fingerprint, and no two others can be compared.
 * It goes with the erasure of the member.
 */
const fingerprintOf = ({ tenant, actionId, memberId, reverses, input, ...origin }: Intent, { key, ifMatch, previewMatch }: Keyed): string =>
  keyedDigest(
    `${tenant}\n${scopeOf({ tenant, ...origin })}\n${key}`,
    canonicalJson([actionId, memberId, reverses, input, ifMatch, previewMatch]),
  );

export const jobOf = (intent: Intent, { key, ifMatch = null, previewMatch = null }: Keyed, at: Date): WriteJob => ({
  ...intent,
  id: newId("op", at),
  at,
  key,
  scope: scopeOf(intent),
  fingerprint: fingerprintOf(intent, { key, ifMatch, previewMatch }),
  ifMatch,
  previewMatch,
});
