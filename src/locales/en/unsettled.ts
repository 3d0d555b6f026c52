/** English of a write whose outcome was not known when its dialog closed. */
export const unsettledMessages = {
  "unsettled.what": "{action}, {amount}",
  "unsettled.checking": "{what}: outcome unknown, checking…",
  "unsettled.done": "{what}: done",
  "unsettled.not-done": "{what}: not done. Nothing was changed.",
  "unsettled.refused": "{what}: not done. {why} Nothing was changed.",
  "unsettled.later": "{what}: taken, and not final yet. The activity shows the outcome.",
  "unsettled.close": "Close",
} as const;
