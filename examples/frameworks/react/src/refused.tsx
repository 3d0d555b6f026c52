import type { MemberOpenEvent } from "memberkit";
import { MemberProfile, TagEditor } from "memberkit/react";

/** What the types refuse. It is compiled, and never drawn. */
export const refused = [
  // @ts-expect-error a member's id is a text
  <MemberProfile memberId={1048} />,
  // @ts-expect-error another event
  <MemberProfile onMemberActionDone={(event: MemberOpenEvent) => event.memberId} />,
  // @ts-expect-error no such property
  <TagEditor tagged={["VIP"]} />,
  // @ts-expect-error of a tag, too
  <member-actions-modal open="yes" />,
];
