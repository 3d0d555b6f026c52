import { MemberAction } from "../member-action/member-action.js";
import { MemberActionsModal } from "../member-actions-modal/member-actions-modal.js";
import { MemberKit } from "../member-kit/member-kit.js";
import { register, type DefineOptions } from "../register.js";

export { MemberActionsModal, type DefineOptions };

/** Registers `member-actions-modal` with what it needs, `member-kit` and `member-action`, as `define()` of `memberkit/define` registers all. */
export const define = (options?: DefineOptions): Promise<void> =>
  register(
    { "member-kit": MemberKit, "member-actions-modal": MemberActionsModal, "member-action": MemberAction },
    options,
  );
