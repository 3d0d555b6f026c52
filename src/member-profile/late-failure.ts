import type { TemplateResult } from "lit";
import { kindOf } from "../errors.js";
import { lock } from "../icons/things.js";
import { lateMessages } from "../locales/en/late.js";
import { notice } from "../parts/notice.js";
import { errorNotice } from "./notices.js";
import type { ProfileView } from "./profile-view.js";

/** Says why a panel could not be read. What the operator may not see is refused again: there is nothing to try. */
export const lateFailure = (title: string, error: unknown, again: () => void, view: ProfileView): TemplateResult => {
  if (kindOf(error) !== "forbidden") return errorNotice(view.t, title, error, again);
  const { t } = view.with(lateMessages);
  return notice({ icon: lock, title: t("panel.forbidden"), why: t("panel.forbidden.why") });
};
