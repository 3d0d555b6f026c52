import { tagRemoved } from "../domain/change-tags.js";
import type { Handler } from "../domain/handler.js";

/** The tag is taken off this member, as it is spelt there (S1-9). */
export const removeTag: Handler<"remove-tag"> = ({ member }, { tag }) => {
  const effects = tagRemoved(member.tags, tag);
  return "problem" in effects ? effects : { effects };
};
