/** English of the looks at details that are masked. */
export const revealMessages = {
  "reveal.show": "Show",
  "reveal.hide": "Hide",
  "reveal.recorded": "Who looked, and when, is recorded.",
  "reveal.hidden": "hidden",
  "reveal.forbidden": "Hidden from you",
  "reveal.failed": "This couldn't be shown. Try again.",
} as const;
