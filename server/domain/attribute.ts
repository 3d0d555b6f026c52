import type { AttributeValue } from "../../sdk/contract/index.js";
import type { MemberState, ProfileState } from "./member.js";

/** What is known of a member under one name. */
export interface AttributeState {
  readonly value: AttributeValue;
  /** What a reader is told, where the value is a code. */
  readonly shown?: string;
  /** Of an address: whether it was confirmed. One that is typed in was not. */
  readonly verified?: boolean;
}

type Column = "name" | "firstName" | "email" | "phone" | "birthday" | "language" | "homeBranchId";

const columns: ReadonlyMap<string, Column> = new Map([
  ["name", "name"],
  ["firstName", "firstName"],
  ["email", "email"],
  ["phone", "phone"],
  ["birthday", "birthday"],
  ["language", "language"],
  ["homeBranch", "homeBranchId"],
]);

const marks: ReadonlyMap<string, "emailVerified" | "phoneVerified"> = new Map([
  ["email", "emailVerified"],
  ["phone", "phoneVerified"],
]);

/** Whether no two members of a program may have the same. */
export const isUnique = (id: string): boolean => marks.has(id);

/** Whether the profile holds it; else it is one of the program's own. */
export const isInProfile = (id: string): boolean => columns.has(id);

type Known = Pick<MemberState, "profile" | "attributes">;

/** What is known of a member under this name. */
export const attributeOf = ({ profile, attributes }: Known, id: string): AttributeState => {
  const column = columns.get(id);
  if (column === undefined) return { value: attributes.get(id) ?? null };
  const mark = marks.get(id);
  return { value: profile[column], ...(mark && { verified: profile[mark] }) };
};

/** The member of whom this is known. */
export const withAttribute = (member: MemberState, id: string, { value, verified }: AttributeState): MemberState => {
  const column = columns.get(id);
  if (column === undefined) return { ...member, attributes: new Map(member.attributes).set(id, value) };
  const mark = marks.get(id);
  const changed = { [column]: value, ...(mark && { [mark]: verified ?? false }) } as Partial<ProfileState>;
  return { ...member, profile: { ...member.profile, ...changed } };
};
