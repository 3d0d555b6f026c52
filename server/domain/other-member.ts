import type { ActionDeclaration } from "../../sdk/contract/index.js";
import type { MemberState } from "./member.js";
import { type Refused, refuse, refuseField } from "./refusal.js";

/** The field in which an action asks for another member; undefined: it takes one member alone. */
const fieldOfOther = (action: ActionDeclaration | null): string | undefined =>
  Object.entries(action?.fields ?? {}).find(([, { kind }]) => kind === "member")?.[0];

/** The id of the other member that an input names; null where the action takes one member alone. */
export const otherMemberIn = (
  action: ActionDeclaration | null,
  input: Readonly<Record<string, unknown>>,
): string | null => {
  const field = fieldOfOther(action);
  return field === undefined ? null : (input[field] as string);
};

/** What was found of the other member: `gone` where they were erased; undefined where there never was one. */
type Found = MemberState | "gone" | undefined;

/** The other member of an action, where there is one who can take part; else why not, said at the field. */
export const otherOf = (action: ActionDeclaration, memberId: string, other: Found): MemberState | Refused => {
  const field = fieldOfOther(action) ?? "";
  if (other === undefined) return refuseField(field, "unknown", "There is no such member.");
  if (other === "gone") return refuseField(field, "unknown", "This member is no longer in the program.");
  if (other.id === memberId) return refuseField(field, "same-member", "Choose another member than this one.");
  return other.status === "blocked" && action.problems.includes("member-blocked")
    ? refuse("member-blocked", "The other member is blocked. Unblock them first.")
    : other;
};
