import { MemberKit } from "../member-kit/member-kit.js";
import { TagEditor } from "../tag-editor/tag-editor.js";
import { register, type DefineOptions } from "../register.js";

export { TagEditor, type DefineOptions };

/** Registers `tag-editor` with what it needs, `member-kit`, as `define()` of `memberkit/define` registers all. */
export const define = (options?: DefineOptions): Promise<void> =>
  register({ "member-kit": MemberKit, "tag-editor": TagEditor }, options);
