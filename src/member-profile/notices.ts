import { kindOf } from "../errors.js";
import type { Say } from "./profile-view.js";

/** Why, and that nothing was changed. */
export const reasonOf = (error: unknown, t: Say): string => {
  const kind = kindOf(error);
  return kind === "network" || kind === "timeout" || kind === "contract" ? t(`error.${kind}`) : t("error.server");
};
