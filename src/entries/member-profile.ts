import { MemberAction } from "../member-action/member-action.js";
import { MemberActionsModal } from "../member-actions-modal/member-actions-modal.js";
import { MemberKit } from "../member-kit/member-kit.js";
import { MemberProfile } from "../member-profile/member-profile.js";
import { TagEditor } from "../tag-editor/tag-editor.js";
import { register, type DefineOptions } from "../register.js";

export { MemberProfile, type DefineOptions };

/** Registers `member-profile` with what it needs, `member-kit`, `tag-editor`, `member-actions-modal` and `member-action`, as `define()` of `memberkit/define` registers all. */
export const define = (options?: DefineOptions): Promise<void> =>
  register(
    {
      "member-kit": MemberKit,
      "member-profile": MemberProfile,
      "tag-editor": TagEditor,
      "member-actions-modal": MemberActionsModal,
      "member-action": MemberAction,
    },
    options,
  );
