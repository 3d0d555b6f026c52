import { MemberAction } from "../member-action/member-action.js";
import { MemberActionsModal } from "../member-actions-modal/member-actions-modal.js";
import { MemberKit } from "../member-kit/member-kit.js";
import { MemberList } from "../member-list/member-list.js";
import { register, type DefineOptions } from "../register.js";

export { MemberList, type DefineOptions };

/** Registers `member-list` with what it needs, `member-kit`, `member-actions-modal` and `member-action`, as `define()` of `memberkit/define` registers all. */
export const define = (options?: DefineOptions): Promise<void> =>
  register(
    {
      "member-kit": MemberKit,
      "member-list": MemberList,
      "member-actions-modal": MemberActionsModal,
      "member-action": MemberAction,
    },
    options,
  );
