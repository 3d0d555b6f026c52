import type { ActionDeclaration, ErasedStatus } from "../../sdk/contract/index.js";
import type { MemberState } from "./member.js";
import type { Refusal } from "./refusal.js";

/** Of members who are gone. */
export const erasedStatuses: readonly ErasedStatus[] = ["deleted", "opted-out", "anonymized"];

/** Whether a member of this status is gone: nothing is done to them, and nothing of them is read. */
export const isErased = (status: string): status is ErasedStatus => erasedStatuses.some((each) => each === status);

/** Why an action is not for a membership of another status. */
const otherwise: Readonly<Record<NonNullable<ActionDeclaration["onlyWhen"]>, string>> = {
  pending: "This membership is verified already.",
  active: "Only an active membership can be blocked.",
  blocked: "This membership isn't blocked.",
};

/** Whether an action can be done to a membership of this status: null, or the refusal. */
export const refusedByStatus = (
  { problems, onlyWhen }: Pick<ActionDeclaration, "problems" | "onlyWhen">,
  status: MemberState["status"],
): Refusal | null => {
  if (status === "blocked" && problems.includes("member-blocked"))
    return { code: "member-blocked", detail: "This member is blocked. Unblock them first." };
  return onlyWhen === undefined || onlyWhen === status ? null : { code: "conflict", detail: otherwise[onlyWhen] };
};
