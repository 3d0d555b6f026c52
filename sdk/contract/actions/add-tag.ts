import { defineAction } from "../define-action.js";
import { tagField } from "../fields.js";

/** Any string becomes a tag the moment it is used (S1-7, S1-8). */
export const addTag = defineAction({
  id: "add-tag",
  category: "tags",
  title: "Add a tag",
  summary: "Usable by filters at once",
  submit: "Add {subject}",
  done: "Tagged {subject}",
  past: "Tagged “{subject}”",
  icon: "tag",
  capability: "tags.edit",
  danger: "reversible",
  holds: "outcome",
  placement: "panel",
  problems: ["conflict"],
  fields: { tag: tagField("Tag") },
  example: { tag: "test-user" },
});
