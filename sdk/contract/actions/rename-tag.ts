import { defineAction } from "../define-action.js";
import { tagField } from "../fields.js";

/**
 * Another tag stands in the place of one that the member has; where they have that one too, both become one. Over all who
 * have a tag, it renames the tag, or merges it into another.
 */
export const renameTag = defineAction({
  id: "rename-tag",
  category: "tags",
  title: "Rename a tag",
  summary: "Another in its place, on this member only",
  submit: "Rename {subject}",
  done: "{subject} renamed",
  past: "Tag “{subject}” renamed",
  icon: "tag",
  capability: "tags.edit",
  danger: "reversible",
  holds: "outcome",
  placement: "panel",
  problems: ["conflict"],
  fields: { tag: tagField("Tag"), to: tagField("New tag") },
  example: { tag: "test-user", to: "tester" },
});
