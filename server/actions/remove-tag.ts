import { type Handler } from "../domain/handler.js";
import { refuse } from "../domain/refusal.js";

/** The tag is taken off this member, as it is spelt there (S1-9). */
export const removeTag: Handler<"remove-tag"> = ({ member }, { tag }) => {
  const held = member.tags.find(tag);
  if (held === undefined) return refuse("conflict", "This member doesn't have that tag.");
  return { effects: [{ kind: "tag", change: "removed", tag: held }] };
};
