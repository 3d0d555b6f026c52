import { type Handler } from "../domain/handler.js";
import { refuse } from "../domain/refusal.js";

/** The tag is taken off this member (S1-9). */
export const removeTag: Handler<"remove-tag"> = ({ member }, { tag }) => {
  const spelt = tag.normalize("NFC");
  if (!member.tags.has(spelt)) return refuse("conflict", "This member doesn't have that tag.");
  return { effects: [{ kind: "tag", change: "removed", tag: spelt }] };
};
