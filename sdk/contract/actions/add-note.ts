import { defineAction } from "../define-action.js";
import { noteField } from "../fields.js";

/** Something worth knowing about the member, for the team. It stands in the timeline, and changes nothing else. */
export const addNote = defineAction({
  id: "add-note",
  category: "profile",
  title: "Add a note",
  summary: "For your team, in the activity",
  submit: "Add note",
  done: "Note added",
  past: "Note added",
  icon: "note",
  capability: "notes.add",
  danger: "reversible",
  undo: "none",
  holds: "outcome",
  problems: [],
  fields: { note: noteField("Note") },
  example: { note: "Prefers to be called after six" },
});
