import type { profileMessages } from "../../../locales/en/profile.js";
import type { timelineMessages } from "../../../locales/en/timeline.js";
import type { Messages } from "../../../locales/translate.js";
import type { ProfileView } from "../../profile-view.js";

/** What every part of the timeline is drawn with: its words come with its drawing. */
export type TimelineView<Words extends Messages = typeof timelineMessages> = ProfileView<
  typeof profileMessages & typeof timelineMessages & Words
>;
