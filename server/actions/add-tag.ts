import { tagAdded } from "../domain/change-tags.js";
import type { Handler } from "../domain/handler.js";

/** Any string becomes a tag (S1-8). */
export const addTag: Handler<"add-tag"> = ({ member }, { tag }) => {
  const effects = tagAdded(member.tags, tag);
  return "problem" in effects ? effects : { effects };
};
