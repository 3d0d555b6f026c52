// Written by `npm run generate` from custom-elements.json.
import type {
  AudienceHandoffEvent,
  MemberAction,
  MemberActionDoneEvent,
  MemberActionFailedEvent,
  MemberActionRequestEvent,
  MemberActionsCancelEvent,
  MemberActionsCloseEvent,
  MemberActionsModal,
  MemberChangeEvent,
  MemberErrorEvent,
  MemberFilter,
  MemberFilterChangeEvent,
  MemberFilterCountEvent,
  MemberKit,
  MemberList,
  MemberLogEvent,
  MemberNextEvent,
  MemberNotFoundEvent,
  MemberOpenEvent,
  MemberProfile,
  MemberSelectionEvent,
  MemberSessionEndingEvent,
  TagEditor,
} from "../index.js";

/** What each element takes, by its property's name and its attribute's, and tells. */
export interface KitElements {
  "member-action": {
    element: MemberAction;
    props: {
      name?: MemberAction["name"] | undefined;
      label?: MemberAction["label"] | undefined;
      [field: string]: string | number | boolean | null | undefined;
    };
    events: Record<string, never>;
  };
  "member-actions-modal": {
    element: MemberActionsModal;
    props: {
      memberId?: MemberActionsModal["memberId"] | undefined;
      "member-id"?: MemberActionsModal["memberId"] | undefined;
      actions?: MemberActionsModal["actions"] | undefined;
      action?: MemberActionsModal["action"] | undefined;
      values?: MemberActionsModal["values"] | undefined;
      open?: MemberActionsModal["open"] | undefined;
    };
    events: {
      "member-action-request": MemberActionRequestEvent;
      "member-action-done": MemberActionDoneEvent;
      "member-action-failed": MemberActionFailedEvent;
      "member-session-ending": MemberSessionEndingEvent;
      "member-error": MemberErrorEvent;
      "member-actions-cancel": MemberActionsCancelEvent;
      "member-next": MemberNextEvent;
      "member-open": MemberOpenEvent;
      "member-actions-close": MemberActionsCloseEvent;
    };
  };
  "member-filter": {
    element: MemberFilter;
    props: {
      value?: MemberFilter["value"] | undefined;
      audienceId?: MemberFilter["audienceId"] | undefined;
      "audience-id"?: MemberFilter["audienceId"] | undefined;
      name?: MemberFilter["name"] | undefined;
      readonly?: MemberFilter["readonly"] | undefined;
      readOnly?: MemberFilter["readOnly"] | undefined;
      disabled?: MemberFilter["disabled"] | undefined;
    };
    events: {
      "member-filter-change": MemberFilterChangeEvent;
      "member-filter-count": MemberFilterCountEvent;
      "member-error": MemberErrorEvent;
    };
  };
  "member-kit": {
    element: MemberKit;
    props: {
      baseUrl?: MemberKit["baseUrl"] | undefined;
      "base-url"?: MemberKit["baseUrl"] | undefined;
      tokenUrl?: MemberKit["tokenUrl"] | undefined;
      "token-url"?: MemberKit["tokenUrl"] | undefined;
      locale?: MemberKit["locale"] | undefined;
      theme?: MemberKit["theme"] | undefined;
      reference?: MemberKit["reference"] | undefined;
      getToken?: MemberKit["getToken"] | undefined;
      client?: MemberKit["client"] | undefined;
      messages?: MemberKit["messages"] | undefined;
    };
    events: {
      "member-error": MemberErrorEvent;
      "member-log": MemberLogEvent;
    };
  };
  "member-list": {
    element: MemberList;
    props: {
      for?: MemberList["for"] | undefined;
      filter?: MemberList["filter"] | undefined;
      audienceId?: MemberList["audienceId"] | undefined;
      "audience-id"?: MemberList["audienceId"] | undefined;
      columns?: MemberList["columns"] | undefined;
      memberHref?: MemberList["memberHref"] | undefined;
      "member-href"?: MemberList["memberHref"] | undefined;
      actions?: MemberList["actions"] | undefined;
      readonly?: MemberList["readonly"] | undefined;
      readOnly?: MemberList["readOnly"] | undefined;
      shortcuts?: MemberList["shortcuts"] | undefined;
      state?: MemberList["state"] | undefined;
    };
    events: {
      "member-open": MemberOpenEvent;
      "member-selection": MemberSelectionEvent;
      "audience-handoff": AudienceHandoffEvent;
      "member-error": MemberErrorEvent;
    };
  };
  "member-profile": {
    element: MemberProfile;
    props: {
      memberId?: MemberProfile["memberId"] | undefined;
      "member-id"?: MemberProfile["memberId"] | undefined;
      externalId?: MemberProfile["externalId"] | undefined;
      "external-id"?: MemberProfile["externalId"] | undefined;
      actions?: MemberProfile["actions"] | undefined;
      panels?: MemberProfile["panels"] | undefined;
      readonly?: MemberProfile["readonly"] | undefined;
      readOnly?: MemberProfile["readOnly"] | undefined;
      operator?: MemberProfile["operator"] | undefined;
      layout?: MemberProfile["layout"] | undefined;
      shortcuts?: MemberProfile["shortcuts"] | undefined;
    };
    events: {
      "member-not-found": MemberNotFoundEvent;
      "member-open": MemberOpenEvent;
      "member-action-request": MemberActionRequestEvent;
      "member-action-done": MemberActionDoneEvent;
      "member-action-failed": MemberActionFailedEvent;
      "member-next": MemberNextEvent;
      "member-session-ending": MemberSessionEndingEvent;
      "member-error": MemberErrorEvent;
    };
  };
  "tag-editor": {
    element: TagEditor;
    props: {
      memberId?: TagEditor["memberId"] | undefined;
      "member-id"?: TagEditor["memberId"] | undefined;
      member?: TagEditor["member"] | undefined;
      value?: TagEditor["value"] | undefined;
      required?: TagEditor["required"] | undefined;
      name?: TagEditor["name"] | undefined;
      readonly?: TagEditor["readonly"] | undefined;
      readOnly?: TagEditor["readOnly"] | undefined;
      disabled?: TagEditor["disabled"] | undefined;
    };
    events: {
      input: Event;
      change: Event;
      "member-change": MemberChangeEvent;
      "member-action-request": MemberActionRequestEvent;
      "member-action-done": MemberActionDoneEvent;
      "member-action-failed": MemberActionFailedEvent;
    };
  };
}
