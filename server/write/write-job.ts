import { findAction, type ActionDeclaration } from "../../sdk/contract/index.js";
import { otherMemberIn } from "../domain/other-member.js";
import { handlers } from "../actions/index.js";
import { programHandlers } from "../actions/program/index.js";
import { canonicalJson, keyedDigest } from "../domain/digest.js";
import type { Decide } from "../domain/handler.js";
import { newId } from "../domain/new-id.js";
import { findOwnAction, type OwnAction } from "../domain/own-action.js";
import type { Operator } from "../domain/operator.js";
import type { ActRequest, Origin, WriteRequest } from "./request.js";

/** An action as the server knows it. */
interface ServerAction {
  readonly id: string;
  /** Null for what the program does by itself, which no operator can ask for. */
  readonly declaration: ActionDeclaration | null;
  readonly decide: Decide<unknown>;
}

/** What is asked for, on its way to a decision. */
export interface Intent extends ActRequest {
  readonly action: ServerAction;
  /** The other member of an action that takes two; null: it takes one. */
  readonly otherMemberId: string | null;
  /** The operation that is to be undone; null: do the action. */
  readonly reverses: string | null;
  /** What waited for approval and is approved now; null: it is asked for now. */
  readonly approval: { readonly id: string; readonly by: Operator } | null;
}

/** The second person who approved it, or the job that it is a row of; null: it needed nobody. */
export const approverOf = ({ approval, bulk }: Intent): Operator | null => approval?.by ?? bulk?.approvedBy ?? null;

/** The members that a decision looks at, once each. */
export const membersOf = ({ memberId, otherMemberId }: Pick<Intent, "memberId" | "otherMemberId">): string[] =>
  otherMemberId === null || otherMemberId === memberId ? [memberId] : [memberId, otherMemberId];

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

/**
 * Who runs the program's own handlers. All others run those of the catalogue, so that both may have an id such as
 * `expire`.
 */
const programSources: ReadonlySet<string> = new Set(["program", "pos"]);

const ownServerAction = (id: string, ownActions: readonly OwnAction[]): ServerAction | undefined => {
  const action = findOwnAction(ownActions, id);
  return action && { id, declaration: action.declaration, decide: action.decide };
};

/**
 * The action with this id that this source runs. Undefined where there is none: what was imported may have been done
 * elsewhere.
 */
export const findServerAction = (
  id: string,
  source: string,
  ownActions: readonly OwnAction[],
): ServerAction | undefined => {
  const isProgram = programSources.has(source);
  const decides: Readonly<Record<string, unknown>> = isProgram ? programHandlers : handlers;
  if (!Object.hasOwn(decides, id)) return isProgram ? undefined : ownServerAction(id, ownActions);
  return { id, declaration: isProgram ? null : (findAction(id) ?? null), decide: decides[id] as Decide<unknown> };
};

/** Whose keys these are: an operator never meets another's, nor the program's own. */
export const scopeOf = ({ operator, source }: Origin): string => (operator ? `operator:${operator.id}` : source);

/** Keys of what is approved are nobody's to ask about: its asker has the key that it was asked for with. */
const APPROVED = "approval";

export const intentOf = (request: ActRequest, ownActions: readonly OwnAction[]): Intent => {
  const action = findServerAction(request.actionId, request.source, ownActions);
  if (!action) throw new Error(`No handler does ${request.actionId}`);
  return {
    ...request,
    action,
    otherMemberId: otherMemberIn(action.declaration, request.input),
    reverses: null,
    approval: null,
  };
};

type Keyed = Pick<WriteRequest, "key" | "ifMatch" | "previewMatch">;

/**
 * Keyed by the key itself: the same request under the same key has the same fingerprint, and no two others can be
 * compared. It goes with the erasure of the member.
 */
const fingerprintOf = (
  { tenant, actionId, memberId, reverses, input, ...origin }: Intent,
  { key, ifMatch, previewMatch }: Keyed,
): string =>
  keyedDigest(
    `${tenant}\n${scopeOf({ tenant, ...origin })}\n${key}`,
    canonicalJson([actionId, memberId, reverses, input, ifMatch, previewMatch]),
  );

export const jobOf = (intent: Intent, { key, ifMatch = null, previewMatch = null }: Keyed, at: Date): WriteJob => ({
  ...intent,
  id: newId("op", at),
  at,
  key,
  scope: intent.approval ? APPROVED : scopeOf(intent),
  fingerprint: fingerprintOf(intent, { key, ifMatch, previewMatch }),
  ifMatch,
  previewMatch,
});
