/** English of the notes about a member. */
export const noteMessages = {
  "notes.none": "No notes yet. Only your team reads them.",
  "notes.more": "Show older notes",
  "notes.shown": { one: "{count} note shown", other: "{count} notes shown" },
  "notes.by": "by {name}",
  "error.notes": "Couldn't load the notes",
} as const;
