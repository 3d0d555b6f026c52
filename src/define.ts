import { MemberAction } from "./member-action/member-action.js";
import { MemberActionsModal } from "./member-actions-modal/member-actions-modal.js";
import { MemberFilter } from "./member-filter/member-filter.js";
import { MemberKit } from "./member-kit/member-kit.js";
import { MemberList } from "./member-list/member-list.js";
import { MemberProfile } from "./member-profile/member-profile.js";
import { register, type DefineOptions } from "./register.js";
import { TagEditor } from "./tag-editor/tag-editor.js";

export type { DefineOptions };

/**
 * Registers the kit's elements, all of them before it returns, each as a subclass of its own, so that two prefixes, or
 * two versions of the kit, share a page. A tag that is taken is left alone. What a page's first view does without is
 * loaded when it is needed; a profile loads its own once it is drawn and the page is idle. Safe to repeat, and on a
 * server, where it does nothing. Importing the kit registers nothing; this does.
 *
 * @returns Resolves once the elements are registered. Rejects where the prefix makes no valid tag.
 */
export const define = (options?: DefineOptions): Promise<void> =>
  register(
    {
      "member-kit": MemberKit,
      "member-profile": MemberProfile,
      "member-list": MemberList,
      "tag-editor": TagEditor,
      "member-action": MemberAction,
      "member-actions-modal": MemberActionsModal,
      "member-filter": MemberFilter,
    },
    options,
  );
