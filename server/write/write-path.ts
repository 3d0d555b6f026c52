import type { Clock } from "../clock.js";
import type { OwnAction } from "../domain/own-action.js";
import type { Database } from "../postgres/database.js";
import { answerOf, refusalAnswer } from "./answer.js";
import { type ApprovalRow, askerOf, assertDecidable, decidedBefore, decline, findApproval } from "./approvals.js";
import type { Asked } from "./asked.js";
import { newId } from "../domain/new-id.js";
import { keptAnswers } from "./kept-answers.js";
import { decidePreview } from "./decide.js";
import { TenantQueue } from "./tenant-queue.js";
import { previewTagOf } from "./preview-tag.js";
import type { Applied } from "./outcome.js";
import { type ReadState, stateQuery } from "./read-state.js";
import { receiptOf } from "./receipt.js";
import type {
  ActRequest,
  Answer,
  ApprovalRequest,
  DecisionRequest,
  ReversalRequest,
  ReverseRequest,
  SettleRequest,
  WriteRequest,
} from "./request.js";
import { settle } from "./settle.js";
import { Snapshot } from "./snapshot.js";
import { findServerAction, type Intent, intentOf, jobOf, scopeOf } from "./write-job.js";
import { RefusalError } from "../domain/refusal.js";

/**
 * The only way to change a member. Refusals are answers; what it throws is the infrastructure's trouble, or
 * `not-found`.
 */
export interface WritePath {
  /** Does an action, once for its key: repeated, it answers the same again. */
  submit(request: WriteRequest): Promise<Answer>;
  /** What would come of it now: the same decision, on one read, and nothing is written. */
  preview(request: ActRequest): Promise<Answer>;
  /** What would come of undoing an operation now: nothing is written. */
  previewReversal(request: ReversalRequest): Promise<Answer>;
  /** Undoes an operation by a linked one, once for its key. */
  reverse(request: ReverseRequest): Promise<Answer>;
  /** What would come now of what waits for a second person: nothing is written. */
  previewApproval(request: ApprovalRequest): Promise<Answer>;
  /** Does what waited, once, or declines it. The same decision of the same operator answers the same again. */
  decide(request: DecisionRequest): Promise<Answer>;
  /** What became of a key; voids one that never arrived. */
  settle(request: SettleRequest): Promise<Answer>;
}

interface WritePathOptions {
  readonly database: Database;
  /** Where previews read; by default `database`. */
  readonly readDatabase?: Database;
  readonly clock: Clock;
  /** Actions of programs' own, beside those of the catalogue; by default none. */
  readonly ownActions?: readonly OwnAction[];
}

/** Starts the write path of one process. Several processes on one database may each have one. */
export const createWritePath = ({
  database,
  readDatabase = database,
  clock,
  ownActions = [],
}: WritePathOptions): WritePath => {
  const queues = new Map<string, TenantQueue>();

  const queueOf = (tenant: string): TenantQueue => {
    const queue = queues.get(tenant) ?? new TenantQueue(database);
    queues.set(tenant, queue);
    return queue;
  };

  const submit = (intent: Intent, keyed: Pick<WriteRequest, "key" | "ifMatch" | "previewMatch">): Promise<Answer> =>
    queueOf(intent.tenant).submit(jobOf(intent, keyed, clock.now()));

  return {
    submit: async (request) => submit(intentOf(request, ownActions), request),
    reverse: async (request) => submit(await reversalForKey(database, request, ownActions), request),
    preview: async (request) => preview(readDatabase, intentOf(request, ownActions), clock.now()),
    previewReversal: async (request) => {
      const intent = await reversalOf(readDatabase, request, ownActions);
      if (intent instanceof RefusalError) throw intent;
      return preview(readDatabase, intent, clock.now());
    },
    previewApproval: async (request) => {
      const row = await findApproval(readDatabase, request);
      assertDecidable(row, request.operator, clock.now());
      return preview(readDatabase, await approvedIntent(readDatabase, row, request, ownActions), clock.now());
    },
    decide: async (request) => {
      const row = await findApproval(database, request);
      const before = await decidedBefore(database, row, request);
      if (before) return before;
      assertDecidable(row, request.operator, clock.now());
      if (request.decision === "decline") return decline(database, row, request, clock.now());
      const intent = await approvedIntent(database, row, request, ownActions);
      // Each try has a key of its own: that it is done once is for the lock on what waits.
      return submit(intent, { key: `${row.id}.${newId("try", clock.now())}`, previewMatch: request.previewMatch });
    },
    settle: (request) => settle(database, request, clock.now()),
  };
};

/**
 * The members and the action of the operation that is to be undone, or why there is nothing to undo: they never change,
 * so that no lock is needed to know them.
 */
const reversalOf = async (
  database: Database,
  request: ReversalRequest,
  ownActions: readonly OwnAction[],
): Promise<Intent | RefusalError> => {
  const { tenant, operationId } = request;
  const original = await database
    .selectFrom("operation as original")
    .leftJoin("operation as other", (join) =>
      join.onRef("other.tenant", "=", "original.tenant").onRef("other.id", "=", "original.counterpart"),
    )
    .select(["original.action", "original.member_id", "original.source", "other.member_id as other_member_id"])
    .where("original.tenant", "=", tenant)
    .where("original.id", "=", operationId)
    .where("original.status", "=", "applied")
    .executeTakeFirst();
  const action = original && findServerAction(original.action, original.source, ownActions);
  if (original?.member_id && action) {
    const { member_id: memberId, other_member_id: otherMemberId } = original;
    const reverses = operationId;
    return { ...request, actionId: action.id, action, memberId, otherMemberId, reverses, approval: null };
  }
  return original?.member_id
    ? new RefusalError("not-reversible", "This can't be undone.")
    : new RefusalError("not-found", "There is no such operation.");
};

/** What waits, as an intent of who asked for it, in the name of who decides. */
const approvedIntent = async (
  database: Database,
  row: ApprovalRow,
  { tenant, operator: by, requestId }: ApprovalRequest,
  ownActions: readonly OwnAction[],
): Promise<Intent> => {
  const asked = JSON.parse(row.asked) as Asked;
  const { actionId, input, reverses } = asked;
  const origin = { tenant, operator: askerOf(tenant, asked), source: "manual", requestId };
  const approval = { id: row.id, by };
  if (reverses === null)
    return { ...intentOf({ ...origin, actionId, memberId: row.member_id, input }, ownActions), approval };
  const intent = await reversalOf(database, { ...origin, operationId: reverses, input }, ownActions);
  if (intent instanceof RefusalError) throw intent;
  return { ...intent, approval };
};

/** A key that was used is refused before it is asked whether what it is for exists, as on every other way of writing. */
const reversalForKey = async (
  database: Database,
  request: ReverseRequest,
  ownActions: readonly OwnAction[],
): Promise<Intent> => {
  const intent = await reversalOf(database, request, ownActions);
  if (!(intent instanceof RefusalError)) return intent;
  const { tenant, key } = request;
  const { rows } = await keptAnswers(tenant, [{ scope: scopeOf(request), key }]).execute(database);
  if (rows.length > 0) throw new RefusalError("idempotency-key-reused", "This key was used for another request.");
  throw intent;
};

/** What a preview alone says. */
const shownBefore = (outcome: Applied) => ({
  ...(outcome.conflicts.length > 0 && { conflicts: outcome.conflicts }),
  previewTag: previewTagOf(outcome),
});

const preview = async (database: Database, intent: Intent, now: Date): Promise<Answer> => {
  const { rows } = await stateQuery([intent], now).execute(database);
  const snapshot = new Snapshot((rows[0] as { state: ReadState }).state);
  const outcome = decidePreview(intent, snapshot, now);
  if ("problem" in outcome) return refusalAnswer(outcome.problem, intent.requestId);
  const receipt = receiptOf(intent, outcome, snapshot.library, {
    id: "preview",
    at: now,
    status: "simulated",
    counterpart: outcome.other && "preview",
  });
  return answerOf(200, JSON.stringify({ ...receipt, ...shownBefore(outcome) }));
};
