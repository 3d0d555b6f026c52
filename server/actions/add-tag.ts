import { type Handler } from "../domain/handler.js";
import { refuse } from "../domain/refusal.js";

/** Any string becomes a tag (S1-8); spelt with composed characters, so that what looks the same is the same. */
export const addTag: Handler<"add-tag"> = ({ member }, { tag }) => {
  const spelt = tag.normalize("NFC");
  if (member.tags.find(spelt) !== undefined) return refuse("conflict", "This member has that tag already.");
  return { effects: [{ kind: "tag", change: "added", tag: spelt }] };
};
