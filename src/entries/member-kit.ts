import { MemberKit } from "../member-kit/member-kit.js";
import { register, type DefineOptions } from "../register.js";

export { MemberKit, type DefineOptions };

/** Registers `member-kit` as `define()` of `memberkit/define` registers all. */
export const define = (options?: DefineOptions): Promise<void> => register({ "member-kit": MemberKit }, options);
