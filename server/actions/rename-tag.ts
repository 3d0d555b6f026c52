import type { Effect } from "../domain/effects.js";
import { type Handler } from "../domain/handler.js";
import { refuse } from "../domain/refusal.js";

/** The tag goes, as it is spelt there, and the other one comes, unless the member has it already. */
export const renameTag: Handler<"rename-tag"> = ({ member }, { tag, to }) => {
  const held = member.tags.find(tag);
  if (held === undefined) return refuse("conflict", "This member doesn't have that tag.");
  const spelt = to.normalize("NFC");
  if (held === spelt) return refuse("conflict", "The tag is spelt so already.");
  const isThere = member.tags.without(held).find(spelt) !== undefined;
  const removed: Effect = { kind: "tag", change: "removed", tag: held };
  return { effects: isThere ? [removed] : [removed, { kind: "tag", change: "added", tag: spelt }] };
};
