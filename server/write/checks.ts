import { permissionOf } from "../../sdk/contract/index.js";
import { authorize, permit, permitFields } from "../domain/permission.js";
import { countedOf } from "./counted.js";
import { checkChoices } from "./library-choices.js";
import { memberEtag } from "../domain/member.js";
import { hasAction } from "../domain/program.js";
import { refusedByStatus } from "../domain/membership.js";
import type { Snapshot } from "./snapshot.js";
import type { MemberState } from "../domain/member.js";
import type { Intent, WriteJob } from "./write-job.js";
import type { Refusal } from "../domain/refusal.js";

const checkCapability = ({ action: { declaration } }: Intent, { library }: Snapshot): Refusal | null =>
  !declaration || hasAction(library.program, declaration)
    ? null
    : { code: "capability-not-supported", detail: "This program doesn't have that action." };

const checkPermission = (intent: Intent, snapshot: Snapshot): Refusal | null => {
  const { operator, action, reverses, input } = intent;
  if (!operator) return null;
  if (!action.declaration) return { code: "forbidden", detail: "Only the program itself does this." };
  const { countsAs, ...ask } = countedOf(intent, snapshot);
  const { program } = snapshot.library;
  const usage = snapshot.usage(operator.id);
  if (countsAs === null) return permit(operator, action.declaration.permission, ask.currency);
  const permission = permissionOf(countsAs) ?? action.declaration.permission;
  return (
    authorize(operator, { id: countsAs, permission }, ask, { program, usage }) ??
    (reverses === null ? permitFields(operator, action.declaration, input) : null)
  );
};

/**
 * What holds for a preview and a write alike, in the contract's order: capability, permission, and that what was chosen
 * exists.
 */
export const checkIntent = (intent: Intent, snapshot: Snapshot): Refusal | null =>
  checkCapability(intent, snapshot) ?? checkPermission(intent, snapshot) ?? checkChoices(intent, snapshot.library);

/** A mistake may be undone on a blocked member too. */
export const checkStatus = ({ action, reverses }: Intent, { status }: MemberState): Refusal | null =>
  action.declaration && reverses === null ? refusedByStatus(action.declaration, status) : null;

/** `If-Match`: required by actions that hold the exact state, honoured by all. */
export const checkVersion = (
  { action, reverses, operator, ifMatch }: WriteJob,
  { version }: MemberState,
): Refusal | null => {
  const isRequired = operator !== null && reverses === null && action.declaration?.holds === "exact";
  if (ifMatch === null)
    return isRequired ? { code: "precondition-required", detail: "Send the member's ETag as If-Match." } : null;
  return ifMatch === memberEtag(version) ? null : { code: "stale", detail: "The member has changed since you looked." };
};

/**
 * Whether the operator gave the reasons that the program asks for. Not asked of a preview, where they may be still to
 * come.
 */
export const checkReason = ({ action, operator, reverses, input }: WriteJob, { library }: Snapshot): Refusal | null => {
  if (!operator || reverses !== null || !action.declaration?.problems.includes("reason-required")) return null;
  const { reason } = library.program;
  const missing = (["reasonCode", "note"] as const).find(
    (field) => reason[field] === "required" && input[field] === undefined,
  );
  if (!missing) return null;
  return {
    code: "reason-required",
    detail: "Say why.",
    errors: [{ pointer: `/${missing}`, code: "required", detail: "Say why." }],
  };
};
