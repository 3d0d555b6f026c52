/** The elements, with the types of what they take and tell. Importing registers nothing: `define()` does. */
export type { Client, ClientOptions } from "../sdk/client/client.js";
export type { FilterGroup } from "../sdk/contract/bulk/filter.js";
export type { Member, Operation } from "../sdk/contract/index.js";

export { define, type DefineOptions } from "./define.js";
export { MemberActionDoneEvent, MemberActionFailedEvent, MemberActionRequestEvent } from "./events/action-events.js";
export { AudienceHandoffEvent, MemberOpenEvent, MemberSelectionEvent } from "./events/list-events.js";
export { MemberFilterChangeEvent, MemberFilterCountEvent } from "./events/filter-events.js";
export { MemberChangeEvent, MemberErrorEvent, MemberLogEvent, MemberNotFoundEvent } from "./events/member-events.js";
export { MemberAction } from "./member-action/member-action.js";
export { MemberActionsCancelEvent } from "./member-actions-modal/cancel-event.js";
export { MemberNextEvent } from "./member-actions-modal/next-event.js";
export { MemberActionsCloseEvent } from "./member-actions-modal/close-event.js";
export { MemberSessionEndingEvent } from "./member-actions-modal/session/ending-event.js";
export { MemberActionsModal } from "./member-actions-modal/member-actions-modal.js";
export { MemberFilter } from "./member-filter/member-filter.js";
export { MemberKit } from "./member-kit/member-kit.js";
export { MemberList } from "./member-list/member-list.js";
export { MemberProfile } from "./member-profile/member-profile.js";
export { TagEditor } from "./tag-editor/tag-editor.js";
export { version } from "./version.js";
