/** The elements. Importing registers nothing: `define()` does. */
export { define, type DefineOptions } from "./define.js";
export { MemberActionDoneEvent, MemberActionFailedEvent, MemberActionRequestEvent } from "./events/action-events.js";
export { MemberChangeEvent, MemberErrorEvent, MemberNotFoundEvent } from "./events/member-events.js";
export { MemberKit } from "./member-kit/member-kit.js";
export { MemberProfile } from "./member-profile/member-profile.js";
export { TagEditor } from "./tag-editor/tag-editor.js";
