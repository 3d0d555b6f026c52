import { sql } from "kysely";
import type { Given } from "../../sdk/contract/index.js";
import type { Clock } from "../clock.js";
import type { Library } from "../domain/member.js";
import type { OwnAction } from "../domain/own-action.js";
import type { Database } from "../postgres/database.js";
import { answerOf, refusalAnswer } from "./answer.js";
import { type ApprovalRow, assertDecidable, decidedBefore, decline, findApproval } from "./approvals.js";
import { type Asked, askerOf } from "../domain/asked.js";
import { newId } from "../domain/new-id.js";
import { checkIntent, checkReason } from "./checks.js";
import { keptAnswers } from "./kept-answers.js";
import { decidePreview } from "./decide.js";
import { TenantQueue } from "./tenant-queue.js";
import { previewTagOf } from "./preview-tag.js";
import type { Applied, Outcome } from "./outcome.js";
import { givenOf, givenQuery, givingActions } from "./read-given.js";
import { type Parts, type ReadState, stateQuery } from "./read-state.js";
import { receiptOf } from "./receipt.js";
import type {
  ActRequest,
  Answer,
  ApprovalRequest,
  DecisionRequest,
  ReversalRequest,
  ReverseRequest,
  RowRequest,
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
  /** What an action chose of the program. Throws a `RefusalError` where it can't be done at all, whoever it is done to. */
  assertPossible(request: ActRequest): Promise<Library>;
  /** What would come of each row of a job now, each alone, on one read: nothing is written. */
  previewRows(rows: readonly RowRequest[]): Promise<readonly Outcome[]>;
  /**
   * Does each row of a job, once for its key. What became of each is in the order of the rows; `rejected` is what may
   * pass when it is tried again.
   */
  submitRows(rows: readonly Keyed<RowRequest>[]): Promise<readonly PromiseSettledResult<Answer>[]>;
}

/** A row with the key that it is done once for. */
export type Keyed<Row> = Row & { readonly key: string };

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
  const giving = givingActions(ownActions);
  const preview = (intent: Intent): Promise<Answer> => previewOn(readDatabase, intent, giving, clock.now());

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
    preview: async (request) => preview(intentOf(request, ownActions)),
    previewReversal: async (request) => {
      const intent = await reversalOf(readDatabase, request, ownActions);
      if (intent instanceof RefusalError) throw intent;
      return preview(intent);
    },
    previewApproval: async (request) => {
      const row = await findApproval(readDatabase, request);
      assertDecidable(row, request.operator, clock.now());
      return preview(await approvedIntent(readDatabase, row, request, ownActions));
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
    assertPossible: async (request) => {
      const intent = intentOf(request, ownActions);
      const now = clock.now();
      const snapshot = await read(readDatabase, [intent], now);
      const refusal = checkIntent(intent, snapshot, now) ?? checkReason(intent, snapshot);
      if (refusal) throw new RefusalError(refusal.code, refusal.detail, refusal);
      return snapshot.library;
    },
    previewRows: async (rows) => {
      const now = clock.now();
      const intents = await intentsOfRows(readDatabase, rows, ownActions);
      const snapshot = await read(readDatabase, intents.filter(isIntent), now);
      return intents.map((intent) =>
        isIntent(intent) ? decidePreview(intent, snapshot, now) : { problem: intent.refusal },
      );
    },
    submitRows: async (rows) => {
      const intents = await intentsOfRows(database, rows, ownActions);
      return Promise.allSettled(
        intents.map(async (intent, index) => {
          const { key = "", requestId = "" } = rows[index] ?? {};
          return isIntent(intent) ? submit(intent, { key }) : refusalAnswer(intent.refusal, requestId);
        }),
      );
    },
  };
};

const isIntent = (intent: Intent | RefusalError): intent is Intent => !(intent instanceof RefusalError);

/** What decisions stand on, as of now. A preview needs no lock, since one statement sees one moment. */
const read = async (
  database: Database,
  intents: readonly Intent[],
  now: Date,
  beside: Parts = {},
): Promise<Snapshot> => {
  const { rows } = await stateQuery(intents, now, beside).execute(database);
  return new Snapshot((rows[0] as { state: ReadState }).state);
};

/** The intents of the rows of a job, which are all of one kind, in their order. */
const intentsOfRows = async (
  database: Database,
  rows: readonly RowRequest[],
  ownActions: readonly OwnAction[],
): Promise<readonly (Intent | RefusalError)[]> => {
  const undone = rows.filter((row) => "operationId" in row);
  const originals = undone.length === 0 ? new Map<string, OriginalRow>() : await readOriginals(database, undone);
  return rows.map((row) =>
    "operationId" in row ? reversalIntent(row, originals.get(row.operationId), ownActions) : intentOf(row, ownActions),
  );
};

/** What an undo has to know of an operation before it is looked at under the lock: none of it ever changes. */
interface OriginalRow {
  readonly id: string;
  readonly action: string;
  readonly member_id: string | null;
  readonly source: string;
  readonly other_member_id: string | null;
}

/** The operations of one tenant that are to be undone, by id. */
const readOriginals = async (
  database: Database,
  requests: readonly ReversalRequest[],
): Promise<ReadonlyMap<string, OriginalRow>> => {
  const rows = await database
    .selectFrom("operation as original")
    .leftJoin("operation as other", (join) =>
      join.onRef("other.tenant", "=", "original.tenant").onRef("other.id", "=", "original.counterpart"),
    )
    .select(["original.id", "original.action", "original.member_id", "original.source"])
    .select("other.member_id as other_member_id")
    .where("original.tenant", "=", requests[0]?.tenant ?? "")
    .where(sql<boolean>`original.id = any(${requests.map(({ operationId }) => operationId)}::text[])`)
    .where("original.status", "=", "applied")
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
};

/** The undo of an operation as an intent, or why there is nothing to undo. */
const reversalIntent = (
  request: ReversalRequest,
  original: OriginalRow | undefined,
  ownActions: readonly OwnAction[],
): Intent | RefusalError => {
  const action = original && findServerAction(original.action, original.source, ownActions);
  if (original?.member_id && action) {
    const { member_id: memberId, other_member_id: otherMemberId } = original;
    const reverses = request.operationId;
    return { ...request, actionId: action.id, action, memberId, otherMemberId, reverses, approval: null };
  }
  return original?.member_id
    ? new RefusalError("not-reversible", "This can't be undone.")
    : new RefusalError("not-found", "There is no such operation.");
};

const reversalOf = async (
  database: Database,
  request: ReversalRequest,
  ownActions: readonly OwnAction[],
): Promise<Intent | RefusalError> =>
  reversalIntent(request, (await readOriginals(database, [request])).get(request.operationId), ownActions);

/** What waits, as an intent of who asked for it, in the name of who decides. */
const approvedIntent = async (
  database: Database,
  row: ApprovalRow,
  { tenant, operator: by, requestId }: ApprovalRequest,
  ownActions: readonly OwnAction[],
): Promise<Intent> => {
  if (row.asked === null) throw new RefusalError("already-done", "This was decided about already.");
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
const shownBefore = (outcome: Applied, given: Given | undefined) => ({
  ...(outcome.conflicts.length > 0 && { conflicts: outcome.conflicts }),
  ...(given && { given }),
  previewTag: previewTagOf(outcome),
});

const previewOn = async (database: Database, intent: Intent, giving: readonly string[], now: Date): Promise<Answer> => {
  const snapshot = await read(database, [intent], now, { given: givenQuery(intent, giving, now) });
  const outcome = decidePreview(intent, snapshot, now);
  if ("problem" in outcome) return refusalAnswer(outcome.problem, intent.requestId);
  const receipt = receiptOf(intent, outcome, snapshot.library, {
    id: "preview",
    at: now,
    status: "simulated",
    counterpart: outcome.other && "preview",
  });
  return answerOf(200, JSON.stringify({ ...receipt, ...shownBefore(outcome, givenOf(snapshot.given, intent)) }));
};
