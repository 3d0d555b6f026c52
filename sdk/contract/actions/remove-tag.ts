import { defineAction } from "../define-action.js";
import { tagField } from "../fields.js";

/** Takes a tag off the member (S1-9). */
export const removeTag = defineAction({
  id: "remove-tag",
  category: "tags",
  title: "Remove a tag",
  summary: "Takes it off this member only",
  submit: "Remove {subject}",
  done: "{subject} removed",
  past: "Tag “{subject}” removed",
  icon: "tag",
  capability: "tags.edit",
  danger: "reversible",
  holds: "outcome",
  placement: "panel",
  problems: ["conflict"],
  fields: { tag: tagField("Tag") },
  example: { tag: "test-user" },
});
