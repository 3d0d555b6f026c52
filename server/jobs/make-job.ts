import type { BulkPreview } from "../../sdk/contract/bulk/requests.js";
import { forMany } from "../../sdk/contract/bulk/for-many.js";
import type { ActionDeclaration, Reversal } from "../../sdk/contract/index.js";
import { inputSchemaOf } from "../../sdk/contract/input-schema.js";
import type { Clock } from "../clock.js";
import { ACTS_ON_MANY, assertItemsKept, isReversible, nothingFound, starterOf } from "../domain/job.js";
import { jobTitle } from "../domain/job-title.js";
import { newId } from "../domain/new-id.js";
import type { Operator } from "../domain/operator.js";
import { findDeclaration, type OwnAction } from "../domain/own-action.js";
import { requirePermission } from "../domain/permission.js";
import { invalid, RefusalError } from "../domain/refusal.js";
import { validatePart } from "../domain/validation.js";
import type { Database } from "../postgres/database.js";
import { insertOf } from "../postgres/rows.js";
import type { WritePath } from "../write/write-path.js";
import type { JobRow } from "./job-rows.js";
import { assertTarget } from "./target.js";

export interface Asking {
  readonly database: Database;
  readonly writePath: WritePath;
  readonly ownActions: readonly OwnAction[];
  readonly operator: Operator;
  readonly requestId: string;
  readonly clock: Clock;
  readonly now: Date;
}

/** Refuses who may not act on many members. */
export const assertMayAct = (operator: Operator): void => requirePermission(operator, ACTS_ON_MANY);

/** The action as it is done to many members. */
const actionForMany = (id: string, ownActions: readonly OwnAction[]): ActionDeclaration => {
  const declaration = findDeclaration(id, ownActions);
  const action = declaration && forMany(declaration);
  if (action) return action;
  throw new RefusalError(
    "capability-not-supported",
    declaration ? "This is done to one member at a time." : "This backend has no such action.",
  );
};

const checkedInput = (action: ActionDeclaration, input: unknown): Readonly<Record<string, unknown>> => {
  const checked = validatePart(inputSchemaOf(action), input, "/input");
  if ("errors" in checked) throw invalid(...checked.errors);
  return checked.value as Readonly<Record<string, unknown>>;
};

/** A refusal of the input says where in the whole request it is. */
const atInput = (error: unknown): never => {
  if (!(error instanceof RefusalError)) throw error;
  const { code, detail, errors } = error.refusal;
  throw new RefusalError(code, detail, {
    errors: errors?.map((each) => ({ ...each, pointer: `/input${each.pointer}` })),
  });
};

type New = Pick<JobRow, "kind" | "action" | "title" | "input" | "target" | "leaving_out" | "reverses"> & {
  readonly status?: string;
};

export const insertJob = async (
  database: Database,
  { operator, now }: Pick<Asking, "operator" | "now">,
  job: New,
): Promise<Pick<JobRow, "tenant" | "id">> => {
  const key = { tenant: operator.tenant, id: newId("job", now) };
  const maker = { operator_id: operator.id, operator: JSON.stringify(starterOf(operator)) };
  const row = { ...key, status: "checking", ...job, ...maker, created_at: now, found: JSON.stringify(nothingFound) };
  await insertOf("job", [row]).execute(database);
  return key;
};

/**
 * Makes a job that only looks: whom it is for is written down by who works on jobs, and what would come of it is found
 * there too. Refused at once is what can't be done to anybody.
 */
export const makeJob = async (
  asking: Asking,
  { target, action: actionId, input: asked, onlyTagged, ...leavingOut }: BulkPreview,
): Promise<Pick<JobRow, "tenant" | "id">> => {
  const { operator, requestId, writePath, ownActions, database } = asking;
  assertMayAct(operator);
  const action = actionForMany(actionId, ownActions);
  const input = checkedInput(action, asked);
  const by = { tenant: operator.tenant, operator, source: "manual", requestId, bulk: { approvedBy: null } };
  await assertTarget(asking, operator, target);
  const library = await writePath.assertPossible({ ...by, actionId, memberId: "", input }).catch(atInput);
  return insertJob(database, asking, {
    kind: "action",
    action: actionId,
    title: jobTitle(action, input, library),
    input: JSON.stringify(input),
    target: JSON.stringify({ target, onlyTagged }),
    leaving_out: JSON.stringify(leavingOut),
    reverses: null,
  });
};

/** Makes a job that only looks at how another one is undone: what that has done, operation by operation. */
export const makeReversal = async (
  asking: Asking,
  original: JobRow,
  input: Reversal,
): Promise<Pick<JobRow, "tenant" | "id">> => {
  assertMayAct(asking.operator);
  if (original.reversed_by !== null) throw new RefusalError("already-reversed", "This job was undone already.");
  assertItemsKept(original);
  if (!isReversible(original, findDeclaration(original.action, asking.ownActions)))
    throw new RefusalError("not-reversible", "This job can't be undone.");
  return insertJob(asking.database, asking, {
    kind: "reversal",
    action: original.action,
    title: `Undo: ${original.title}`,
    input: JSON.stringify(input),
    target: "{}",
    leaving_out: "{}",
    reverses: original.id,
  });
};
