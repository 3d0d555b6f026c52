import type { ActionDeclaration } from "../../sdk/contract/index.js";
import type { MemberState } from "./member.js";
import type { Refusal } from "./refusal.js";

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
