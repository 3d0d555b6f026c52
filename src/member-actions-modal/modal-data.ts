import type { Client } from "../../sdk/client/client.js";
import type { Capabilities, Member, MemberAction, Operator } from "../../sdk/contract/index.js";

/** What the modal reads when it opens. */
export interface ModalData {
  readonly capabilities: Capabilities;
  readonly member: Member;
  /** What the operator may do to this member now. */
  readonly memberActions: readonly MemberAction[];
  readonly operator: Operator;
}

/** Reads all of it at once. The client keeps the capabilities and the operator, so they are asked for once a page. */
export const readModalData = async (client: Client, memberId: string, signal: AbortSignal): Promise<ModalData> => {
  const [capabilities, { value: member }, memberActions, operator] = await Promise.all([
    client.capabilities({ signal }),
    client.members.get(memberId, { signal }),
    client.members.actions(memberId, { signal }),
    client.operator({ signal }),
  ]);
  return { capabilities, member, memberActions, operator };
};
