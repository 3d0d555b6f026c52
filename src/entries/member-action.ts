import { MemberAction } from "../member-action/member-action.js";
import { MemberKit } from "../member-kit/member-kit.js";
import { register, type DefineOptions } from "../register.js";

export { MemberAction, type DefineOptions };

/** Registers `member-action` with what it needs, `member-kit`, as `define()` of `memberkit/define` registers all. */
export const define = (options?: DefineOptions): Promise<void> =>
  register({ "member-kit": MemberKit, "member-action": MemberAction }, options);
