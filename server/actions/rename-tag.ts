import { tagRenamed } from "../domain/change-tags.js";
import type { Handler } from "../domain/handler.js";

/** The tag goes, as it is spelt there, and the other one comes, unless the member has it already. */
export const renameTag: Handler<"rename-tag"> = ({ member }, { tag, to }) => {
  const effects = tagRenamed(member.tags, tag, to);
  return "problem" in effects ? effects : { effects };
};
