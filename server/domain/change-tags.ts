import type { Effect as ShownEffect } from "../../sdk/contract/index.js";
import type { TagEffect } from "./effects.js";
import { type Refused, refuse } from "./refusal.js";
import type { TagSet } from "./tag-set.js";

/** Any string becomes a tag (S1-8); spelt with composed characters, so that what looks the same is the same. */
export const tagAdded = (tags: TagSet, tag: string): readonly TagEffect[] | Refused => {
  const spelt = tag.normalize("NFC");
  if (tags.find(spelt) !== undefined) return refuse("conflict", "This member has that tag already.");
  return [{ kind: "tag", change: "added", tag: spelt }];
};

/** The tag is taken off, as it is spelt there (S1-9). */
export const tagRemoved = (tags: TagSet, tag: string): readonly TagEffect[] | Refused => {
  const held = tags.find(tag);
  if (held === undefined) return refuse("conflict", "This member doesn't have that tag.");
  return [{ kind: "tag", change: "removed", tag: held }];
};

/** The tag goes, as it is spelt there, and the other one comes, unless it is there already. */
export const tagRenamed = (tags: TagSet, tag: string, to: string): readonly TagEffect[] | Refused => {
  const held = tags.find(tag);
  if (held === undefined) return refuse("conflict", "This member doesn't have that tag.");
  const spelt = to.normalize("NFC");
  if (held === spelt) return refuse("conflict", "The tag is spelt so already.");
  const isThere = tags.without(held).find(spelt) !== undefined;
  const removed: TagEffect = { kind: "tag", change: "removed", tag: held };
  return isThere ? [removed] : [removed, { kind: "tag", change: "added", tag: spelt }];
};

/** What takes one change of a tag back; or why that can't be done. */
export const tagTakenBack = (tags: TagSet, effect: TagEffect): TagEffect | Refused => {
  if (effect.change === "added")
    return tags.has(effect.tag)
      ? { ...effect, change: "removed" }
      : refuse("not-reversible", "The tag has been removed since.");
  const isBack = tags.find(effect.tag) !== undefined;
  return isBack ? refuse("not-reversible", "The tag has been added again since.") : { ...effect, change: "added" };
};

/** The tags once one has changed. */
export const withTagChange = (tags: TagSet, { change, tag }: TagEffect): TagSet =>
  change === "added" ? tags.with(tag) : tags.without(tag);

/** A change of a tag as a receipt shows it. */
export const shownTag = ({ kind, tag }: TagEffect): ShownEffect => ({ kind, subject: { id: tag, name: tag } });
