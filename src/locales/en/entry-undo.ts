/** English of undoing an entry of the timeline. */
export const entryUndoMessages = {
  "undo.ask": "This takes “{what}” back. Both entries stay in the activity.",
  "undo.ask.compensating":
    "This books the opposite of “{what}”. It may not restore everything. Both entries stay in the activity.",
  "undo.reason": "Why is it undone?",
  "undo.note": "Note for your team",
  "undo.tier": "Tier",
  "undo.to": "to",
  "undo.effect": "{label}: {before} to {after}",
  "undo.keep": "Keep it",
  "undo.running": "Undoing…",
  "undo.checking": "Outcome unknown, checking. It may have been undone already.",
  "undo.waiting": "This is not undone yet. The activity shows the outcome.",
  "undo.check": "Check now",
  "undo.done": "Undone: {what}",
  "undo.failed": "Couldn't undo this",
  "undo.failed.of": "Couldn't undo this: {what}",
} as const;
