import { MemberFilter } from "../member-filter/member-filter.js";
import { MemberKit } from "../member-kit/member-kit.js";
import { register, type DefineOptions } from "../register.js";

export { MemberFilter, type DefineOptions };

/** Registers `member-filter` with what it needs, `member-kit`, as `define()` of `memberkit/define` registers all. */
export const define = (options?: DefineOptions): Promise<void> =>
  register({ "member-kit": MemberKit, "member-filter": MemberFilter }, options);
